// <sh-shell>: the frame around everything: who is signed in, which page, what
// lies over it. Catches the keys that hold everywhere.

import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { hasDuties, pageOf, pages, rail } from '../names.js';
import { panel } from '../panel.js';
import { prefer, prefs } from '../prefs.js';
import { changes, go, where } from '../route.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { failure } from './failure.js';
import './home_state.js';
import './rail.js';
import './secrets.js';
import './sessions.js';
import './side_panel.js';
import './sign_in.js';
import './top_bar.js';
import '../pages/board.js';
import '../pages/calendar.js';
import '../pages/checklist.js';
import '../pages/dashboard.js';
import '../pages/form.js';
import '../pages/grid.js';
import '../pages/import.js';
import '../pages/list.js';
import '../pages/plugins.js';
import '../pages/record.js';
import '../pages/round.js';
import '../pages/timeline.js';
import '../pages/today.js';

const IDLE = 5 * 60000; // ms without a key or pointer until the desk locks
const TOAST = 6000; // ms that a notice stays at the foot of the page

export class Shell extends Part {
  static properties = {
    over: { state: true }, // '', 'set_pin', 'change_password', 'sessions', 'help'
    toast: { state: true },
  };

  constructor() {
    super();
    this.over = '';
    this.toast = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(changes, 'change', () => { panel.clear(); this.requestUpdate(); });
    this.listen(panel, 'change', () => this.requestUpdate());
    this.listen(store, 'person', () => { panel.clear(); this.over = ''; go('', []); });
    this.listen(store, 'notice', (event) => this.tell(event.detail));
    this.listen(document, 'keydown', (event) => this.key(event));
    for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel']) {
      this.listen(document, type, () => { this.touchedAt = Date.now(); });
    }
    this.touchedAt = Date.now();
    this.clock = setInterval(() => this.idle(), 1000);
    store.begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  /** Five minutes of nobody: lock. A wall without names has no one to protect. */
  idle() {
    if (store.phase !== 'in' || store.lock || store.session?.must_change) return;
    const { params } = where();
    if (params.wall === '1' && params.names === '0') return;
    if (Date.now() - this.touchedAt >= IDLE) store.shut('idle');
  }

  tell(notice) {
    this.toast = notice;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toast = null; }, TOAST);
  }

  key(event) {
    if (store.phase !== 'in' || store.lock || event.defaultPrevented) return;
    const typing = event.target.closest?.('input, textarea, select');
    if (event.key === 'Escape') {
      if (this.over) this.over = '';
      else if (panel.stack.length) panel.back();
      else if (typing) event.target.blur();
      else return;
      event.preventDefault();
    } else if (!typing && event.key === '/') {
      this.querySelector('#search')?.focus();
      event.preventDefault();
    } else if (!typing && event.key === '?') {
      this.over = 'help';
    }
  }

  choice(what) {
    if (what === 'sign_out') store.leave();
    else if (what === 'lock_now') store.shut('idle');
    else if (what === 'switch_person') store.shut('switch');
    else this.over = what;
  }

  // Drawing

  front(title, body, more = nothing) {
    return html`<main class="front"><div class="card"><h1>${t('app')}</h1><h2>${title}</h2>${more}${body}</div>
      <p><button type="button" class="plain" @click=${() => prefer('lang', prefs.lang === 'zh' ? 'en' : 'zh')}>${t('language')}</button>
        <button type="button" class="plain" aria-pressed=${prefs.large} @click=${() => prefer('large', !prefs.large)}>${t('large')}</button>
        <button type="button" class="plain" aria-pressed=${prefs.night} @click=${() => prefer('night', !prefs.night)}>${t('night')}</button></p></main>`;
  }

  mustChange() {
    const done = () => { store.enter({ ...store.session, must_change: false }); };
    return this.front(t('must_change'), html`<sh-secrets @done=${done} @cancel=${() => store.leave()}></sh-secrets>`, html`<p>${t('must_change_more')}</p>`);
  }

  lockScreen() {
    const { session, lock } = store;
    const other = lock === 'switch';
    const text = other ? t('pin_hint') : t(lock === 'ended' ? 'ended_more' : 'locked_more', { name: session.name });
    return html`<div class="lock" role="dialog" aria-modal="true" aria-label=${t('locked')}>${this.front(other ? t('switch_person') : t('locked'),
      html`${keyed(lock, html`<sh-sign-in .user=${other ? '' : session.user} .pin=${lock !== 'ended'} .word=${other ? t('sign_in') : t('unlock')}></sh-sign-in>`)}
      ${other ? html`<button type="button" class="plain" @click=${() => { store.lock = 'idle'; store.tell(); }}>${t('cancel')}</button>` : nothing}`,
      html`<p>${icon('lock')} ${text}</p>`)}</div>`;
  }

  help() {
    const keys = [['/', 'help_search'], ['Esc', 'help_esc'], ['↑ ↓ ← →', 'help_move'], ['Enter', 'help_enter'], ['Shift+Enter', 'help_shift'], ['?', 'help_help']];
    return html`<dl class="keys-list">${keys.map(([key, word]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${t(word)}</dd></div>`)}</dl>`;
  }

  overlay() {
    if (!this.over) return nothing;
    const close = () => { this.over = ''; };
    const body = this.over === 'help' ? this.help() : this.over === 'sessions' ? html`<sh-sessions></sh-sessions>`
      : html`<sh-secrets ?pin=${this.over === 'set_pin'} @done=${close} @cancel=${close}></sh-secrets>`;
    return html`<div class="overlay" role="dialog" aria-modal="true" @click=${(event) => { if (event.target === event.currentTarget) close(); }}>
      <div class="card"><h2>${t(this.over)}</h2>${body}
      ${['help', 'sessions'].includes(this.over) ? html`<button type="button" @click=${close}>${t('close')}</button>` : nothing}</div></div>`;
  }

  page() {
    const { kind, rest } = where();
    switch (kind) {
      case 'today': return html`<sh-today-page></sh-today-page>`;
      case 'import': return html`<sh-import-page></sh-import-page>`;
      case 'plugins': return html`<sh-plugins-page></sh-plugins-page>`;
      case 'record': return html`<sh-record-page .page=${rest[0]} .key=${rest[1]}></sh-record-page>`;
      case 'page': return this.declared(rest[0]);
      default: return this.first();
    }
  }

  first() {
    if (hasDuties()) return html`<sh-today-page></sh-today-page>`;
    const start = rail().flatMap((entry) => entry.pages)[0] || pages()[0];
    return start ? this.declared(start.id) : html`<p class="empty">${t('list_empty')}</p>`;
  }

  /** keyed: a page keeps nothing of another of its kind. */
  declared(id) {
    return keyed(id, this.kindOf(id));
  }

  kindOf(id) {
    const page = pageOf(id);
    switch (page?.kind) {
      case 'board': return html`<sh-board-page .page=${id}></sh-board-page>`;
      case 'list': return html`<sh-list-page .page=${id}></sh-list-page>`;
      case 'form': return html`<sh-form-page .page=${id}></sh-form-page>`;
      case undefined: return html`<p class="failure">${t('page_gone')}</p>`;
      case 'round': return html`<sh-round-page .page=${id}></sh-round-page>`;
      case 'grid': return html`<sh-grid-page .page=${id}></sh-grid-page>`;
      case 'timeline': return html`<sh-timeline-page .page=${id}></sh-timeline-page>`;
      case 'checklist': return html`<sh-checklist-page .page=${id}></sh-checklist-page>`;
      case 'calendar': return html`<sh-calendar-page .page=${id}></sh-calendar-page>`;
      case 'dashboard': return html`<sh-dashboard-page .page=${id}></sh-dashboard-page>`;
      default: return html`<h1>${named(page)}</h1><p class="empty">${t('page_undrawn')}</p>`;
    }
  }

  content() {
    if (!store.home) return html`<p class="empty">${t('no_home')}</p>`;
    if (!store.catalogue) {
      return store.problem ? failure(store.problem, () => store.readCatalogue(), t('page_failed')) : html`<p class="second">${t('loading')}</p>`;
    }
    return this.page();
  }

  render() {
    if (store.phase === 'starting') return html`<main class="front"><p>${t('loading')}</p></main>`;
    if (store.phase === 'failed') return this.front(t('app'), failure(store.problem, () => store.begin()));
    if (store.phase === 'out') return this.front(t('sign_in'), html`<sh-sign-in></sh-sign-in>`);
    if (store.session.must_change) return this.mustChange();
    const away = !!store.lock;
    return html`<div class="frame" ?inert=${away || !!this.over} ?hidden=${away}><sh-rail></sh-rail>
        <div class="right"><sh-top-bar @choice=${(event) => this.choice(event.detail)}></sh-top-bar>
          ${store.home ? keyed(store.home, html`<sh-home-state></sh-home-state>`) : nothing}
          <div class="middle"><main id="content">${keyed(store.home, this.content())}</main><sh-side-panel></sh-side-panel></div></div></div>
      ${this.overlay()}${away ? this.lockScreen() : nothing}
      ${this.toast ? html`<p class="toast tone-${this.toast.tone}" role="alert">${this.toast.text}</p>` : nothing}`;
  }
}

customElements.define('sh-shell', Shell);
