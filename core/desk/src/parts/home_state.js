// <sh-home-state>: what holds for the whole home and no event tells of, so it
// is asked. That the host's clock jumped ahead, until somebody who may do so has
// confirmed the time; that its disk is filling up, and what waits for that; that
// an older copy of the home's folder was put back, until somebody confirms it;
// that who writes the paper sheets doesn't run, and where the last ones are.

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

  may(action) {
    return !!store.catalogue?.actions?.[action];
  }

  async confirm(action) {
    this.refused = null;
    this.again = action;
    try {
      await api.act(store.home, action, {}, { 'Idempotency-Key': newKey() });
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.refused = problem;
    }
    this.ask();
  }

  render() {
    return html`${this.paper()}${this.older()}${this.space()}${this.clock()}
      ${this.refused ? failure(this.refused, () => this.confirm(this.again), t('not_saved')) : nothing}`;
  }

  /** Paper is what is left: each sheet opens as a page of its own. */
  paper() {
    const { paper } = this.answer || {};
    if (!paper) return nothing;
    const may = !!store.catalogue?.queries?.['core.paper'];
    const sheet = ({ name, at }) => html`<li>${may
      ? html`<a href=${api.paperPath(store.home, name)} target="_blank" rel="noopener">${name.replace(/\.html$/, '')}</a>`
      : name} ${t('paper_at', { time: showInstant(at) })}</li>`;
    return html`<div class="failure" role="alert">${icon('warn')}<div><b>${t('paper_title')}</b><p>${named(paper)}</p>
      ${paper.sheets.length ? html`<ul>${paper.sheets.map(sheet)}</ul>
        <p>${may ? t('paper_print') : t('paper_ask')} ${t('paper_folder', { folder: paper.folder })}</p>` : nothing}</div></div>`;
  }

  older() {
    const { older, older_en } = this.answer || {};
    if (!older) return nothing;
    return html`<div class="failure" role="alert">${icon('warn')}<p>${named({ zh: older, en: older_en })}</p>
      ${this.may('core.confirm_copy') ? html`<button type="button" @click=${() => this.confirm('core.confirm_copy')}>${t('older_known')}</button>` : nothing}</div>`;
  }

  space() {
    const space = this.answer?.space;
    if (!space?.zh) return nothing;
    return html`<div class=${space.level === 'last' ? 'failure' : 'banner late'} role="alert">${icon('warn')}<p>${named(space)}</p></div>`;
  }

  clock() {
    const minutes = Math.floor((this.answer?.clock_doubt || 0) / 60000);
    if (!minutes) return nothing;
    const may = this.may('core.confirm_clock');
    return html`<div class="banner late" role="alert">${icon('warn')}<p>${t('clock_doubt', { n: minutes, time: showInstant(this.answer.now) })}
      ${may ? t('clock_check') : t('clock_ask')}</p>
      ${may ? html`<button type="button" @click=${() => this.confirm('core.confirm_clock')}>${t('clock_right')}</button>` : nothing}</div>`;
  }
}

customElements.define('sh-home-state', HomeState);
