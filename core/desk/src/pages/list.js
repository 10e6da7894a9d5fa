// <sh-list-page>: rows of a query as a table: filter, sort, keys, forms.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { live } from '../live.js';
import { actionsOf, fitting, full, pageOf, queryOf, show, shownColumns } from '../names.js';
import { Asking } from '../part.js';
import { stay, where } from '../route.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { toInput, formOf } from '../forms/convert.js';
import { failure } from '../parts/failure.js';
import { openAction, openRecord } from '../parts/opening.js';
import { printHead } from '../parts/print_head.js';
import '../forms/field.js';
import '../parts/table.js';

const ENUM_FILTERS = 3; // enum columns that get a choice above the table

export class ListPage extends Asking {
  static properties = {
    page: {}, // its id
    text: { state: true }, // what rows must contain
    chosen: { state: true }, // { column: value }
    asked: { state: true }, // declared filters: inputs of the query, as typed
  };

  constructor() {
    super();
    this.text = '';
    this.chosen = {};
    this.asked = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
  }

  willUpdate(changed) {
    if (!changed.has('page')) return;
    const { params } = where();
    this.text = params.find || '';
    this.chosen = {};
    this.asked = formOf(this.filters, params);
    this.answer = undefined;
    this.problem = null;
    this.ask();
  }

  get declared() {
    return pageOf(this.page);
  }

  get query() {
    return full(this.page, this.declared.query);
  }

  get filters() {
    const names = this.declared?.filters || [];
    return (queryOf(this.query)?.input || []).filter((field) => names.includes(field.name));
  }

  async load() {
    if (this.wanting.length) return undefined;
    return api.ask(store.home, this.query, toInput(this.filters, this.asked).input);
  }

  filter(name, value) {
    this.asked = { ...this.asked, [name]: value };
    this.soon();
  }

  fits(row, columns) {
    for (const [name, value] of Object.entries(this.chosen)) if (value && row[name] !== value) return false;
    const wanted = this.text.trim().toLowerCase();
    return !wanted || columns.some((column) => show(column, row[column.name], row).toLowerCase().includes(wanted));
  }

  enums(columns) {
    const used = columns.filter((one) => one.type === 'enum' && one.values?.length > 1
      && !this.filters.some((field) => field.name === one.name)).slice(0, ENUM_FILTERS);
    return used.map((column) => html`<label>${named(column)} <select @change=${(event) => {
      this.chosen = { ...this.chosen, [column.name]: event.target.value };
    }}><option value="">${t('all')}</option>
      ${column.values.map((one) => html`<option value=${one.value} ?selected=${this.chosen[column.name] === one.value}>${named(one)}</option>`)}</select></label>`);
  }

  questions() {
    return this.filters.map((field) => html`<sh-field .field=${field} .value=${this.asked[field.name]} .owner=${this.query}
      .path=${field.name} @input-value=${(event) => this.filter(field.name, event.detail)}></sh-field>`);
  }

  tools(columns, shown, all) {
    return html`<div class="tools no-print">
      <label>${icon('search')}<input type="search" placeholder=${t('filter')} aria-label=${t('filter')} .value=${this.text}
        @input=${(event) => { this.text = event.target.value; stay({ find: this.text }); }}
        @keydown=${(event) => { if (event.key === 'ArrowDown') this.querySelector('tbody tr[tabindex]')?.focus(); }}></label>
      ${this.enums(columns)}
      ${this.questions()}<span class="grow"></span><span class="second" role="status">${t('shown_of', { n: shown, all })}</span></div>`;
  }

  rowButtons(page) {
    const entries = actionsOf(page, 'row_actions');
    if (!entries.length) return null;
    return (row) => fitting(page, entries, row).map((entry) => html`<button type="button"
      @click=${() => openAction(page, entry, row)}>${named(store.catalogue.actions[entry.action])}</button>`);
  }

  head(page) {
    const entries = actionsOf(page);
    return html`<div class="page-head"><h1>${named(page)}</h1><span class="grow"></span>
      <button type="button" @click=${() => print()}>${icon('print')} ${t('print')}</button>
      ${entries.slice().reverse().map((entry, at) => html`<button type="button" class=${at === entries.length - 1 ? 'primary' : ''}
        @click=${() => openAction(page, entry)}>${named(store.catalogue.actions[entry.action])}</button>`)}</div>`;
  }

  /** Declared filters that must be filled before anything can be asked. */
  get wanting() {
    const { input } = toInput(this.filters, this.asked);
    return this.filters.filter((field) => field.required && input[field.name] === undefined);
  }

  body(page) {
    if (this.wanting.length) {
      return html`<div class="tools no-print">${this.questions()}</div><p class="empty">${t('filter_first', { names: this.wanting.map((field) => named(field)).join('、') })}</p>`;
    }
    if (this.problem && this.answer === undefined) return failure(this.problem, () => this.ask(), t('page_failed'));
    if (this.answer === undefined) return html`<p class="second">${t('loading')}</p>`;
    const columns = shownColumns(this.query, page.columns);
    const rows = this.answer.filter((row) => this.fits(row, columns));
    return html`${this.problem ? failure(this.problem, () => this.ask()) : nothing}
      ${this.tools(columns, rows.length, this.answer.length)}
      ${rows.length ? html`<sh-table .columns=${columns} .rows=${rows} ?opens=${!!page.record} .buttons=${this.rowButtons(page)}
        @row=${(event) => openRecord(page, event.detail.row, event.detail.wide)}></sh-table>`
    : html`<p class="empty">${this.answer.length ? t('list_filtered') : t('list_empty')}</p>`}`;
  }

  render() {
    const page = this.declared;
    if (!page) return html`<p class="failure">${t('page_gone')}</p>`;
    return html`<div class="page">${printHead(named(page))}${this.head(page)}${this.body(page)}</div>`;
  }
}

customElements.define('sh-list-page', ListPage);
