// What every form that records has in common: one idempotency key, made when
// the form is drawn; no word of success but the host's; and what to do when
// the host's answer did not come.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { api, newKey, Problem } from '../api.js';
import { drafts } from '../drafts.js';
import { icon } from '../icons.js';
import { listOf } from '../names.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { showInstant } from '../times.js';
import { path, toInput } from './convert.js';
import './field.js';

export class Recording extends Part {
  static properties = {
    values: { state: true },
    faults: { state: true }, // { path: text }
    problem: { state: true },
    busy: { state: true },
    receipt: { state: true },
    restored: { state: true }, // a draft was brought back
    warned: { state: true }, // changed after an unanswered try
    signer: { type: Boolean }, // another person may sign in for it
    mustSign: { state: true }, // the host asked for another person
  };

  constructor() {
    super();
    this.values = {};
    this.faults = {};
    this.problem = null;
    this.busy = false;
    this.receipt = null;
    this.restored = false;
    this.warned = false;
    this.signer = false;
    this.mustSign = false;
    this.key = newKey();
    this.unsureBody = ''; // what was sent when no answer came
  }

  /** The fields asked; overridden. */
  get fields() {
    return [];
  }

  /** The name under which a draft is kept; overridden. */
  get draftName() {
    return '';
  }

  /** Whether another person must sign in for it; overridden. */
  get signs() {
    return this.mustSign;
  }

  get signFields() {
    if (!this.signs && !this.signer) return [];
    const required = this.signs || !!this.values.second_user;
    const name = (key) => ({ zh: `${t('second')}：${t(key)}`, en: `${t('second')}: ${t(key)}` });
    return [{ name: 'second_user', type: 'text', required, secret: true, shown: true, ...name('user') },
      { name: 'second_pin', type: 'text', secret: true, required, ...name('pin_or_password') }];
  }

  /** Has the second signer's proof put into `headers`; returns the rest of the input. */
  async sign(input, headers) {
    const { second_user: user, second_pin: pin, ...rest } = input;
    if (!user) return rest;
    try {
      const proof = await api.second({ user, [/^\d{4,8}$/.test(pin) ? 'pin' : 'password']: pin });
      headers['X-Songhe-Second'] = proof.token;
    } catch (problem) {
      if (!problem.lines || problem.unsure) throw problem;
      // Wrong words of the second person end nobody's session.
      const errors = problem.errors.length ? problem.errors : [{ field: 'second_pin', text: problem.detail || t('second_refused') }];
      throw new Problem({ status: 422, title: t('second_refused'), errors });
    }
    return rest;
  }

  /** Adds to the input what no field holds, and its faults; overridden. */
  complete() {}

  /** Sends to the host; overridden. */
  async send() {
    return null;
  }

  begin(start) {
    const draft = drafts.get(this.draftName);
    this.values = draft ? { ...start, ...draft } : start;
    this.restored = !!draft;
    this.start = start;
  }

  put(name, value) {
    this.values = { ...this.values, [name]: value };
    const secrets = [...this.fields, ...this.signFields].filter((field) => field.secret).map((field) => field.name);
    drafts.keep(this.draftName, Object.fromEntries(
      Object.entries(this.values).filter(([key]) => !secrets.includes(key))));
    const { [name]: gone, ...rest } = this.faults;
    this.faults = rest;
  }

  dropDraft() {
    drafts.drop(this.draftName);
    this.values = this.start;
    this.restored = false;
  }

  showFaults(list) {
    const faults = {};
    for (const { field, text } of list) {
      const at = path(field);
      faults[at] = faults[at] ? `${faults[at]} ${text}` : text;
    }
    this.faults = faults;
    this.updateComplete.then(() => {
      const first = this.querySelector('.field.wrong');
      first?.scrollIntoView({ block: 'nearest' });
      first?.querySelector('input, select, textarea, button')?.focus();
    });
  }

  async submit(event) {
    event?.preventDefault();
    if (this.busy || this.receipt) return;
    const { input, faults } = toInput([...this.fields, ...this.signFields], this.values);
    this.complete(input, faults);
    for (const one of this.querySelectorAll('sh-file-field')) {
      if (one.busy) faults.push({ field: one.closest('[data-field]')?.dataset.field || '', text: t('file_wait') });
    }
    if (faults.length) {
      this.problem = null;
      this.showFaults(faults);
      return;
    }
    const { second_user: by, second_pin: word, ...rest } = input;
    const body = JSON.stringify(rest);
    if (this.unsureBody && body !== this.unsureBody && !this.warned) {
      this.warned = true;
      return;
    }
    // The key stands for what was sent: other content is another wish.
    if (this.unsureBody && body !== this.unsureBody) this.renew();
    this.busy = true;
    this.problem = null;
    this.faults = {};
    try {
      this.receipt = await this.send(input);
      drafts.drop(this.draftName);
      this.dispatchEvent(new CustomEvent('recorded', { detail: this.receipt, bubbles: true }));
      this.updateComplete.then(() => this.querySelector('.receipt button')?.focus());
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.failed(problem, body);
    } finally {
      this.busy = false;
    }
  }

  failed(problem, body) {
    this.problem = problem;
    if (problem.unsure) {
      this.unsureBody = body;
    } else if (problem.status !== 401) {
      this.renew();
    }
    if (problem.errors.some((fault) => path(fault.field) === 'second')) this.mustSign = true;
    this.showFaults(problem.errors.filter((fault) => fault.field));
    store.notice(`${problem.unsure ? t('use_paper') : t('not_saved')} ${problem.lines[0]}`, 'alarm', false);
  }

  renew() {
    this.key = newKey();
    this.unsureBody = '';
    this.warned = false;
  }

  /** Where the form says how the recording went. */
  outcome() {
    if (this.receipt) {
      const values = { time: showInstant(this.receipt.recorded_at), receipt: this.receipt.receipt };
      return html`<div class="receipt" role="status">${icon('check')}<div><b>${t('saved')}</b>
        <p>${this.receipt.repeated ? t('repeated_more', values) : t('saved_more', values)}</p>
        ${listOf(this.receipt.result?.warnings).map((one) => html`<p class="warning">${icon('warn')} ${typeof one === 'object' ? named(one) : one}</p>`)}</div>
        <button type="button" class="primary" @click=${() => this.dispatchEvent(new Event('done', { bubbles: true }))}>${t('close')}</button></div>`;
    }
    if (this.busy) return html`<p class="second" role="status">${t('saving')}</p>`;
    if (this.warned) return html`<div class="failure late" role="alert">${icon('warn')}<p>${t('changed_after_unsure')}</p></div>`;
    if (!this.problem) return nothing;
    const marked = Object.keys(this.faults);
    const loose = this.problem.errors.filter((fault) => !marked.includes(path(fault.field)) || !this.fieldShown(path(fault.field)));
    return html`<div class="failure" role="alert">${icon('warn')}<div>
      <b>${this.problem.unsure || this.problem.status === 401 ? t('use_paper') : t('not_saved')}</b>
      ${this.problem.lines.map((line) => html`<p>${line}</p>`)}
      ${loose.map((fault) => html`<p>${fault.text}</p>`)}
      ${this.problem.unsure ? html`<p>${t('unsure')}</p>` : nothing}</div></div>`;
  }

  fieldShown(at) {
    const first = at.split('.')[0];
    return [...this.fields, ...this.signFields].some((field) => field.name === first);
  }

  inputs(owner) {
    return html`${this.restored ? html`<p class="second draft">${t('draft_kept')}
        <button type="button" class="plain" @click=${this.dropDraft}>${t('draft_drop')}</button></p>` : nothing}
      ${this.fields.map((field) => this.fieldOf(field, owner))}
      ${this.signFields.length ? html`<p class="second signer-note">${t('second_more')}</p>` : nothing}
      ${this.signFields.map((field) => this.fieldOf(field, owner))}`;
  }

  fieldOf(field, owner) {
    return html`<sh-field .field=${field} .value=${this.values[field.name]} .owner=${owner} .path=${field.name} .within=${this.within} .faults=${this.faults}
      @input-value=${(event) => this.put(field.name, event.detail)}></sh-field>`;
  }

  /** How it went and what to press: always in sight. */
  end(word) {
    return html`<div class="form-end">${this.outcome()}${this.buttons(word)}</div>`;
  }

  buttons(word) {
    if (this.receipt) return nothing;
    return html`<div class="buttons">
      <button type="submit" class="primary" ?disabled=${this.busy}>${
        this.problem?.unsure ? t('retry') : word}</button>
      <button type="button" @click=${() => this.dispatchEvent(new Event('cancel', { bubbles: true }))}>${t('cancel')}</button></div>`;
  }
}
