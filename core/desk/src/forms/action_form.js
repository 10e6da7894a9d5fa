// <sh-action-form>: any declared action as a form.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { actionOf, kindOf } from '../names.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { toIso, readDate, readTime } from '../times.js';
import { formOf, toForm } from './convert.js';
import { Recording } from './recording.js';

const HAPPENED = '@happened'; // the draft's name for the time that a person claims
const CLEAR = 'clear'; // names of what was emptied
const KNOWN = ['duty', 'version', 'supersedes']; // of a recording action: known, never asked

export class ActionForm extends Recording {
  static properties = {
    action: {}, // full name
    fill: { attribute: false }, // values to start with, as the host has them
    context: {}, // whom or what it is about, in words
    within: { attribute: false }, // whose rows its pickers show only: { resident: 5 }
    earlier: { state: true },
  };

  constructor() {
    super();
    this.fill = {};
    this.context = '';
    this.earlier = false;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.start) this.begin(formOf(this.fields, this.fill));
    if (this.values[HAPPENED]) this.earlier = true;
    // The fields draw themselves after the form: wait for them too.
    this.updateComplete.then(() => requestAnimationFrame(() => this.focusFirst()));
  }

  focusFirst() {
    const inputs = (where) => [...this.querySelectorAll(`${where} input:not(.hidden-picker), ${where} select, ${where} textarea`)];
    const must = this.fields.filter((field) => field.required && this.values[field.name] === undefined)
      .flatMap((field) => inputs(`[data-field="${field.name}"]`));
    const empty = inputs('.field').find((input) => input.type === 'text' && !input.value);
    const file = this.querySelector('sh-file-field button');
    (must[0] || empty || file || this.querySelector('button.primary'))?.focus();
  }

  /** The duty kind that the action records, if any. */
  get kind() {
    return kindOf(this.action);
  }

  get chosen() {
    return (this.kind?.outcomes || []).find((one) => one.value === this.values.outcome);
  }

  /** Inputs that the form begins with, empty or not, of an action with `clear`. */
  get began() {
    const fields = actionOf(this.action)?.input || [];
    if (!fields.some((field) => field.name === CLEAR && field.type === 'list')) return [];
    return fields.filter((field) => !field.required && field.name in this.fill);
  }

  /** An empty box says nothing: `clear` tells which were emptied. */
  complete(input) {
    const gone = this.began.filter((field) => toForm(field, this.fill[field.name]) !== undefined && input[field.name] === undefined);
    if (gone.length) input[CLEAR] = gone.map((field) => field.name);
  }

  get fields() {
    const asked = !this.began.length;
    const fields = (actionOf(this.action)?.input || []).filter((field) => asked || field.name !== CLEAR);
    if (!this.kind) return fields;
    return fields.filter((field) => !KNOWN.includes(field.name)).map((field) => {
      if (field.name === 'outcome') return { ...field, type: 'enum', required: true, values: this.kind.outcomes };
      if (field.name === 'reason') return { ...field, required: field.required || !!this.chosen?.reason };
      return field;
    });
  }

  get signs() {
    const rule = this.kind?.second_signer;
    return super.signs || (!!rule && (!Array.isArray(rule.outcomes) || rule.outcomes.includes(this.values.outcome)));
  }

  get draftName() {
    return `${this.action}|${JSON.stringify(this.fill)}`;
  }

  async send(input) {
    const headers = { 'Idempotency-Key': this.key };
    const at = this.earlier && this.values[HAPPENED];
    const [date, time] = at ? [readDate(at.date || ''), readTime(at.time || '')] : [];
    if (date && time) headers['Songhe-Happened-At'] = toIso(date, time);
    const rest = await this.sign(input, headers);
    for (const name of KNOWN) if (this.kind && this.fill[name] !== undefined) rest[name] = this.fill[name];
    return api.act(store.home, this.action, rest, headers);
  }

  whenElse() {
    if (!this.earlier) {
      return html`<p><button type="button" class="plain" @click=${() => { this.earlier = true; }}>${t('earlier')}…</button></p>`;
    }
    return html`<sh-field .field=${{ name: HAPPENED, type: 'instant', zh: t('happened_at'), en: t('happened_at') }}
      .value=${this.values[HAPPENED]} .path=${HAPPENED} .faults=${this.faults}
      @input-value=${(event) => this.put(HAPPENED, event.detail)}></sh-field>`;
  }

  render() {
    const action = actionOf(this.action);
    if (!action) return html`<p class="failure">${t('page_gone')}</p>`;
    return html`<form novalidate autocomplete="off" @submit=${this.submit} ?inert=${this.busy}>
      <h2>${named(action)}</h2>
      ${this.context ? html`<p class="context">${this.context}</p>` : nothing}
      ${this.receipt ? nothing : html`${this.inputs(this.action)}${this.whenElse()}`}
      ${this.end(named(action))}
    </form>`;
  }
}

customElements.define('sh-action-form', ActionForm);
