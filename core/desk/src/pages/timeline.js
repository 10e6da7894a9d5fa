// <sh-timeline-page>: what happened to somebody, newest first, with step
// charts of what was measured.

import { html, nothing } from 'lit';
import { icon, signOf } from '../icons.js';
import { keyOf } from '../names.js';
import { groupsBy, partsOf } from '../parts_of.js';
import { named, t } from '../texts.js';
import { dateOf, dayOf, hostNow, showDate, timeOf, toIso, toMs } from '../times.js';
import { openRecord } from '../parts/opening.js';
import { stepChart } from '../parts/step_chart.js';
import { AskedPage } from './asked.js';

const DAY = 86400000;
const SPANS = { all: 0, week: 7, month: 31, quarter: 92, year: 366 }; // days of a zoom
const MOST = 300; // events drawn at first

export class TimelinePage extends AskedPage {
  static properties = {
    zoomed: { state: true }, // zoom where the page declares no period
    back: { state: true }, // how many zooms it was moved into the past
    kinds: { state: true }, // those that are hidden
    most: { state: true },
  };

  constructor() {
    super();
    this.zoomed = 'all';
    this.back = 0;
    this.kinds = new Set();
    this.most = MOST;
  }

  get read() {
    return partsOf(this.declared);
  }

  at(row) {
    const value = this.read.raw(row, 'at');
    return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? toMs(toIso(value, '00:00')) : toMs(value);
  }

  /** What is shown: { from, to } in ms. */
  get window() {
    if (this.start) return { from: toMs(toIso(this.span.from, '00:00')), to: toMs(toIso(this.span.to, '00:00')) };
    const times = this.answer.map((row) => this.at(row)).filter((one) => one !== null);
    const newest = Math.max(hostNow(), ...times);
    const days = SPANS[this.zoomed];
    if (days) {
      const to = newest - this.back * days * DAY;
      return { from: to - days * DAY, to: to + 1 };
    }
    const oldest = Math.min(...times, newest);
    const room = Math.max((newest - oldest) * 0.03, DAY / 2);
    return { from: oldest - room, to: newest + 1 };
  }

  periodKey(event) {
    super.periodKey(event);
    if (this.start || this.within || event.defaultPrevented || event.target.closest?.('input, textarea, select')) return;
    if (event.key === '[' && this.zoomed !== 'all') this.back += 1;
    else if (event.key === ']' && this.back > 0) this.back -= 1;
    else return;
    event.preventDefault();
  }

  zooms() {
    if (this.start) return nothing;
    return html`<span class="period" role="group" aria-label=${t('period')}>${Object.keys(SPANS).map((one) => html`<button type="button" class="plain"
      aria-pressed=${this.zoomed === one} @click=${() => { this.zoomed = one; this.back = 0; }}>${one === 'all' ? t('all') : t(`last_${one}`)}</button>`)}
      ${this.zoomed === 'all' ? nothing : html`<button type="button" aria-label=${t('period_before')} @click=${() => { this.back += 1; }}>‹ <kbd>[</kbd></button>
        <button type="button" aria-label=${t('period_after')} ?disabled=${!this.back} @click=${() => { this.back -= 1; }}><kbd>]</kbd> ›</button>`}</span>`;
  }

  tools(more = nothing) {
    return super.tools(this.start || !this.answer ? more : html`${this.zooms()}${more}`);
  }

  hide(kind) {
    const next = new Set(this.kinds);
    if (!next.delete(kind)) next.add(kind);
    this.kinds = next;
  }

  kindsBar(rows) {
    const { read } = this;
    const kinds = [...groupsBy(rows.filter((row) => read.has(row, 'kind')), (row) => read.text(row, 'kind'))];
    if (kinds.length < 2) return nothing;
    return html`<div class="counters no-print" role="group" aria-label=${t('kinds')}>${kinds.map(([kind, own]) => html`<button type="button" class="counter"
      aria-pressed=${!this.kinds.has(kind)} @click=${() => this.hide(kind)}><b>${own.length}</b> ${kind}</button>`)}</div>`;
  }

  charts(rows, window) {
    const { read } = this;
    const measured = groupsBy(rows.filter((row) => read.has(row, 'value')), (row) => String(read.raw(row, 'series') ?? ''));
    const declared = this.declared.charts || [];
    return declared.filter((chart) => measured.has(chart.series)).map((chart) => {
      const points = measured.get(chart.series).map((row) => {
        const value = Number(read.raw(row, 'value'));
        const word = (chart.values || []).find((one) => Number(one.value) === value);
        return { at: this.at(row), value, word: word ? named(word) : `${read.raw(row, 'value')}${chart.unit ? ` ${chart.unit}` : ''}` };
      }).filter((one) => one.at !== null && !Number.isNaN(one.value)).sort((a, b) => a.at - b.at);
      if (!points.some((one) => one.at < window.to)) return nothing;
      return html`<figure class="chart-box"><figcaption>${named(chart)}${chart.unit ? html` <span class="second">${chart.unit}</span>` : nothing}</figcaption>
        ${stepChart(chart, points, { ...window, until: hostNow() })}</figure>`;
    });
  }

  key(event, row) {
    const lines = [...this.querySelectorAll('.events li[tabindex]')];
    const at = lines.indexOf(event.currentTarget);
    if (event.key === 'Enter') openRecord(this.declared, row, event.shiftKey);
    else if (event.key === 'ArrowDown') lines[at + 1]?.focus();
    else if (event.key === 'ArrowUp') lines[at - 1]?.focus();
    else return;
    event.preventDefault();
  }

  event(row) {
    const { read } = this;
    const page = this.declared;
    const value = read.raw(row, 'at');
    const whole = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    const tone = read.raw(row, 'tone') || 'plain';
    const opens = page.record && row[page.record_key || keyOf(page)] !== undefined && row[page.record_key || keyOf(page)] !== null;
    return html`<li class="tone-${tone} ${opens ? 'opens' : ''}" tabindex=${opens ? 0 : nothing} @keydown=${(event) => this.key(event, row)}
        @click=${(event) => opens && openRecord(page, row, event.shiftKey)}>
      <span class="when">${whole || this.at(row) === null ? '' : timeOf(this.at(row))}</span>
      <span class="event"><span class="icon-slot">${icon(signOf(tone), `tone-${tone}`)}</span>${read.has(row, 'kind') ? html`<span class="event-kind">${read.text(row, 'kind')}</span>` : nothing}
        <b>${read.text(row, 'text')}</b>${read.has(row, 'state') ? html` <span class="state tone-${tone}">${read.text(row, 'state')}</span>` : nothing}
        <span class="second">${[read.text(row, 'note'), read.text(row, 'who')].filter(Boolean).join(' · ')}</span></span></li>`;
  }

  drawn() {
    const { read } = this;
    if (!this.answer.length) return html`<p class="empty">${t('timeline_empty')}</p>`;
    const { window } = this;
    const inside = this.answer.filter((row) => this.at(row) === null || (this.at(row) >= window.from && this.at(row) < window.to));
    const shown = inside.filter((row) => !this.kinds.has(read.text(row, 'kind')));
    const days = groupsBy(shown.slice(0, this.most).sort((a, b) => (this.at(b) ?? 0) - (this.at(a) ?? 0)), (row) => dayOf(read.raw(row, 'at')));
    const today = dateOf(hostNow());
    return html`${this.charts(this.answer, window)}${this.kindsBar(inside)}
      ${shown.length ? nothing : html`<p class="empty">${t('timeline_none')}</p>`}
      <ol class="events">${[...days].map(([day, own]) => html`<li class="day"><h3>${day ? showDate(day) : ''}${day === today ? html` <span class="second">${t('today')}</span>` : nothing}</h3>
        <ol>${own.map((row) => this.event(row))}</ol></li>`)}</ol>
      ${shown.length > this.most ? html`<p><button type="button" @click=${() => { this.most += MOST; }}>${t('show_more', { n: Math.min(MOST, shown.length - this.most) })}</button></p>` : nothing}`;
  }

  get look() {
    return 'timeline-page';
  }
}

customElements.define('sh-timeline-page', TimelinePage);
