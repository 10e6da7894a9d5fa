// <sh-sign-in>: name and password or PIN; also unlocks and changes person.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { Part } from '../part.js';
import { store } from '../store.js';
import { t } from '../texts.js';

export class SignIn extends Part {
  static properties = {
    user: {}, // name already known: only the secret is asked
    known: { state: true },
    pin: { type: Boolean }, // asks for the PIN
    word: {}, // on the button
    busy: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    this.user = '';
    this.pin = false;
    this.busy = false;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.known = !!this.user;
    this.updateComplete.then(() => (this.querySelector('input:not([readonly])') || this).focus());
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const form = new FormData(event.target);
    const user = this.known ? this.user : form.get('user').trim();
    const secret = form.get('secret');
    if (!user || !secret) return;
    this.busy = true;
    this.problem = null;
    try {
      const session = await api.signIn(this.pin ? { user, pin: secret } : { user, password: secret });
      await store.enter(session);
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.problem = problem;
      this.updateComplete.then(() => this.querySelector('[name=secret]')?.select());
    } finally {
      this.busy = false;
    }
  }

  turn() {
    this.pin = !this.pin;
    this.updateComplete.then(() => this.querySelector('[name=secret]')?.focus());
  }

  render() {
    return html`<form class="sign-in" @submit=${this.submit}>
      <div class="field"><label class="label" for="si-user">${t('user')}</label>
        ${this.known ? html`<input id="si-user" name="user" readonly .value=${this.user} autocomplete="username">
          <button type="button" class="plain" @click=${() => { this.known = false; this.updateComplete.then(() => this.querySelector('#si-user').focus()); }}>${t('other_person')}</button>`
    : html`<input id="si-user" name="user" autocomplete="username" autocapitalize="off" spellcheck="false">`}</div>
      <div class="field"><label class="label" for="si-secret">${this.pin ? t('pin') : t('password')}</label>
        <input id="si-secret" name="secret" type="password" inputmode=${this.pin ? 'numeric' : 'text'}
          autocomplete=${this.pin ? 'off' : 'current-password'}></div>
      ${this.pin ? html`<p class="second">${t('pin_hint')}</p>` : nothing}
      ${this.problem ? html`<div class="failure" role="alert">${icon('warn')}<div>${this.problem.lines.map((line) => html`<p>${line}</p>`)}</div></div>` : nothing}
      <div class="buttons"><button type="submit" class="primary" ?disabled=${this.busy}>${this.word || t('sign_in')}</button>
        <button type="button" @click=${this.turn}>${this.pin ? t('use_password') : t('use_pin')}</button></div>
    </form>`;
  }
}

customElements.define('sh-sign-in', SignIn);
