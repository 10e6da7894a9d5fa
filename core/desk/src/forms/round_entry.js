// <sh-round-entry>: one line of a round being recorded: what its outcome asks
// for, Enter, and the host's answer. Two seconds without one are told as not
// recorded.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { actionOf, full, listOf } from '../names.js';
import { kindOfRound, outcomesOf } from '../pages/round_model.js';
import { partsOf } from '../parts_of.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { formOf } from './convert.js';
import { Recording } from './recording.js';

const WAIT = 1800; // ms for the host to answer: the words stand within two seconds
const PLAIN = ['duty', 'outcome', 'at', 'reason', 'supersedes', 'version'];

export class RoundEntry extends Recording {
  static properties = {
    page: { attribute: false }, // declared
    row: { attribute: false }, // as it stood when the entry was opened
    outcomeName: {}, // the outcome chosen by its key; '' in a correction: asked
    correcting: { type: Boolean },
    late: { state: true }, // it did not happen just now
    whole: { state: true }, // every other input is shown too
  };

  connectedCallback() {
    super.connectedCallback();
    this.read = partsOf(this.page);
    if (!this.start) this.begin({ outcome: this.outcomeName || undefined, ...formOf(this.others) });
    if (this.values.at) this.late = true;
    // The fields draw themselves after the form: wait for them too.
    this.updateComplete.then(() => requestAnimationFrame(() => this.focusFirst()));
  }

  focusFirst() {
    const empty = [...this.querySelectorAll('input:not(.hidden-picker), textarea, select')].find((one) => !one.value || one.type === 'radio');
    (this.choices.length && this.chosen?.reason ? this.querySelector('button.choice') : empty || this.querySelector('button.primary'))?.focus();
  }

  get kind() {
    return kindOfRound(this.page);
  }

  get action() {
    return this.page.action ? full(this.page.id, this.page.action) : '';
  }

  get chosen() {
    return outcomesOf(this.page, this.kind).find((one) => one.value === this.values.outcome);
  }

  /** Reasons that are offered by number. */
  get choices() {
    return this.chosen?.reasons || [];
  }

  /** Fields that the host found at fault: they are shown though nobody asked for them. */
  get marked() {
    return new Set([...Object.keys(this.faults), ...Object.keys(this.values)].map((name) => name.split('.')[0]));
  }

  /** Every other input that an outcome may ask for. */
  get others() {
    const fields = this.action ? actionOf(this.action)?.input || [] : this.kind.fields || [];
    return fields.filter((field) => !PLAIN.includes(field.name) && !['json', 'file', 'list', 'object'].includes(field.type));
  }

  get asked() {
    const names = new Set([...(this.chosen?.ask || []), ...(this.chosen?.done ? listOf(this.read.raw(this.row, 'ask')) : [])]);
    const own = new Set(listOf(this.read.raw(this.row, 'ask')));
    return this.others.filter((field) => this.whole || field.required || names.has(field.name) || this.marked.has(field.name))
      .map((field) => (own.has(field.name) && this.chosen?.done ? { ...field, required: true } : field));
  }

  get signs() {
    if (super.signs) return true;
    const own = this.read?.raw(this.row, 'signer');
    const rule = this.kind.second_signer;
    const listed = !Array.isArray(rule?.outcomes) || rule.outcomes.includes(this.values.outcome);
    if (own === false || own === 0) return false;
    return own === true || own === 1 ? (rule ? listed : !!this.chosen?.done) : !!rule && listed;
  }

  get fields() {
    const list = [];
    if (this.correcting) list.push({ name: 'outcome', type: 'enum', required: true, values: this.kind.outcomes, zh: t('outcome'), en: t('outcome') });
    list.push(...this.asked);
    const must = this.chosen?.reason || this.correcting;
    if (must || this.whole || this.marked.has('reason')) list.push({ name: 'reason', type: 'text', max: 200, required: !!must, zh: t('reason'), en: t('reason') });
    if (this.late || this.marked.has('at')) list.push({ name: 'at', type: 'instant', required: true, zh: t('happened_at'), en: t('happened_at') });
    return list;
  }

  get draftName() {
    return `round|${this.read.raw(this.row, 'duty')}|${this.correcting ? 'correct' : this.outcomeName}`;
  }

  async send(input) {
    const { page, read, row } = this;
    const headers = { 'Idempotency-Key': this.key };
    const { outcome = this.outcomeName, at, reason, ...facts } = await this.sign(input, headers);
    const duty = read.raw(row, 'duty');
    const body = { outcome };
    if (at) body.at = at;
    if (reason) body.reason = reason;
    if (this.correcting) body.supersedes = read.raw(row, 'outcome_id');
    else if (read.has(row, 'version')) body.version = read.raw(row, 'version');
    if (!this.action) {
      if (Object.keys(facts).length) body.facts = facts;
      return api.record(store.home, duty, body, headers, { wait: WAIT });
    }
    const takes = (actionOf(this.action)?.input || []).map((field) => field.name);
    const whole = { duty, ...body, ...facts };
    return api.act(store.home, full(page.id, page.action),
      Object.fromEntries(Object.entries(whole).filter(([name]) => takes.includes(name))), headers, { wait: WAIT });
  }

  async submit(event) {
    await super.submit(event);
    if (this.problem && (this.problem.status === 409 || this.problem.status === 412)) {
      this.dispatchEvent(new CustomEvent('stale', { detail: this.problem, bubbles: true }));
    }
  }

  /** Esc leaves the line as it was; a number key chooses a reason, unless something is typed. */
  shortcut(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.dispatchEvent(new Event('cancel', { bubbles: true }));
      return;
    }
    if (event.target.closest('input, textarea, select') || event.ctrlKey || event.altKey || event.metaKey) return;
    const one = this.choices[Number(event.key) - 1];
    if (!one) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(one);
  }

  choose(one) {
    this.put('reason', named(one));
    this.updateComplete.then(() => this.querySelector('button.primary')?.focus());
  }

  reasons() {
    if (!this.choices.length || this.receipt) return nothing;
    return html`<div class="choices" role="group" aria-label=${t('reason')}>${this.choices.map((one, at) => html`<button type="button" class="choice"
      aria-pressed=${this.values.reason === named(one)} @click=${() => this.choose(one)}><kbd>${at + 1}</kbd> ${named(one)}</button>`)}</div>`;
  }

  render() {
    const { read, row } = this;
    const word = this.chosen ? named(this.chosen, this.chosen.value) : t('duty_correct');
    const what = `${read.text(row, 'title')} ${read.text(row, 'amount')}`.trim();
    return html`<form class="entry" novalidate autocomplete="off" @submit=${this.submit} @keydown=${this.shortcut} ?inert=${this.busy}>
      <p class="entry-what"><b>${this.correcting ? t('duty_correct') : word}</b> ${what}</p>
      ${this.reasons()}${this.receipt ? nothing : this.inputs(this.action || this.page.id)}
      <div class="form-end">${this.outcome()}<div class="buttons">
        <button type="submit" class="primary" ?disabled=${this.busy}>${this.problem?.unsure ? t('retry') : html`${t('save')}：${word}`} <kbd>Enter</kbd></button>
        <button type="button" @click=${() => this.dispatchEvent(new Event('cancel', { bubbles: true }))}>${t('cancel')} <kbd>Esc</kbd></button>
        ${this.whole || !this.others.length ? nothing : html`<button type="button" class="plain" @click=${() => { this.whole = true; }}>${t('more')}…</button>`}
        ${this.late ? nothing : html`<button type="button" class="plain" @click=${() => { this.late = true; }}>${t('earlier')}…</button>`}</div></div></form>`;
  }
}

customElements.define('sh-round-entry', RoundEntry);
