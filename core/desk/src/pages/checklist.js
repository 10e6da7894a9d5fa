// <sh-checklist-page>: the items of a query as a form of answers; its blank
// prints.

import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { api } from '../api.js';
import { actionOf, dutyOf, full, kindOf } from '../names.js';
import { groupsBy, partsOf } from '../parts_of.js';
import { where } from '../route.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { dateOf, hostNow, showDate, timeOf, toIso, toMs } from '../times.js';
import { AskedPage } from './asked.js';
import '../forms/check_form.js';

export class ChecklistPage extends AskedPage {
  static properties = {
    again: { state: true },
    duties: { state: true }, // those that the page could record
    duty: { state: true }, // id of the one that it records
    recorded: { state: true }, // { chosen } while its receipt is read
  };

  constructor() {
    super();
    this.again = 0;
    this.duties = [];
    this.recorded = null;
  }

  /** Whether the action records a duty that is on the plan. */
  get planned() {
    return (actionOf(full(this.page, this.declared.action))?.input || []).some((field) => field.name === 'duty') && !!dutyOf(this.declared);
  }

  begin(params) {
    super.begin(params);
    this.duty = params.duty;
    this.recorded = null;
  }

  async load() {
    if (this.planned) {
      const end = hostNow() + 48 * 3600000;
      this.duties = await api.duties(store.home, { kind: dutyOf(this.declared), state: 'open', to: toIso(dateOf(end), timeOf(end)) });
    }
    return super.load();
  }

  get read() {
    return partsOf(this.declared);
  }

  /** What the action is filled with: the page's filters, and the duty that led here. */
  get fill() {
    const { chosen } = this;
    const outcome = kindOf(full(this.page, this.declared.action))?.outcomes?.find((one) => one.done)?.value;
    return { ...this.input, ...(chosen ? { duty: chosen.duty, version: chosen.version } : {}), ...(outcome ? { outcome } : {}) };
  }

  /** What was recorded is on the plan no more; its receipt stays until it is closed. */
  get chosen() {
    if (this.recorded) return this.recorded.chosen;
    return this.duties.find((one) => one.duty === this.duty) || (this.duty ? null : this.duties[0]) || null;
  }

  /** Which of the duties it is: the one that led here, or the first open one. */
  dutyTool() {
    if (!this.planned || !this.answer) return nothing;
    if (!this.chosen) return html`<p class="banner late">${t(this.duty ? 'check_done_already' : 'check_none_open')}</p>`;
    const word = (one) => `${showDate(dateOf(toMs(one.due)))} ${timeOf(toMs(one.due))} ${one.data?.name || one.data?.title || ''}`.trim();
    if (this.duties.length === 1) return html`<p class="context">${word(this.chosen)}</p>`;
    return html`<label class="line">${t('check_for')} <select @change=${(event) => { this.duty = event.target.value; }}>
      ${this.duties.map((one) => html`<option value=${one.duty} ?selected=${one === this.chosen}>${word(one)}</option>`)}</select></label>`;
  }

  done() {
    if (where().params.duty) history.back();
    else {
      this.again += 1;
      this.recorded = null;
      this.duty = '';
      this.ask();
    }
  }

  blank(rows) {
    const page = this.declared;
    const [group] = page.groups || [];
    const names = { list: 'answers', answer: 'answer', ...page.answers };
    const list = (actionOf(full(this.page, page.action))?.input || []).find((field) => field.name === names.list);
    const words = ((list?.of?.fields || []).find((field) => field.name === names.answer)?.values || []).map((one) => named(one));
    let number = 0;
    return html`<div class="check-blank print-only">${[...groupsBy(rows, (row) => (group ? this.read.column(row, group) : ''))].map(([title, own]) => html`
      ${title ? html`<h3>${title}</h3>` : nothing}<table><tbody>${own.map((row) => html`<tr><td class="number">${number += 1}</td>
        <td>${this.read.text(row, 'text')} <span class="second">${this.read.text(row, 'standard')}</span></td>
        <td class="boxes">${words.map((word) => html`<span>□ ${word}</span> `)}</td><td class="hand"></td></tr>`)}</tbody></table>`)}
      <p class="signatures">${(page.signatures || []).map((one) => html`<span>${named(one)}：<i></i></span>`)}<span>${t('date_and_time')}：<i></i></span></p></div>`;
  }

  drawn() {
    const page = this.declared;
    if (!this.answer.length && !this.recorded) return html`<p class="empty">${t('list_empty')}</p>`;
    const { fill } = this;
    const form = this.planned && !this.chosen ? nothing : keyed(`${this.again}|${JSON.stringify(fill)}`, html`<sh-check-form .page=${page} .read=${this.read} .rows=${this.answer}
      .action=${full(this.page, page.action)} .fill=${fill} ?signer=${!!page.signer} @recorded=${() => { this.recorded = { chosen: this.chosen }; }} @done=${this.done} @cancel=${() => history.back()}></sh-check-form>`);
    return html`<div class="no-print">${this.dutyTool()}${form}</div>
      ${this.blank(this.answer)}<p class="second no-print keys">${t('check_keys')}</p>`;
  }

  get look() {
    return 'checklist-page';
  }
}

customElements.define('sh-checklist-page', ChecklistPage);
