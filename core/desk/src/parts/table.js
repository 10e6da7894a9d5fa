// <sh-table>: rows of declared columns, moved through by keys. Tells 'row'
// with { row, wide } when one is opened.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { listOf, show } from '../names.js';
import { named, t } from '../texts.js';
import { fileIn } from './file_view.js';

const NUMBERS = ['integer', 'decimal'];
const SHORT = 6; // characters that stay on one line: a bed's number, a name
const STEP = 200; // rows drawn at first, and more on each request

export class Table extends Part {
  static properties = {
    columns: { attribute: false },
    rows: { attribute: false },
    opens: { type: Boolean }, // rows can be opened
    buttons: { attribute: false }, // (row) => template of what can be done, or none
    shown: { state: true },
    sort: { state: true }, // { name, down }
  };

  constructor() {
    super();
    this.columns = [];
    this.rows = [];
    this.opens = false;
    this.buttons = null;
    this.shown = STEP;
    this.sort = null;
  }

  get sorted() {
    if (!this.sort) return this.rows;
    const { name, down } = this.sort;
    const field = this.columns.find((one) => one.name === name);
    const plain = ['integer', 'date', 'instant', 'id'].includes(field?.type);
    const worth = (row) => (plain ? row[name] : show(field, row[name], row));
    const compare = (a, b) => {
      if (a === undefined || a === null || a === '') return 1;
      if (b === undefined || b === null || b === '') return -1;
      if (typeof a === 'number' && typeof b === 'number') return a - b;
      return String(a).localeCompare(String(b), 'zh-CN', { numeric: true });
    };
    return [...this.rows].sort((a, b) => compare(worth(a), worth(b)) * (down ? -1 : 1));
  }

  turn(name) {
    if (this.sort?.name !== name) this.sort = { name, down: false };
    else this.sort = this.sort.down ? null : { name, down: true };
  }

  open(row, event) {
    if (!this.opens || event.target.closest('button, a')) return;
    this.dispatchEvent(new CustomEvent('row', { detail: { row, wide: event.shiftKey } }));
  }

  key(event, row) {
    const line = event.currentTarget;
    if (event.target !== line) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === 'Enter') {
      this.open(row, event);
    } else if (event.key in steps) {
      const lines = [...this.querySelectorAll('tbody tr[tabindex]')];
      lines[lines.indexOf(line) + steps[event.key]]?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  cell(column, row) {
    const value = fileIn(column, row[column.name]) ?? show(column, row[column.name], row);
    const number = NUMBERS.includes(column.type);
    const toned = column.name === 'state' && row.tone;
    const whole = number || value.length <= SHORT;
    if (column.type === 'instant' || column.type === 'date') {
      // a date breaks before its time only, never within
      return html`<td class="date">${value.split(/ (?=\d\d:\d\d$)/).map((part) => html`<span class="whole">${part}</span> `)}</td>`;
    }
    return html`<td class=${`${number ? 'number' : ''} ${whole ? 'whole' : ''}`}>${toned ? html`<span class="state tone-${row.tone}">${icon(row.tone)}${value}</span>` : value}</td>`;
  }

  line(row, at) {
    const reasons = listOf(row.reasons);
    return html`<tr class=${this.opens ? 'opens' : ''} tabindex=${this.opens ? 0 : nothing} data-row=${row.id ?? at}
        @click=${(event) => this.open(row, event)} @keydown=${(event) => this.key(event, row)}>
      ${this.columns.map((column) => this.cell(column, row))}
      ${this.buttons ? html`<td class="doing">${this.buttons(row)}</td>` : nothing}</tr>
      ${reasons.length ? html`<tr class="reasons"><td colspan=${this.columns.length + 1}>
        ${reasons.map((one) => html`<div>· ${typeof one === 'object' ? named(one) : one}</div>`)}</td></tr>` : nothing}`;
  }

  heading(column) {
    const sorted = this.sort?.name === column.name ? (this.sort.down ? 'descending' : 'ascending') : 'none';
    return html`<th scope="col" class=${NUMBERS.includes(column.type) ? 'number' : ''} aria-sort=${sorted}><button type="button" class="heading" @click=${() => this.turn(column.name)}>
      ${named(column, column.name)}${sorted === 'none' ? nothing : html` ${sorted === 'ascending' ? '▲' : '▼'}`}</button></th>`;
  }

  render() {
    const rows = this.sorted;
    const more = rows.length - this.shown;
    return html`<div class="scroll"><table><thead><tr>${this.columns.map((column) => this.heading(column))}
      ${this.buttons ? html`<td class="doing"></td>` : nothing}</tr></thead>
      <tbody>${rows.slice(0, this.shown).map((row, at) => this.line(row, at))}</tbody></table></div>
      ${more > 0 ? html`<p><button type="button" @click=${() => { this.shown += STEP; }}>${t('show_more', { n: Math.min(STEP, more) })}</button></p>` : nothing}`;
  }
}

customElements.define('sh-table', Table);
