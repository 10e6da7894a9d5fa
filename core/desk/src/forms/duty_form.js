// <sh-duty-form>: the outcome of a duty, with its reason, its facts and, where
// declared, the second signer.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { showInstant } from '../times.js';
import { formOf } from './convert.js';
import { Recording } from './recording.js';

export class DutyForm extends Recording {
  static properties = {
    duty: { attribute: false }, // a row of the duty list
    outcomeName: {}, // the outcome chosen already, if any
  };

  connectedCallback() {
    super.connectedCallback();
    if (!this.start) this.begin({ outcome: this.outcomeName || undefined, ...formOf(this.kind?.fields || []) });
    this.updateComplete.then(() => this.querySelector('input, button.primary')?.focus());
  }

  get kind() {
    return store.catalogue?.duties?.[this.duty.kind];
  }

  get chosen() {
    return (this.kind?.outcomes || []).find((one) => one.value === this.values.outcome);
  }

  get signs() {
    const rule = this.kind?.second_signer;
    return super.signs || (!!rule && (!Array.isArray(rule.outcomes) || rule.outcomes.includes(this.values.outcome)));
  }

  get fields() {
    return [
      { name: 'outcome', type: 'enum', required: true, values: this.kind?.outcomes || [], zh: t('outcome'), en: t('outcome') },
      { name: 'at', type: 'instant', zh: t('happened_at'), en: t('happened_at') },
      { name: 'reason', type: 'text', max: 500, required: !!this.chosen?.reason, zh: t('reason'), en: t('reason') },
      ...(this.kind?.fields || []),
    ];
  }

  get draftName() {
    return `duty|${this.duty.duty}`;
  }

  put(name, value) {
    super.put(name, value);
    this.requestUpdate();
  }

  async send(input) {
    const headers = { 'Idempotency-Key': this.key };
    const { outcome, at, reason, ...facts } = await this.sign(input, headers);
    const body = { outcome };
    if (at) body.at = at;
    if (reason) body.reason = reason;
    if (Object.keys(facts).length) body.facts = facts;
    if (this.duty.version !== undefined) body.version = this.duty.version;
    if (this.duty.id) body.supersedes = this.duty.id;
    return api.record(store.home, this.duty.duty, body, headers);
  }

  render() {
    const { duty } = this;
    return html`<form novalidate autocomplete="off" @submit=${this.submit} ?inert=${this.busy}>
      <h2>${named(this.kind, duty.kind)}</h2>
      <p class="context">${duty.subject_name || duty.subject || ''} ${showInstant(duty.due)}</p>
      ${this.receipt ? nothing : this.inputs(duty.kind)}
      ${this.end(t('save'))}
    </form>`;
  }
}

customElements.define('sh-duty-form', DutyForm);
