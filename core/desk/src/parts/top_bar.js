// <sh-top-bar>: home, search, live state, notices, person, and how to see.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { prefer, prefs } from '../prefs.js';
import { store } from '../store.js';
import { t } from '../texts.js';
import { timeOf, hostNow } from '../times.js';
import './live_state.js';
import './search_box.js';

export class TopBar extends Part {
  static properties = { menu: { state: true } }; // '', 'person', 'notices', 'homes'

  constructor() {
    super();
    this.menu = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(document, 'pointerdown', (event) => {
      if (this.menu && !event.target.closest?.('.drop')) this.menu = '';
    });
    this.listen(document, 'keydown', (event) => {
      if (event.key !== 'Escape' || !this.menu) return;
      this.menu = '';
      event.preventDefault();
      event.stopImmediatePropagation();
    });
  }

  toggle(menu) {
    this.menu = this.menu === menu ? '' : menu;
  }

  choose(what) {
    this.menu = '';
    this.dispatchEvent(new CustomEvent('choice', { detail: what, bubbles: true }));
  }

  notices() {
    return html`<span class="drop"><button type="button" class="plain" aria-haspopup="true" aria-expanded=${this.menu === 'notices'}
        aria-label="${t('notices')} ${store.notices.length}" @click=${() => this.toggle('notices')}>${icon('bell')}${store.notices.length || nothing}</button>
      ${this.menu === 'notices' ? html`<div class="menu wide">${store.notices.length ? store.notices.map((one) => html`<p class="tone-${one.tone}">
        <span class="second">${timeOf(hostNow(one.at))}</span> ${one.text}</p>`) : html`<p class="second">${t('notices_none')}</p>`}</div>` : nothing}</span>`;
  }

  person() {
    const roles = store.session?.homes?.find((home) => home.id === store.home);
    const item = (what) => html`<button type="button" class="plain" @click=${() => this.choose(what)}>${t(what)}</button>`;
    return html`<span class="drop"><button type="button" class="plain person" aria-haspopup="true" aria-expanded=${this.menu === 'person'}
        @click=${() => this.toggle('person')}>${icon('person')} ${store.session?.name || store.session?.user}</button>
      ${this.menu === 'person' ? html`<div class="menu" title=${(roles?.roles || []).join(', ')}>
        ${['switch_person', 'lock_now', 'set_pin', 'change_password', 'sessions', 'help', 'sign_out'].map(item)}</div>` : nothing}</span>`;
  }

  home() {
    const homes = store.session?.homes || [];
    const name = store.catalogue?.home?.name || homes.find((home) => home.id === store.home)?.name || t('app');
    if (homes.length < 2) return html`<span class="home">${name}</span>`;
    return html`<select class="home" aria-label=${t('choose_home')} @change=${(event) => store.choose(event.target.value)}>
      ${homes.map((home) => html`<option value=${home.id} ?selected=${home.id === store.home}>${home.name || home.id}</option>`)}</select>`;
  }

  switchOf(name) {
    return html`<button type="button" class="plain" aria-pressed=${prefs[name]} @click=${() => prefer(name, !prefs[name])}>${t(name)}</button>`;
  }

  render() {
    return html`<header class="topbar">${this.home()}<sh-search-box></sh-search-box><span class="grow"></span>
      <sh-live-state></sh-live-state>${this.notices()}
      ${this.switchOf('large')}${this.switchOf('night')}
      <button type="button" class="plain" @click=${() => prefer('lang', prefs.lang === 'zh' ? 'en' : 'zh')}>${t('language')}</button>
      ${this.person()}</header>`;
  }
}

customElements.define('sh-top-bar', TopBar);
