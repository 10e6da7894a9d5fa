// <sh-round-page>: what is due, person after person, one at a time, recorded
// by two keys. What is recorded is told from the host's receipt alone.

import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { fileHref } from '../files.js';
import { icon, signOf } from '../icons.js';
import { actionsOf, flagWord, wordOf } from '../names.js';
import { panel } from '../panel.js';
import { partsOf } from '../parts_of.js';
import { stay } from '../route.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { dateOf, hostNow, showDate, timeOf, toMs } from '../times.js';
import { openAction, openRecord } from '../parts/opening.js';
import { AskedPage } from './asked.js';
import { kindOfRound, outcomesOf, peopleOf, withKept } from './round_model.js';
import { personSheet } from './round_paper.js';
import '../forms/round_entry.js';
import '../parts/portrait.js';

const PICTURES_WAIT = 6000; // ms that paper waits for pictures

export class RoundPage extends AskedPage {
  static properties = {
    who: { state: true }, // key of the person shown
    at: { state: true }, // duty of the line chosen
    entry: { state: true }, // { row, outcome, correcting }: what is being recorded
    told: { state: true }, // { text, tone }: how the last one went
    paper: { state: true }, // all people are drawn, for paper
  };

  constructor() {
    super();
    this.kept = new Map(); // duty -> row as recorded here
    this.pictures = new Map(); // person's key -> <img>, loaded for paper
    this.entry = null;
    this.told = null;
    this.paper = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(document, 'keydown', (event) => this.key(event));
    // Paper wants everybody; the browser asks for it at once.
    const draw = (on) => () => { this.paper = on; this.performUpdate(); };
    this.listen(window, 'beforeprint', draw(true));
    this.listen(window, 'afterprint', draw(false));
  }

  photoOf(person) {
    return this.read.raw(person.rows[0], 'photo');
  }

  /** Paper can't wait for pictures once it is drawn: they are loaded first. Whose does not come has none. */
  async printOut() {
    const loading = this.people.filter((one) => this.photoOf(one) && !this.pictures.has(one.key)).map(async (one) => {
      const picture = new Image();
      picture.className = 'round-photo';
      picture.alt = t('picture_of', { name: this.nameOf(one.rows[0]) });
      picture.src = fileHref(this.photoOf(one));
      await picture.decode();
      this.pictures.set(one.key, picture);
    });
    await Promise.race([Promise.allSettled(loading), new Promise((done) => { setTimeout(done, PICTURES_WAIT); })]);
    print();
  }

  begin(params) {
    super.begin(params);
    this.kept.clear();
    this.pictures.clear();
    this.who = params.who;
    this.entry = null;
    this.told = null;
  }

  filter(name, value) {
    this.kept.clear();
    super.filter(name, value);
  }

  async load() {
    const rows = await super.load();
    if (rows) this.took(rows);
    return rows;
  }

  /** A new answer: what is recorded meanwhile needs no entry any more. */
  took(rows) {
    const { read, entry } = this;
    for (const row of rows) if (this.kept.has(read.raw(row, 'duty'))) this.kept.set(read.raw(row, 'duty'), row);
    const people = peopleOf(read, withKept(read, rows, this.kept));
    if (this.who && people.length && !people.some((one) => one.key === String(this.who))) {
      this.tell(t('round_person_gone'), 'late');
      this.entry = null;
      return;
    }
    if (!entry || entry.correcting) return;
    const now = rows.find((row) => read.raw(row, 'duty') === read.raw(entry.row, 'duty'));
    if (now && read.has(now, 'outcome')) {
      const values = this.doneValues(now);
      this.entry = null;
      this.tell(t('round_done_already', values), 'late');
    } else if (!now) {
      this.entry = null;
      this.tell(t('round_gone', { title: read.text(entry.row, 'title') }), 'late');
    }
  }

  updated() {
    // Somebody else is shown: the list follows.
    const { person } = this;
    if (!person || person.key === this.listed) return;
    // Whoever is shown stays until a person turns the page.
    this.who = person.key;
    this.listed = person.key;
    this.querySelector('.round-people [aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  get read() {
    return partsOf(this.declared);
  }

  get people() {
    return peopleOf(this.read, withKept(this.read, this.answer || [], this.kept));
  }

  get person() {
    return this.personOf(this.people);
  }

  personOf(people) {
    return people.find((one) => one.key === String(this.who)) || people.find((one) => one.open.length) || people[0] || null;
  }

  get line() {
    const { person, read } = this;
    return person?.open.find((row) => read.raw(row, 'duty') === this.at) || person?.open[0] || null;
  }

  tell(text, tone) {
    this.told = { text, tone };
  }

  doneValues(row) {
    const { read } = this;
    const at = toMs(read.raw(row, 'recorded') ?? read.raw(row, 'at'));
    return { title: read.text(row, 'title'), who: read.text(row, 'person_name'), outcome: this.outcomeWord(row), time: at === null ? '' : timeOf(at) };
  }

  outcomeWord(row) {
    const value = this.read.raw(row, 'outcome');
    const one = (kindOfRound(this.declared).outcomes || []).find((other) => other.value === value);
    return one ? named(one) : wordOf(this.read.field('outcome'), value);
  }

  // Keys

  key(event) {
    if (event.key === 'p' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.defaultPrevented) {
      event.preventDefault();
      this.printOut();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || store.lock || panel.stack.length || !this.answer) return;
    if (document.querySelector('.overlay')) return;
    const typing = event.target.closest?.('input, textarea, select');
    if (this.entry) {
      if (event.key === 'Escape') this.close();
      else if (event.key === 'Enter' && event.target === document.body) this.querySelector('sh-round-entry')?.submit();
      else return;
    } else if (typing || event.target.closest?.('.topbar, .rail')) {
      return;
    } else if (!this.move(event.key) && !this.choose(event.key.toLowerCase(), event)) {
      return;
    }
    event.preventDefault();
  }

  move(key) {
    const { person, line } = this;
    if (!person) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const next = person.open[person.open.indexOf(line) + (key === 'ArrowDown' ? 1 : -1)];
      if (next) this.at = this.read.raw(next, 'duty');
    } else if (key === 'ArrowRight' || key === 'PageDown') {
      this.turnTo(1);
    } else if (key === 'ArrowLeft' || key === 'PageUp') {
      this.turnTo(-1);
    } else {
      return false;
    }
    return true;
  }

  /** A letter: an outcome of the line, an action about the person, or the desk's. */
  choose(key, event) {
    const { person, line } = this;
    if (!person) return false;
    const outcome = line && this.outcomes(line).find((one) => one.key === key);
    const action = !outcome && actionsOf(this.declared).find((one) => one.key === key);
    const own = event.target.closest?.('button, a') && event.key === 'Enter';
    if (outcome) this.open(line, outcome.value);
    else if (action) this.act(action);
    else if (key === 'n') this.turnTo(1);
    else if (key === 'p') this.turnTo(-1);
    else if (key === 'u') this.correct();
    else if (event.key === 'Enter' && !own) this.enter(event.shiftKey);
    else return false;
    return true;
  }

  /** Enter: the person's record, or the next person when this one is done. */
  enter(wide) {
    const { person } = this;
    if (!person.open.length && !wide) this.next();
    else this.openWho(wide);
  }

  outcomes(row) {
    return outcomesOf(this.declared, kindOfRound(this.declared), this.read, row);
  }

  open(row, outcome) {
    this.at = this.read.raw(row, 'duty');
    this.told = null;
    this.entry = { row, outcome };
  }

  close() {
    this.entry = null;
    this.updateComplete.then(() => this.querySelector('.round-line.here')?.scrollIntoView({ block: 'nearest' }));
  }

  correct(row = null) {
    const last = row || this.person?.done.reduce((a, b) => (
      !a || (toMs(this.read.raw(b, 'at')) ?? 0) >= (toMs(this.read.raw(a, 'at')) ?? 0) ? b : a), null);
    if (!last || !this.read.has(last, 'outcome_id') || !kindOfRound(this.declared).outcomes) return;
    this.told = null;
    this.entry = { row: last, outcome: '', correcting: true };
  }

  show(key) {
    this.who = key;
    this.at = '';
    this.entry = null;
    this.told = null;
    stay({ who: key });
  }

  turnTo(n) {
    const { people } = this;
    const next = people[people.indexOf(this.personOf(people)) + n];
    if (next) this.show(next.key);
  }

  /** The next person of whom something is open, after this one or from the start. */
  next() {
    const { people } = this;
    const at = people.indexOf(this.personOf(people));
    const next = [...people.slice(at + 1), ...people.slice(0, at)].find((one) => one.open.length);
    if (next) this.show(next.key);
  }

  act(entry) {
    const row = this.person.rows[0];
    const column = this.read.field('person')?.name;
    // A form about the person, not about the line that happens to be first.
    const about = { [column]: row[column], [`${column}_name`]: this.read.text(row, 'name') || row[`${column}_name`] };
    const who = `${this.read.text(row, 'place')} ${this.read.text(row, 'name')}`.trim();
    // Under one person's name nobody else's medicine can be picked.
    openAction(this.declared, entry, entry.fill ? row : about, undefined, {}, who, { [column]: row[column] });
  }

  openWho(wide) {
    const page = this.declared;
    const row = this.person.rows[0];
    const column = page.record_key || this.read.field('person')?.name;
    openRecord({ ...page, record_key: column }, row, wide);
  }

  recorded(event) {
    const { read, entry } = this;
    const receipt = event.detail;
    const duty = read.raw(entry.row, 'duty');
    const { values } = event.target;
    const outcome = values.outcome || entry.outcome;
    const column = (part) => { const name = this.declared.parts?.[part] ?? part; return Array.isArray(name) ? name[0] : name; };
    const row = { ...entry.row, [column('outcome')]: outcome, [column('at')]: receipt.recorded_at, [column('recorded')]: receipt.recorded_at,
      [column('person_name')]: store.session?.name, [column('outcome_id')]: receipt.result?.outcome ?? null, [column('reason')]: values.reason || null };
    this.kept.set(duty, row);
    this.answer = this.answer.map((one) => (read.raw(one, 'duty') === duty ? row : one));
    const said = { time: timeOf(toMs(receipt.recorded_at)), receipt: receipt.receipt, outcome: this.outcomeWord(row), title: `${read.text(row, 'title')} ${read.text(row, 'amount')}`.trim() };
    this.tell(t(receipt.repeated ? 'round_repeated' : 'round_recorded', said), 'free');
    this.entry = null;
    this.at = '';
    this.ask();
  }

  /** The page was old: say so and read anew. */
  stale(event) {
    const problem = event.detail;
    this.entry = null;
    this.tell(`${t('round_not_recorded')} ${problem.lines.join(' ')} ${t('round_read_anew')}`, 'alarm');
    this.ask();
  }

  // Drawing

  buttons(row) {
    return html`<div class="round-keys">${this.outcomes(row).map((one) => html`<button type="button" @click=${() => this.open(row, one.value)}>
      <kbd>${one.key}</kbd> ${named(one)}</button>`)}</div>`;
  }

  warnings(row) {
    const { read } = this;
    return read.list(row, 'reasons').map((one) => html`<p class="round-warning">${icon('warn')} ${typeof one === 'object' ? named(one) : one}</p>`);
  }

  when(row) {
    const { read } = this;
    const due = toMs(read.raw(row, 'due'));
    const day = due === null ? '' : dateOf(due);
    const tone = read.raw(row, 'tone') || 'plain';
    return html`<div class="round-when">${day && day !== dateOf(hostNow()) ? html`<span class="second">${showDate(day)}</span>` : nothing}
      <b>${due === null ? read.text(row, 'due') : timeOf(due)}</b>${read.has(row, 'state')
  ? html`<span class="state tone-${tone}">${icon(signOf(tone))}${read.text(row, 'state')}</span>` : nothing}</div>`;
  }

  lineOf(row, here) {
    const { read, entry } = this;
    const duty = read.raw(row, 'duty');
    const mine = entry && !entry.correcting && read.raw(entry.row, 'duty') === duty;
    return html`<li class="round-line ${here ? 'here' : ''}" data-duty=${duty} aria-current=${here ? 'true' : nothing}
        @click=${() => { if (!this.entry) this.at = duty; }}>
      ${this.when(row)}
      <div class="round-what"><b class="round-title">${read.text(row, 'title')}</b> <span class="round-amount">${read.text(row, 'amount')}</span>
        <span class="round-route">${read.text(row, 'route')}</span>
        ${read.texts(row, 'hints').length ? html`<span class="round-hints">${read.texts(row, 'hints').join(' · ')}</span>` : nothing}
        ${read.raw(row, 'signer') ? html`<span class="round-two">${icon('residents')} ${t('round_two')}</span>` : nothing}
        ${this.warnings(row)}</div>
      ${mine ? this.form() : here ? this.buttons(row) : nothing}</li>`;
  }

  form() {
    const { entry, read } = this;
    return keyed(entry, html`<sh-round-entry .page=${this.declared} .row=${entry.row} .outcomeName=${entry.outcome} ?correcting=${!!entry.correcting}
      data-for=${read.raw(entry.row, 'duty')} @recorded=${this.recorded} @stale=${this.stale} @cancel=${() => this.close()}></sh-round-entry>`);
  }

  doneLine(row) {
    const { read, entry } = this;
    const { who, outcome, time } = this.doneValues(row);
    const tone = read.raw(row, 'tone') || 'plain';
    const good = (kindOfRound(this.declared).outcomes || []).find((one) => one.value === read.raw(row, 'outcome'))?.done;
    const due = toMs(read.raw(row, 'due'));
    const mine = entry?.correcting && read.raw(entry.row, 'duty') === read.raw(row, 'duty');
    const can = read.has(row, 'outcome_id') && kindOfRound(this.declared).outcomes;
    return html`<li data-duty=${read.raw(row, 'duty')}><span class="state tone-${good ? 'free' : tone === 'reserved' ? 'late' : tone}">${icon(good ? 'check' : 'pause')}<b>${outcome}</b></span>
      <span>${due === null ? '' : timeOf(due)} ${read.text(row, 'title')} ${read.text(row, 'amount')}</span>
      <span class="second">${[time, who, read.text(row, 'second_name'), read.text(row, 'reason')].filter(Boolean).join(' · ')}</span>
      ${can && !mine ? html`<button type="button" class="plain" @click=${() => this.correct(row)}>${t('duty_correct')}</button>` : nothing}
      ${mine ? this.form() : nothing}</li>`;
  }

  signs(row) {
    const { read } = this;
    const flags = read.list(row, 'flags').map((one) => flagWord(read.field('flags'), String(one)));
    return flags.map((word) => html`<span class="round-flag">${word}</span>`);
  }

  alerts(row) {
    const { read } = this;
    return (this.declared.alerts || []).filter((name) => read.column(row, name)).map((name) => html`<p class="alert">${icon('allergy')}
      <b>${named(read.heading(name), name)}</b> ${read.column(row, name)}</p>`);
  }

  nameOf(row) {
    const { read } = this;
    return read.text(row, 'name') || read.text(row, 'person');
  }

  personHead(person) {
    const { read } = this;
    const page = this.declared;
    const row = person.rows[0];
    const notes = (page.notes || []).map((name) => read.column(row, name)).filter(Boolean);
    return html`${this.alerts(row)}<header class="round-head"><sh-portrait large .hash=${read.raw(row, 'photo')} .name=${this.nameOf(row)}></sh-portrait>
      <div><h2 class="round-name">${this.nameOf(row)}</h2><p><b class="round-place">${read.text(row, 'place')}</b> <span class="second">${notes.join(' · ')}</span>
        ${this.signs(row)}</p></div><span class="grow"></span>
      <div class="buttons">${page.record ? html`<button type="button" @click=${() => this.openWho(false)}>${t('record')}</button>` : nothing}
        ${actionsOf(page).map((entry) => html`<button type="button" @click=${() => this.act(entry)}>${
    named(store.catalogue.actions[entry.action])}${entry.key ? html` <kbd>${entry.key}</kbd>` : nothing}</button>`)}</div></header>`;
  }

  personView(person) {
    const { line } = this;
    return html`<section class="round-person" aria-label=${this.nameOf(person.rows[0])}>${this.personHead(person)}
      ${this.told ? html`<p class="round-told tone-${this.told.tone}" role="alert">${icon(this.told.tone === 'free' ? 'check' : 'warn')} ${this.told.text}</p>` : nothing}
      ${person.open.length ? html`<ol class="round-lines">${person.open.map((row) => this.lineOf(row, row === line))}</ol>`
    : html`<p class="round-finished">${icon('check')} ${t('round_finished')} <button type="button" class="primary" @click=${() => this.next()}>${t('round_next')} <kbd>Enter</kbd></button></p>`}
      ${person.done.length ? html`<section class="round-done"><h3>${t('duty_done')} <span class="second">${person.done.length}</span></h3>
        <ul>${person.done.map((row) => this.doneLine(row))}</ul></section>` : nothing}
</section>`;
  }

  chip(one, here) {
    const row = one.rows[0];
    const late = one.open.some((line) => ['late', 'alarm'].includes(this.read.raw(line, 'tone')));
    return html`<li><button type="button" class="plain" aria-current=${here ? 'true' : nothing} @click=${() => this.show(one.key)}>
      <span class="second">${this.read.text(row, 'place')}</span> <b>${this.nameOf(row)}</b><span class="grow"></span>
      ${one.open.length ? html`<span class="count ${late ? 'late' : ''}">${late ? icon('late') : nothing}${one.open.length}</span>`
    : html`<span class="state tone-free">${icon('check')}</span>`}</button></li>`;
  }

  progress(people) {
    const done = people.reduce((sum, one) => sum + one.done.length, 0);
    const all = done + people.reduce((sum, one) => sum + one.open.length, 0);
    const left = people.filter((one) => one.open.length).length;
    return html`<div class="round-progress"><progress max=${all || 1} value=${done} aria-label=${t('round_progress_label')}></progress>
      <span role="status">${t('round_progress', { done, all, left })}</span></div>`;
  }

  keysLine() {
    return html`<p class="keys second no-print"><kbd>↑</kbd><kbd>↓</kbd> ${t('round_key_line')} <kbd>←</kbd><kbd>→</kbd> ${t('round_key_person')} <kbd>u</kbd> ${t('duty_correct')} <kbd>Esc</kbd> ${t('cancel')}</p>`;
  }

  drawn() {
    const { people } = this;
    const person = this.personOf(people);
    if (this.paper) return html`<div class="round-papers">${people.map((one) => personSheet(this, one))}</div>`;
    if (!person) return html`<p class="empty">${t('round_empty')}</p>`;
    return html`${this.progress(people)}<div class="round-body">${this.personView(person)}
      <nav class="round-people no-print" aria-label=${t('round_people')}><ol>${people.map((one) => this.chip(one, one === person))}</ol></nav></div>${this.keysLine()}`;
  }

  get look() {
    return 'round-page';
  }
}

customElements.define('sh-round-page', RoundPage);
