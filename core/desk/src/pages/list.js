// <sh-list-page>: rows of a query as a table: filter, sort, keys, forms.

import { html } from 'lit';
import { icon } from '../icons.js';
import { actionsOf, fitting, show, shownColumns } from '../names.js';
import { stay, where } from '../route.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { nameSubjects } from '../forms/refs.js';
import { openAction, openRecord } from '../parts/opening.js';
import { AskedPage } from './asked.js';
import '../parts/table.js';

const ENUM_FILTERS = 3; // enum columns that get a choice above the table

export class ListPage extends AskedPage {
  static properties = {
    text: { state: true }, // what rows must contain
    chosen: { state: true }, // { column: value }
  };

  constructor() {
    super();
    this.text = '';
    this.chosen = {};
  }

  begin(params) {
    super.begin(params);
    this.text = this.within ? '' : where().params.find || '';
    this.chosen = {};
  }

  async load() {
    const rows = await super.load();
    return Array.isArray(rows) ? nameSubjects(rows) : rows;
  }

  fits(row, columns) {
    for (const [name, value] of Object.entries(this.chosen)) if (value && row[name] !== value) return false;
    const wanted = this.text.normalize('NFKC').trim().toLowerCase();
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

  finder(columns, shown, all) {
    return html`<label>${icon('search')}<input type="search" placeholder=${t('filter')} aria-label=${t('filter')} .value=${this.text}
        @input=${(event) => { this.text = event.target.value; stay({ find: this.text }); }}
        @keydown=${(event) => { if (event.key === 'ArrowDown') this.querySelector('tbody tr[tabindex]')?.focus(); }}></label>
      ${this.enums(columns)}<span class="grow"></span><span class="second" role="status">${t('shown_of', { n: shown, all })}</span>`;
  }

  rowButtons(page) {
    const entries = actionsOf(page, 'row_actions');
    if (!entries.length) return null;
    return (row) => fitting(page, entries, row).map((entry) => html`<button type="button"
      @click=${() => openAction(page, entry, row)}>${named(store.catalogue.actions[entry.action])}</button>`);
  }

  tools() {
    if (this.within || !Array.isArray(this.answer) || this.wanting.length) return super.tools();
    const columns = shownColumns(this.query, this.declared.columns);
    const rows = this.answer.filter((row) => this.fits(row, columns));
    return super.tools(this.finder(columns, rows.length, this.answer.length));
  }

  drawn() {
    const page = this.declared;
    const columns = shownColumns(this.query, page.columns);
    const rows = this.answer.filter((row) => this.fits(row, columns));
    return rows.length ? html`<sh-table .columns=${columns} .rows=${rows} ?opens=${!!page.record} .buttons=${this.rowButtons(page)}
        @row=${(event) => openRecord(page, event.detail.row, event.detail.wide)}></sh-table>`
      : html`<p class="empty">${this.answer.length ? t('list_filtered') : t('list_empty')}</p>`;
  }
}

customElements.define('sh-list-page', ListPage);
