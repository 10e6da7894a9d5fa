// <sh-sessions>: where one is signed in, and an end to what is not this page.
// The administrator of the data folder sees everybody.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Asking } from '../part.js';
import { t } from '../texts.js';
import { showInstant } from '../times.js';
import { failure } from './failure.js';

export class Sessions extends Asking {
  connectedCallback() {
    super.connectedCallback();
    this.ask();
  }

  /** Ends what was asked for, then tells how it is now. */
  async load() {
    const { ending } = this;
    this.ending = null;
    if (ending) await api.endSession(ending);
    return api.sessions();
  }

  end(number) {
    this.ending = number;
    this.ask();
  }

  line(one) {
    return html`<tr><td>${one.user}</td><td>${one.address}</td><td>${showInstant(one.begun)}</td><td>${showInstant(one.used)}</td>
      <td>${one.this ? t('session_this') : html`<button type="button" @click=${() => this.end(one.session)}>${t('session_end')}</button>`}</td></tr>`;
  }

  render() {
    return html`${this.problem ? failure(this.problem, () => this.ask()) : nothing}
      ${this.answer ? html`<div class="scroll"><table><thead><tr><th>${t('user')}</th><th>${t('session_address')}</th>
        <th>${t('session_begun')}</th><th>${t('session_used')}</th><th></th></tr></thead><tbody>${this.answer.map((one) => this.line(one))}</tbody></table></div>` : nothing}`;
  }
}

customElements.define('sh-sessions', Sessions);
