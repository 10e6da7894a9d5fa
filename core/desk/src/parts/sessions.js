// <sh-sessions>: where one is signed in, and an end to what is not this page.
// The administrator of the data folder sees everybody.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Part } from '../part.js';
import { t } from '../texts.js';
import { showInstant } from '../times.js';
import { failure } from './failure.js';

export class Sessions extends Part {
  static properties = { list: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.list = null;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  /** Does something, then shows how it is now. */
  async read(first = async () => {}) {
    try {
      this.problem = null;
      await first();
      this.list = await api.sessions();
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.problem = problem;
    }
  }

  line(one) {
    return html`<tr><td>${one.user}</td><td>${one.address}</td><td>${showInstant(one.begun)}</td><td>${showInstant(one.used)}</td>
      <td>${one.this ? t('session_this') : html`<button type="button" @click=${() => this.read(() => api.endSession(one.session))}>${t('session_end')}</button>`}</td></tr>`;
  }

  render() {
    return html`${this.problem ? failure(this.problem, () => this.read()) : nothing}
      ${this.list ? html`<div class="scroll"><table><thead><tr><th>${t('user')}</th><th>${t('session_address')}</th>
        <th>${t('session_begun')}</th><th>${t('session_used')}</th><th></th></tr></thead><tbody>${this.list.map((one) => this.line(one))}</tbody></table></div>` : nothing}`;
  }
}

customElements.define('sh-sessions', Sessions);
