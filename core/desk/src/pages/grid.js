// <sh-grid-page>: lines against days or other columns, moved through by keys,
// printed on A4 across.

import { html, nothing } from 'lit';
import { icon, signOf } from '../icons.js';
import { actionsOf, fitting, full, textOf } from '../names.js';
import { groupsBy, partsOf } from '../parts_of.js';
import { named, t } from '../texts.js';
import { openAction, openPageOf, openRecord } from '../parts/opening.js';
import { AskedPage } from './asked.js';
import { headsAsked, headsOfSpan, linesOf, placed } from './grid_model.js';

const TITLE = -1; // column of a line's own heading

export class GridPage extends AskedPage {
  static wide = true;

  static properties = {
    heads: { state: true }, // the columns that were asked for
    at: { state: true }, // { line, head }: indices of the cell with the focus
  };

  constructor() {
    super();
    this.heads = [];
    this.at = { line: 0, head: TITLE };
  }

  async load() {
    const page = this.declared;
    if (!page.heads || this.wanting.length) return super.load();
    const [rows, heads] = await Promise.all([super.load(), headsAsked(page, this.input)]);
    this.heads = heads;
    return rows;
  }

  get columns() {
    return this.declared.heads || !this.start ? this.heads : headsOfSpan(this.span, this.unit);
  }

  updated() {
    // Today is in sight when a period that has it is opened.
    const { start } = this;
    if (!this.answer?.length || this.opened === start) return;
    this.opened = start;
    const box = this.querySelector('.grid');
    const today = this.querySelector('.grid thead .today');
    if (box && today) box.scrollLeft = Math.max(0, today.offsetLeft + today.offsetWidth * 2 - box.clientWidth);
  }

  get read() {
    return partsOf(this.declared);
  }

  /** Lines in the order in which they are drawn: band after band. */
  get bands() {
    const page = this.declared;
    const lines = linesOf(page, this.read, this.answer || []);
    const [group] = page.groups || [];
    return [...groupsBy(lines, (line) => (group ? this.read.column(line.row, group) : ''))];
  }

  // Keys

  focusCell(line, head) {
    this.at = { line, head };
    this.updateComplete.then(() => {
      const cell = this.querySelector('.grid [tabindex="0"]');
      cell?.focus();
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { line, head } = this.at;
    const lines = this.bands.flatMap(([, own]) => own);
    const last = this.columns.length - 1;
    const to = {
      ArrowDown: [line + 1, head], ArrowUp: [line - 1, head], ArrowRight: [line, head + 1], ArrowLeft: [line, head - 1],
      Home: [line, TITLE], End: [line, last], PageDown: [line + 8, head], PageUp: [line - 8, head],
    }[event.key];
    if (to) this.focusCell(Math.max(0, Math.min(lines.length - 1, to[0])), Math.max(TITLE, Math.min(last, to[1])));
    else if (event.key === 'Enter') this.open(lines[line], head, event.shiftKey);
    else if (!this.letter(event.key.toLowerCase(), lines[line])) return;
    event.preventDefault();
  }

  letter(key, line) {
    const page = this.declared;
    const entry = line && fitting(page, actionsOf(page, 'row_actions'), line.row).find((one) => one.key === key);
    if (entry) openAction(page, entry, line.row);
    return !!entry;
  }

  open(line, head, wide) {
    if (!line) return;
    const page = this.declared;
    const own = head === TITLE ? [] : this.entriesAt(line, this.columns[head]);
    const entry = own.find((one) => one.cell !== undefined && one.cell !== null);
    if (head !== TITLE && page.cell_record && entry) openPageOf(full(page.id, page.cell_record), entry.cell, wide);
    else if (head === TITLE || !page.cell_record) openRecord(page, line.row, wide);
  }

  entriesAt(line, head) {
    return placed(line.entries, this.columns).get(head?.id) || [];
  }

  click(event, index, head, line) {
    this.focusCell(index, head);
    this.open(line, head, event.shiftKey);
  }

  // Drawing

  entry(one) {
    return html`<span class="mark tone-${one.tone}">${one.text}</span>`;
  }

  cell(line, index, head, column, places) {
    const entries = places.get(head.id) || [];
    const here = this.at.line === index && this.at.head === column;
    const hint = entries.map((one) => one.hint).filter(Boolean).join('\n');
    return html`<td role="gridcell" class="${head.rest ? 'rest' : ''} ${head.today ? 'today' : ''}" tabindex=${here ? 0 : -1} title=${hint || nothing}
      data-at=${head.id} @click=${(event) => this.click(event, index, column, line)} @focus=${() => { if (!here) this.at = { line: index, head: column }; }}>${
  entries.map((one) => this.entry(one))}</td>`;
  }

  line(line, index) {
    const { read } = this;
    const page = this.declared;
    const places = placed(line.entries, this.columns);
    const here = this.at.line === index && this.at.head === TITLE;
    const notes = (page.notes || []).map((name) => read.column(line.row, name)).filter(Boolean);
    const tone = page.cells || page.parts?.cells || line.row.state ? read.raw(line.row, 'tone') : '';
    return html`<tr role="row" data-line=${line.key}><th scope="row" role="rowheader" tabindex=${here ? 0 : -1} @click=${(event) => this.click(event, index, TITLE, line)}
        @focus=${() => { if (!here) this.at = { line: index, head: TITLE }; }}>
      <b>${page.title ? read.column(line.row, page.title) : read.text(line.row, 'title')}</b>${read.has(line.row, 'state') && read.field('state') ? html` <span class="state tone-${tone || 'plain'}">${icon(signOf(tone))}${read.text(line.row, 'state')}</span>` : nothing}
      <span class="second">${notes.join(' · ')}</span></th>
      ${this.columns.map((head, column) => this.cell(line, index, head, column, places))}</tr>`;
  }

  /** What stands in the cell that has the focus, in full. */
  story(lines) {
    const line = lines[this.at.line];
    const head = this.columns[this.at.head];
    if (!line || !head) return html`<p class="grid-story second no-print" role="status">${t('grid_keys')}</p>`;
    const entries = this.entriesAt(line, head);
    const title = this.declared.title ? this.read.column(line.row, this.declared.title) : this.read.text(line.row, 'title');
    return html`<div class="grid-story no-print" role="status"><b>${head.id} · ${title}</b>
      ${entries.length ? entries.map((one) => html`<span>${this.entry(one)} ${one.hint}</span>`) : html`<span class="second">${t('none')}</span>`}</div>`;
  }

  legend() {
    const list = this.declared.legend || [];
    if (!list.length) return nothing;
    return html`<p class="grid-legend" aria-label=${t('legend')}>${list.map((one) => html`<span><span class="mark tone-${one.tone || 'plain'}">${textOf(one, 'text')}</span> ${named(one)}</span>`)}</p>`;
  }

  signatures() {
    return html`<p class="signatures print-only">${(this.declared.signatures || []).map((one) => html`<span>${named(one)}：<i></i></span>`)}</p>`;
  }

  drawn() {
    if (!this.answer.length) return html`<p class="empty">${t('list_empty')}</p>`;
    const { bands, columns } = this;
    const lines = bands.flatMap(([, own]) => own);
    if (this.at.line >= lines.length) this.at = { line: 0, head: TITLE };
    let index = -1;
    return html`<div class="grid" tabindex="-1" @keydown=${this.key}><table role="grid" aria-label=${named(this.declared)} aria-rowcount=${lines.length}>
      <thead><tr role="row"><th scope="col" class="corner">${named(this.read.heading(this.declared.title || this.declared.parts?.title || 'title'), '')}</th>
        ${columns.map((head) => html`<th scope="col" class="${head.rest ? 'rest' : ''} ${head.today ? 'today' : ''}">${head.title}<span class="second">${head.note}</span></th>`)}</tr></thead>
      ${bands.map(([title, own]) => html`<tbody>${title ? html`<tr class="band"><th scope="rowgroup" colspan=${columns.length + 1}><span>${title}</span></th></tr>` : nothing}
        ${own.map((line) => { index += 1; return this.line(line, index); })}</tbody>`)}</table></div>
      ${this.story(lines)}${this.legend()}${this.signatures()}`;
  }

  get look() {
    return 'grid-page';
  }
}

customElements.define('sh-grid-page', GridPage);
