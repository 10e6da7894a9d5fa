// <sh-secrets>: a new password (must be, the first time) or a new PIN.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { Part } from '../part.js';
import { store } from '../store.js';
import { t } from '../texts.js';

export class Secrets extends Part {
  static properties = {
    pin: { type: Boolean }, // sets the PIN instead of the password
    busy: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    this.pin = false;
    this.busy = false;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.updateComplete.then(() => this.querySelector('input')?.focus());
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    if (!this.pin && form.get('new') !== form.get('again')) {
      this.problem = { lines: [t('passwords_differ')], errors: [] };
      return;
    }
    this.busy = true;
    this.problem = null;
    try {
      if (this.pin) await api.setPin({ password: form.get('old'), pin: form.get('new') });
      else await api.setPassword({ old: form.get('old'), new: form.get('new') });
      store.notice(t(this.pin ? 'pin_changed' : 'password_changed'), 'free');
      this.dispatchEvent(new Event('done'));
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  input(name, label, more = 'new-password') {
    return html`<div class="field"><label class="label" for="se-${name}">${label}</label>
      <input id="se-${name}" name=${name} type="password" required autocomplete=${more}
        inputmode=${this.pin && name === 'new' ? 'numeric' : 'text'}></div>`;
  }

  render() {
    return html`<form class="sign-in" @submit=${this.submit}>
      ${this.input('old', this.pin ? t('password') : t('old_password'), 'current-password')}
      ${this.input('new', this.pin ? t('new_pin') : t('new_password'))}
      ${this.pin ? nothing : this.input('again', t('new_password_again'))}
      ${this.problem ? html`<div class="failure" role="alert">${icon('warn')}<div>
        ${this.problem.lines.map((line) => html`<p>${line}</p>`)}${this.problem.errors.map((fault) => html`<p>${fault.text}</p>`)}</div></div>` : nothing}
      <div class="buttons"><button type="submit" class="primary" ?disabled=${this.busy}>${t(this.pin ? 'set_pin' : 'change_password')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new Event('cancel'))}>${t('cancel')}</button></div></form>`;
  }
}

customElements.define('sh-secrets', Secrets);
