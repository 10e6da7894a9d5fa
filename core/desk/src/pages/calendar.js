// <sh-calendar-page>: days with what is due on them, counted by tone.

import { html, nothing } from 'lit';
import { icon, signOf } from '../icons.js';
import { full } from '../names.js';
import { groupsBy, partsOf } from '../parts_of.js';
import { has, t } from '../texts.js';
import { addDays, dateOf, dayOf, daysOf, hostNow, showDate, startOf, stepOf, weekday } from '../times.js';
import { openPageOf } from '../parts/opening.js';
import { AskedPage } from './asked.js';

const LINES = 3; // texts shown in a month's day
const RANK = ['alarm', 'late', 'isolated', 'cleaning', 'reserved', 'occupied', 'plain', 'away', 'blocked', 'free'];

export class CalendarPage extends AskedPage {
  static wide = true;

  static properties = { at: { state: true } }; // the day with the focus

  get read() {
    return partsOf(this.declared);
  }

  /** Rows of each day: Map of date to rows. */
  get days() {
    return groupsBy(this.answer || [], (row) => dayOf(this.read.raw(row, 'day')));
  }

  /** The day that Tab comes to. */
  get day() {
    const { from, to } = this.span;
    const today = dateOf(hostNow());
    if (this.at >= from && this.at < to) return this.at;
    return today >= from && today < to ? today : from;
  }

  focusDay(day) {
    this.at = day;
    const { from, to } = this.span;
    if (day < from || day >= to) this.move(startOf(this.unit, day));
    const focus = () => this.querySelector(`[data-day="${day}"]`)?.focus();
    this.updateComplete.then(() => { focus(); setTimeout(focus, 50); });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { day } = this;
    const to = {
      ArrowRight: addDays(day, 1), ArrowLeft: addDays(day, -1), ArrowDown: addDays(day, 7), ArrowUp: addDays(day, -7),
      Home: startOf('month', day), End: addDays(stepOf('month', startOf('month', day), 1), -1),
    }[event.key];
    if (to) this.focusDay(to);
    else if (event.key === 'Enter') this.open(event.target.closest('[data-day]')?.dataset.day || day);
    else return;
    event.preventDefault();
  }

  open(day) {
    const page = this.declared;
    this.at = day;
    if (page.record) openPageOf(full(page.id, page.record), day, false, this.alongside());
  }

  /** The page's own filters go along. */
  alongside() {
    const names = this.filters.map((field) => field.name);
    return Object.fromEntries(Object.entries(this.input).filter(([name, value]) => names.includes(name) && value !== undefined).map(([name, value]) => [name, String(value)]));
  }

  /** Counts of a day's rows: [{ tone, word, count }], what is worst first. */
  counts(rows) {
    const { read } = this;
    const groups = groupsBy(rows, (row) => `${read.raw(row, 'tone') || 'plain'}|${read.text(row, 'state')}`);
    return [...groups].map(([key, own]) => {
      const [tone, word] = key.split('|');
      return { tone, word: word || (has(`tone_${tone}`) ? t(`tone_${tone}`) : ''), count: own.reduce((sum, row) => sum + Number(read.raw(row, 'count') ?? 1), 0) };
    }).filter((one) => one.count).sort((a, b) => RANK.indexOf(a.tone) - RANK.indexOf(b.tone));
  }

  told(day, counts) {
    return `${showDate(day)} ${counts.map((one) => `${one.word} ${one.count}`).join('，')}`;
  }

  monthDay(day, month, rows) {
    const { read } = this;
    const counts = this.counts(rows);
    const texts = rows.filter((row) => read.has(row, 'text'));
    const out = !day.startsWith(month);
    const today = day === dateOf(hostNow());
    return html`<td class="${out ? 'out' : ''} ${today ? 'today' : ''}" role="gridcell"><div class="cal-day" data-day=${day} role="button" aria-label=${this.told(day, counts)}
        tabindex=${day === this.day && !out ? 0 : -1} @click=${() => this.open(day)} @focus=${() => { this.at = day; }}>
      <span class="cal-number">${Number(day.slice(8))}</span>
      ${out ? nothing : html`<span class="cal-counts">${counts.map((one) => html`<span class="state tone-${one.tone}">${icon(signOf(one.tone))}${one.count}<span class="cal-word">${one.word}</span></span>`)}</span>
      ${texts.slice(0, LINES).map((row) => html`<span class="cal-text tone-${read.raw(row, 'tone') || 'plain'}">${read.text(row, 'text')}</span>`)}
      ${texts.length > LINES ? html`<span class="second">${t('and_more', { n: texts.length - LINES })}</span>` : nothing}`}</div></td>`;
  }

  weeks(month) {
    const first = startOf('week', month);
    const after = stepOf('month', month, 1);
    const all = daysOf(first, addDays(startOf('week', addDays(after, -1)), 7));
    return all.filter((_, at) => at % 7 === 0).map((_, at) => all.slice(at * 7, at * 7 + 7));
  }

  month(start) {
    const { days } = this;
    const weeks = this.unit === 'week' ? [daysOf(start, addDays(start, 7))] : this.weeks(start);
    return html`<table class="cal-month" role="grid" @keydown=${this.key}><thead><tr>${weeks[0].map((day) => html`<th scope="col">${weekday(day)}</th>`)}</tr></thead>
      <tbody>${weeks.map((week) => html`<tr>${week.map((day) => this.monthDay(day, this.unit === 'week' ? '' : start.slice(0, 7), days.get(day) || []))}</tr>`)}</tbody></table>`;
  }

  smallDay(day, month, rows) {
    if (!day.startsWith(month)) return html`<td></td>`;
    const counts = this.counts(rows);
    const [worst] = counts;
    const all = counts.reduce((sum, one) => sum + one.count, 0);
    return html`<td><span class="cal-small ${worst ? `tone-${worst.tone} has` : ''} ${day === dateOf(hostNow()) ? 'today' : ''}" data-day=${day} role="button"
      aria-label=${this.told(day, counts)} title=${this.told(day, counts)} tabindex=${day === this.day ? 0 : -1} @click=${() => this.open(day)}
      @focus=${() => { this.at = day; }}>${Number(day.slice(8))}${all ? html`<sub>${all}</sub>` : nothing}</span></td>`;
  }

  smallMonth(start) {
    const { days } = this;
    const month = start.slice(0, 7);
    const counts = this.counts((this.answer || []).filter((row) => dayOf(this.read.raw(row, 'day')).startsWith(month)));
    return html`<section class="cal-box"><h3><button type="button" class="plain" @click=${() => this.units.includes('month') && this.move(start, 'month')}>${
      t('month_short', { m: Number(month.slice(5)) })}</button>
      <span class="cal-counts">${counts.map((one) => html`<span class="state tone-${one.tone}" title=${one.word}>${icon(signOf(one.tone))}${one.count}</span>`)}</span></h3>
      <table><tbody>${this.weeks(start).map((week) => html`<tr>${week.map((day) => this.smallDay(day, month, days.get(day) || []))}</tr>`)}</tbody></table></section>`;
  }

  legend() {
    return html`<p class="grid-legend">${this.counts(this.answer || []).map((one) => html`<span class="state tone-${one.tone}">${icon(signOf(one.tone))}${one.word} <b>${one.count}</b></span>`)}</p>`;
  }

  drawn() {
    const { from, to } = this.span;
    const months = [];
    for (let at = startOf('month', from); at < to; at = stepOf('month', at, 1)) months.push(at);
    return html`${this.legend()}${months.length === 1 || this.unit === 'week' ? this.month(this.unit === 'week' ? from : months[0])
      : html`<div class="cal-year" @keydown=${this.key}>${months.map((one) => this.smallMonth(one))}</div>`}
      <p class="second no-print keys">${t('calendar_keys')}</p>`;
  }

  get units() {
    return this.declared.period ? super.units.filter((unit) => unit !== 'day') : ['month'];
  }

  body() {
    if (!this.start) return html`<p class="failure">${t('calendar_period')}</p>`;
    return super.body();
  }

  get look() {
    return 'calendar-page';
  }
}

customElements.define('sh-calendar-page', CalendarPage);
