// <sh-parked-list>: events that a plugin could not take in. Each is tried
// again or given up, with a reason.

import { html, nothing } from 'lit';
import { api, newKey } from '../api.js';
import { live } from '../live.js';
import { queryOf } from '../names.js';
import { Asking } from '../part.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { showInstant } from '../times.js';
import { failure } from '../parts/failure.js';

const idOf = (row) => `${row.subscriber} ${row.event}`;

export class ParkedList extends Asking {
  static properties = {
    chosen: { state: true }, // {id, action}: the row and what is to become of it
    refused: { state: true }, // why that could not be done
    working: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
    this.ask();
  }

  /** Who has no say in it is shown nothing. */
  async load() {
    return queryOf('core.parked') ? api.ask(store.home, 'core.parked') : [];
  }

  async choose(row, action) {
    Object.assign(this, { chosen: { id: idOf(row), action, key: newKey() }, refused: null });
    await this.updateComplete;
    this.querySelector('.sure input')?.focus();
  }

  async settle(event, row) {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason').trim();
    if (!reason || this.working) return;
    this.working = true;
    this.refused = null;
    try {
      await api.act(store.home, this.chosen.action, { subscriber: row.subscriber, event: row.event, reason }, { 'Idempotency-Key': this.chosen.key });
      this.chosen = null;
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.refused = problem;
    } finally {
      this.working = false;
    }
    await this.ask();
  }

  what(row) {
    const button = (action, word) => html`<button type="button" @click=${() => this.choose(row, action)}>${t(word)}</button>`;
    if (this.chosen?.id !== idOf(row)) return html`${button('core.replay_event', 'parked_replay')} ${button('core.drop_event', 'parked_drop')}`;
    return html`<form class="sure" @submit=${(event) => this.settle(event, row)}
      @keydown=${(event) => { if (event.key === 'Escape') { event.stopPropagation(); this.chosen = null; } }}>
      <input name="reason" required maxlength="500" aria-label=${t('reason')} placeholder=${t('reason')}>
      <button type="submit" class="primary" ?disabled=${this.working}>${t(this.chosen.action === 'core.drop_event' ? 'parked_drop' : 'parked_replay')}</button>
      <button type="button" ?disabled=${this.working} @click=${() => { this.chosen = null; }}>${t('cancel')}</button></form>`;
  }

  line(row) {
    return html`<tr><td class="number">${row.event}</td><td>${row.type}<div class="second">${row.subject}</div></td><td>${row.subscriber}</td><td>${showInstant(row.since)}</td>
      <td class="number">${row.waiting || ''}</td><td>${named({ zh: row.error, en: row.error_en })}</td><td>${this.what(row)}</td></tr>`;
  }

  render() {
    if (this.problem) return failure(this.problem, () => this.ask());
    if (!this.answer?.length) return nothing;
    return html`<section aria-labelledby="parked"><h2 id="parked">${t('parked_title')}</h2><p>${t('parked_more')}</p>
      ${this.refused ? failure(this.refused) : nothing}
      <div class="scroll"><table><thead><tr><th></th><th>${t('parked_event')}</th><th>${t('parked_by')}</th><th>${t('parked_since')}</th>
        <th>${t('parked_waiting')}</th><th>${t('parked_why')}</th><th></th></tr></thead><tbody>${this.answer.map((row) => this.line(row))}</tbody></table></div></section>`;
  }
}

customElements.define('sh-parked-list', ParkedList);
