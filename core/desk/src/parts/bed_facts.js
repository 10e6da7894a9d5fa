// <sh-bed-facts>: a board's row beside the board: what is known of it, what
// can be done, and the record of the person in it.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { boards } from '../pages/board_rows.js';
import { actionsOf, fitting, full, keyOf, pageOf, show, shownColumns } from '../names.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { flagSigns, levelBar, reader } from './bed_card.js';
import { fileIn } from './file_view.js';
import { openAction } from './opening.js';
import '../pages/record.js';

export class BedFacts extends Part {
  static properties = { page: {}, key: {} };

  connectedCallback() {
    super.connectedCallback();
    this.listen(boards, 'change', () => this.requestUpdate());
  }

  start(page, entry, row) {
    if (entry.second) boards.mark(page.id, entry, this.key);
    else openAction(page, entry, row);
  }

  facts(page, row) {
    const hidden = new Set([...Object.values(page.card || {}), ...(page.groups || []), 'state', keyOf(page), page.record_key]);
    const columns = shownColumns(full(page.id, page.query)).filter((one) => !hidden.has(one.name)
      && row[one.name] !== null && row[one.name] !== undefined && row[one.name] !== '');
    if (!columns.length) return nothing;
    return html`<dl>${columns.map((column) => html`<div><dt>${named(column, column.name)}</dt><dd>${fileIn(column, row[column.name]) ?? show(column, row[column.name], row)}</dd></div>`)}</dl>`;
  }

  /** A button never turns into another one under a hand: each keeps its element. */
  render() {
    const page = pageOf(this.page);
    const { rows, past } = boards.get(this.page);
    const row = rows.find((one) => String(one[keyOf(page)]) === String(this.key));
    if (!row) return html`<p class="failure">${t('list_empty')}</p>`;
    const read = reader(page);
    const person = page.record ? row[page.record_key || keyOf(page)] : null;
    const entries = past ? [] : fitting(page, actionsOf(page), row);
    return html`<article class="record bed-facts">
      <h2>${read.title(row)} <span class="state tone-${row.tone || 'plain'}">${icon(row.tone || 'plain')}${read.state(row)}</span></h2>
      ${read.name(row) && !person ? html`<p><b>${read.name(row)}</b> ${read.sex(row)} ${read.age(row) ?? ''}</p>` : nothing}
      ${read.level(row) !== null && read.level(row) !== undefined || read.flags(row).length
    ? html`<p class="signs">${read.level(row) === null || read.level(row) === undefined ? nothing
      : html`${levelBar(read.level(row), read.levelWord(row))} ${read.levelWord(row)}`}
        ${flagSigns(read, row)} ${read.flags(row).map((flag) => read.flagWord(flag)).join(' · ')}</p>` : nothing}
      <div class="buttons">${repeat(entries, (entry) => entry.action, (entry) => html`<button type="button" @click=${() => this.start(page, entry, row)}>
        ${named(store.catalogue.actions[entry.action])}${entry.key ? html` <kbd>${entry.key}</kbd>` : nothing}</button>`)}</div>
      ${this.facts(page, row)}
      ${person && !past ? html`<hr><sh-record .page=${full(page.id, page.record)} .key=${person}></sh-record>` : nothing}
    </article>`;
  }
}

customElements.define('sh-bed-facts', BedFacts);
