// <sh-search-box>: finds by name, pinyin initials, bed or ID tail; asks every
// page that declares a search.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { keyOf, notesOf, pages, titleOf } from '../names.js';
import { t, named } from '../texts.js';
import { find } from '../forms/refs.js';
import { panel } from '../panel.js';
import { go } from '../route.js';
import { openRecord } from './opening.js';

const PAUSE = 200; // ms of rest in typing before the host is asked
const MOST = 8; // lines of one page

export class SearchBox extends Part {
  static properties = {
    text: { state: true },
    found: { state: true }, // [{ page, row }]
    failed: { state: true }, // names of the pages that could not be asked
    open: { state: true },
    at: { state: true },
    asked: { state: true }, // the text that `found` answers
  };

  constructor() {
    super();
    this.text = '';
    this.found = [];
    this.failed = [];
    this.open = false;
    this.at = 0;
    this.asked = '';
    this.turn = 0;
  }

  typed(event) {
    this.text = event.target.value;
    this.open = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    const turn = ++this.turn;
    const text = this.text.trim();
    if (!text) {
      this.found = [];
      this.asked = '';
      return;
    }
    const asked = pages().filter((page) => page.search);
    const answers = await Promise.allSettled(asked.map((page) => find(page, text)));
    if (turn !== this.turn) return;
    this.failed = asked.filter((_, at) => answers[at].status === 'rejected').map((page) => named(page));
    this.found = asked.flatMap((page, at) => (answers[at].value || []).slice(0, MOST).map((row) => ({ page, row })));
    this.at = 0;
    this.asked = text;
  }

  take({ page, row }, wide) {
    this.open = false;
    this.text = '';
    this.found = [];
    this.asked = '';
    this.querySelector('input').blur();
    if (openRecord(page, row, wide)) return;
    if (page.kind === 'board') {
      go('page', [page.id], { floor: '*' });
      panel.open({ kind: 'row', page: page.id, key: row[keyOf(page)] }, { replace: true });
    } else {
      go('page', [page.id], { find: titleOf(page, row) });
    }
  }

  async key(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.at = Math.max(0, Math.min(this.found.length - 1, this.at + (event.key === 'ArrowDown' ? 1 : -1)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.asked !== this.text.trim()) {
        clearTimeout(this.timer);
        await this.look();
      }
      if (this.found[this.at]) this.take(this.found[this.at], event.shiftKey);
      return;
    } else if (event.key === 'Escape') {
      this.open = false;
      event.target.blur();
    } else {
      return;
    }
    event.preventDefault();
  }

  list() {
    if (!this.open || !this.asked) return nothing;
    return html`<ul class="options" role="listbox" id="search-list">
      ${this.failed.map((name) => html`<li class="fault">${name}: ${t('part_failed')}</li>`)}
      ${this.found.length ? nothing : html`<li class="second">${t('search_none', { text: this.asked })}</li>`}
      ${this.found.map((one, at) => html`<li role="option" id="search-o${at}" class=${at === this.at ? 'at' : ''} aria-selected=${at === this.at}
        @pointerdown=${(event) => { event.preventDefault(); this.take(one, event.shiftKey); }}>
        ${icon(one.row.tone || one.page.icon || 'more', one.row.tone ? `tone-${one.row.tone}` : '')} <b>${titleOf(one.page, one.row)}</b>
        <span class="second">${notesOf(one.page, one.row)}</span></li>`)}</ul>`;
  }

  render() {
    return html`<div class="search" role="search">${icon('search')}<input type="text" id="search" role="combobox" autocomplete="off"
      aria-label=${t('search')} placeholder=${t('search')} aria-expanded=${this.open} aria-controls="search-list"
      aria-activedescendant=${this.found.length ? `search-o${this.at}` : ''} .value=${this.text}
      @input=${this.typed} @keydown=${this.key} @blur=${() => { this.open = false; }} @focus=${() => { this.open = true; }}><kbd>/</kbd>
      ${this.list()}</div>`;
  }
}

customElements.define('sh-search-box', SearchBox);
