// <sh-form-page>: a page that is one form of an action.

import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Part } from '../part.js';
import { full, pageOf } from '../names.js';
import { t } from '../texts.js';
import '../forms/action_form.js';

export class FormPage extends Part {
  static properties = { page: {}, turn: { state: true } };

  constructor() {
    super();
    this.turn = 0;
  }

  render() {
    const page = pageOf(this.page);
    if (!page) return html`<p class="failure">${t('page_gone')}</p>`;
    const again = () => { this.turn += 1; };
    // keyed: a fresh form, with a fresh idempotency key, each time.
    return html`<div class="page narrow">${keyed(`${this.page}|${this.turn}`, html`<sh-action-form
      .action=${full(page.id, page.action)} @done=${again} @cancel=${() => history.back()}></sh-action-form>`)}</div>`;
  }
}

customElements.define('sh-form-page', FormPage);
