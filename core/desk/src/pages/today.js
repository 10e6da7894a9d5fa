// <sh-today-page>: what is to be done now, what is late or was missed, and
// what is done, with the recording of outcomes.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { live } from '../live.js';
import { inWords, pageOfDuty, recorderOf } from '../names.js';
import { go, link } from '../route.js';
import { panel } from '../panel.js';
import { Asking } from '../part.js';
import { store } from '../store.js';
import { has, named, t } from '../texts.js';
import { dateOf, hostNow, showDate, timeOf, toIso, toMs } from '../times.js';
import { nameSubjects } from '../forms/refs.js';
import { failure } from '../parts/failure.js';
import { printHead } from '../parts/print_head.js';

const ORDER = ['missed', 'late', 'due', 'upcoming', 'held', 'done'];
const TONES = { missed: 'alarm', late: 'late', due: 'reserved', held: 'blocked', done: 'free' };
const ICONS = { missed: 'alarm', late: 'late', due: 'bell', held: 'blocked', done: 'check', upcoming: 'clock' };
const AHEAD = 12 * 3600000; // ms that are looked ahead at least
const TICK = 60000; // ms: due turns to late by the clock alone

export class TodayPage extends Asking {
  static properties = { day: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
    this.ask();
    this.timer = setInterval(() => this.soon(), TICK);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async load() {
    const day = dateOf(hostNow());
    this.day = day;
    // A night shift's day does not end at midnight.
    const end = Math.max(toMs(toIso(dateOf(hostNow() + 86400000), '00:00')), hostNow() + AHEAD);
    const range = { from: toIso(day, '00:00'), to: toIso(dateOf(end), timeOf(end)) };
    // Open ones of earlier days stay until somebody says what became of them.
    const [open, held, done] = await Promise.all([
      api.duties(store.home, { state: 'open', to: range.to }),
      api.duties(store.home, { state: 'held', ...range }),
      api.duties(store.home, { state: 'done', ...range }),
    ]);
    const rows = new Map();
    for (const row of [...open, ...held, ...done]) rows.set(row.duty, row);
    const list = [...rows.values()];
    return nameSubjects(list);
  }

  record(row, outcome = '') {
    const list = !row.outcome && pageOfDuty(row.kind, ['checklist']);
    if (list) {
      const [, id] = /:(\d+)$/.exec(row.subject || '') || [];
      go('page', [list.id], { duty: row.duty, ...(row.version ? { version: row.version } : {}), ...(list.subject && id ? { [list.subject]: id } : {}) });
      return;
    }
    // The plugin's own recording looks at what it records; the host's does not.
    const action = recorderOf(row.kind);
    if (action) {
      const fill = { duty: row.duty, version: row.outcome ? undefined : row.version, supersedes: row.outcome ? row.id : undefined, outcome: outcome || undefined };
      const about = `${row.subject_name || ''} ${showDate(dateOf(toMs(row.due)))} ${timeOf(toMs(row.due))}`;
      panel.open({ kind: 'form', action, fill, context: about.trim() }, { replace: true });
      return;
    }
    panel.open({ kind: 'duty', duty: row, outcome }, { replace: true });
  }

  outcomeWord(row) {
    const kind = store.catalogue?.duties?.[row.kind];
    return named((kind?.outcomes || []).find((one) => one.value === row.outcome), row.outcome || '');
  }

  result(row) {
    if (row.state === 'held') return inWords(row.held_because || '');
    if (!row.outcome) return '';
    const at = toMs(row.recorded_at ?? row.at);
    return html`<b>${this.outcomeWord(row)}</b> ${row.person || ''} ${at === null ? '' : timeOf(at)}
      ${row.reason ? html`<div class="second">${inWords(row.reason)}</div>` : nothing}`;
  }

  buttons(row) {
    const kind = store.catalogue?.duties?.[row.kind];
    if (!kind || row.state === 'held') return nothing;
    if (row.outcome) return html`<button type="button" @click=${() => this.record(row)}>${t('duty_correct')}</button>`;
    return html`${(kind.outcomes || []).slice(0, 3).map((one) => html`<button type="button"
      @click=${() => this.record(row, one.value)}>${named(one)}</button>`)}`;
  }

  line(row) {
    const due = toMs(row.due);
    const date = dateOf(due);
    return html`<tr data-duty=${row.duty}><td class="when">${date === this.day ? '' : showDate(date)} ${timeOf(due)}</td>
      <td><b>${named(store.catalogue?.duties?.[row.kind], row.kind)}</b></td>
      <td>${row.subject_name || ''}</td>
      <td>${this.result(row)}</td><td class="doing">${this.buttons(row)}</td></tr>`;
  }

  /** Rounds on which some of these are recorded one after the other. */
  rounds(rows) {
    const found = new Set([...new Set(rows.map((row) => row.kind))].map((kind) => pageOfDuty(kind, ['round'])).filter(Boolean));
    return [...found].map((page) => html`<a class="second no-print" href=${link('page', [page.id])}>${named(page)}</a>`);
  }

  group(state) {
    const rows = this.answer.filter((row) => row.state === state);
    if (!rows.length) return nothing;
    const tone = TONES[state] || 'plain';
    return html`<section class="duties"><h2><span class="state tone-${tone}">${icon(ICONS[state] || 'plain')}${has(`duty_${state}`) ? t(`duty_${state}`) : state}</span>
      <span class="second">${rows.length}</span>${this.rounds(rows)}</h2>
      <div class="scroll"><table><thead><tr><th>${t('duty_at')}</th><th>${t('duty_kind')}</th><th>${t('duty_subject')}</th>
      <th>${t('duty_result')}</th><td></td></tr></thead><tbody>${rows.map((row) => this.line(row))}</tbody></table></div></section>`;
  }

  body() {
    if (this.problem && this.answer === undefined) return failure(this.problem, () => this.ask(), t('page_failed'));
    if (this.answer === undefined) return html`<p class="second">${t('loading')}</p>`;
    if (!this.answer.length) return html`<p class="empty">${t('today_empty')}</p>`;
    return html`${this.problem ? failure(this.problem, () => this.ask()) : nothing}${ORDER.map((state) => this.group(state))}`;
  }

  render() {
    const day = showDate(dateOf(hostNow()));
    return html`<div class="page">${printHead(t('today_title'), day)}
      <div class="page-head"><h1>${t('today_title')} <span class="second">${day}</span></h1><span class="grow"></span>
        <button type="button" @click=${() => print()}>${icon('print')} ${t('print')}</button></div>
      ${this.body()}</div>`;
  }
}

customElements.define('sh-today-page', TodayPage);
