// <sh-home-state>: what holds for the whole home and no event tells of, so it
// is asked. That the host's clock jumped ahead, until somebody who may do so has
// confirmed the time; that its disk is filling up, and what waits for that.

import { html, nothing } from 'lit';
import { api, newKey } from '../api.js';
import { icon } from '../icons.js';
import { Asking } from '../part.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { showInstant } from '../times.js';
import { failure } from './failure.js';

const TICK = 30000; // ms between two questions

export class HomeState extends Asking {
  static properties = { refused: { state: true } }; // why it was not confirmed

  constructor() {
    super();
    this.refused = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.ask();
    this.timer = setInterval(() => this.soon(), TICK);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  load() {
    return api.ask(store.home, 'core.home');
  }

  async confirm() {
    this.refused = null;
    try {
      await api.act(store.home, 'core.confirm_clock', {}, { 'Idempotency-Key': newKey() });
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.refused = problem;
    }
    this.ask();
  }

  render() {
    return html`${this.space()}${this.clock()}`;
  }

  space() {
    const space = this.answer?.space;
    if (!space?.zh) return nothing;
    return html`<div class=${space.level === 'last' ? 'failure' : 'banner late'} role="alert">${icon('warn')}<p>${named(space)}</p></div>`;
  }

  clock() {
    const minutes = Math.floor((this.answer?.clock_doubt || 0) / 60000);
    if (!minutes) return nothing;
    return html`<div class="banner late" role="alert">${icon('warn')}<p>${t('clock_doubt', { n: minutes, time: showInstant(this.answer.now) })}
      ${store.catalogue?.actions?.['core.confirm_clock'] ? t('clock_check') : t('clock_ask')}</p>
      ${store.catalogue?.actions?.['core.confirm_clock'] ? html`<button type="button" @click=${() => this.confirm()}>${t('clock_right')}</button>` : nothing}</div>
      ${this.refused ? failure(this.refused, () => this.confirm(), t('not_saved')) : nothing}`;
  }
}

customElements.define('sh-home-state', HomeState);
