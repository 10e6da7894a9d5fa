// <sh-board-page>: beds by floor, unit and room, as they are or as they were.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { live } from '../live.js';
import { actionsOf, fitting, full, keyOf, pageOf, queryOf, titleOf } from '../names.js';
import { panel } from '../panel.js';
import { Asking } from '../part.js';
import { prefs } from '../prefs.js';
import { stay, where } from '../route.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { hostNow, readDate, readTime, showInstant, timeOf, dateOf, toIso } from '../times.js';
import { bedCard, legend, reader } from '../parts/bed_card.js';
import { failure } from '../parts/failure.js';
import { openAction, openRecord } from '../parts/opening.js';
import { printHead } from '../parts/print_head.js';
import { boards } from './board_rows.js';
import { counts, flagsIn, grouped, neighbour, rowsUnder } from './board_model.js';
import '../forms/field.js';

const ALL = '*'; // the tab of all floors

export class BoardPage extends Asking {
  static properties = {
    page: {}, // its id
    floor: { state: true }, // key of the tab shown
    state: { state: true }, // the counter that filters, or ''
    current: { state: true }, // key of the card that has or had the focus
    past: { state: true }, // instant looked at, or ''
    asking: { state: true }, // the look into the past is being chosen
    when: { state: true },
    wall: { state: true },
    hidden: { state: true }, // names are
    over: { state: true }, // key of the card that a dragged one is over
  };

  constructor() {
    super();
    this.state = '';
    this.asking = false;
    this.hidden = false;
    this.wall = false;
    this.when = {};
    this.past = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
    this.listen(boards, 'marking', () => { this.requestUpdate(); if (boards.marking) this.refocus(); });
    this.listen(document, 'keydown', (event) => this.globalKey(event));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    boards.unmark();
    document.documentElement.classList.remove('wall');
  }

  willUpdate(changed) {
    if (!changed.has('page')) return;
    const { params } = where();
    this.floor = params.floor;
    this.state = params.state || '';
    this.past = params.at || '';
    this.setWall(params.wall === '1', params.names === '0');
    this.answer = undefined;
    this.ask();
  }

  get declared() {
    return pageOf(this.page);
  }

  async load() {
    const rows = await api.ask(store.home, full(this.page, this.declared.query), { at: this.past });
    boards.put(this.page, rows, this.past);
    return rows;
  }

  touched(event) {
    return !this.past && super.touched(event);
  }

  setWall(on, hide) {
    this.wall = on;
    this.hidden = hide;
    document.documentElement.classList.toggle('wall', on);
    if (on) panel.clear();
  }

  remember() {
    stay({ floor: this.floor, state: this.state, at: this.past, wall: this.wall ? '1' : '', names: this.hidden ? '0' : '' });
  }

  row(key) {
    const column = keyOf(this.declared);
    return (this.answer || []).find((row) => String(row[column]) === String(key));
  }

  choose(floor) {
    this.floor = floor;
    this.remember();
  }

  toggle(state) {
    this.state = this.state === state ? '' : state;
    this.remember();
  }

  // Keys and pointers, caught once for all cards.

  card(event) {
    return event.target.closest?.('.bed') || null;
  }

  refocus() {
    this.updateComplete.then(() => this.querySelector('.bed[tabindex="0"]')?.focus());
  }

  open(key, wide) {
    const row = this.row(key);
    if (!row || this.wall) return;
    if (wide && openRecord(this.declared, row, true)) return;
    panel.open({ kind: 'row', page: this.page, key }, { replace: true });
  }

  click(event) {
    const card = this.card(event);
    if (!card) return;
    this.current = this.row(card.dataset.key)?.[keyOf(this.declared)];
    if (boards.marking) this.act(boards.marking.entry, card.dataset.key);
    else this.open(card.dataset.key, event.shiftKey);
  }

  focused(event) {
    const card = this.card(event);
    if (card) this.current = this.row(card.dataset.key)?.[keyOf(this.declared)];
  }

  key(event) {
    const card = this.card(event);
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(Arrow|Home|End)/.test(event.key)) {
      const cards = [...this.querySelectorAll('.floor.shown .bed')];
      neighbour(cards, card, event.key)?.focus();
    } else if (event.key === 'Enter') {
      if (boards.marking) this.act(boards.marking.entry, card.dataset.key);
      else this.open(card.dataset.key, event.shiftKey);
    } else {
      const entry = actionsOf(this.declared).find((one) => one.key === event.key.toLowerCase());
      if (!entry || this.past || this.wall) return;
      this.act(entry, card.dataset.key);
    }
    event.preventDefault();
  }

  globalKey(event) {
    if (event.key !== 'Escape' || event.defaultPrevented || panel.stack.length || store.lock) return;
    if (boards.marking) boards.unmark();
    else if (this.wall) { this.setWall(false, false); this.remember(); }
    else if (this.state) this.toggle(this.state);
    else return;
    event.preventDefault();
  }

  /** An action on a card; one with two rows waits for the other card. */
  act(entry, key) {
    const page = this.declared;
    const row = this.row(key);
    const { marking } = boards;
    if (marking && String(marking.key) !== String(key)) {
      const first = this.row(marking.key);
      boards.unmark();
      openAction(page, marking.entry, first, row);
      return;
    }
    if (marking) {
      boards.unmark();
      return;
    }
    if (!fitting(page, [entry], row).length) {
      store.notice(t('not_here', { action: named(store.catalogue.actions[entry.action]) }), 'late');
      return;
    }
    if (entry.second) boards.mark(this.page, entry, key);
    else openAction(page, entry, row);
  }

  dragStart(event) {
    const card = this.card(event);
    if (!card) return;
    event.dataTransfer.setData('text/plain', card.dataset.key);
    event.dataTransfer.effectAllowed = 'move';
    this.dragged = card.dataset.key;
  }

  /** The action that dropping the dragged card on `row` means, if any. */
  dropEntry(row) {
    const from = this.row(this.dragged);
    if (!from || !row || from === row) return null;
    return fitting(this.declared, actionsOf(this.declared), from).find((entry) => (entry.drop || entry.second)
      && (entry.onto ? entry.onto.includes(row.tone) : !!entry.second && row.tone === from.tone));
  }

  dragOver(event) {
    const card = this.card(event);
    const can = card && this.dropEntry(this.row(card.dataset.key));
    if (can) event.preventDefault();
    this.over = can ? card.dataset.key : '';
  }

  drop(event) {
    event.preventDefault();
    const row = this.row(this.card(event)?.dataset.key);
    const entry = this.dropEntry(row);
    this.over = '';
    if (entry) openAction(this.declared, entry, this.row(this.dragged), row);
    this.dragged = '';
  }

  // Drawing

  counters(page, rows) {
    const list = counts(page, rows);
    const taken = rows.filter((row) => ['occupied', 'away', 'isolated'].includes(row.tone)).length;
    const rate = rows.length ? (taken / rows.length * 100).toFixed(1) : '0';
    return html`<div class="counters" role="group" aria-label=${t('legend')}>
      <button type="button" class="counter" aria-pressed=${!this.state} @click=${() => this.toggle('')}>
        <b>${rows.length}</b> ${t('board_total')}</button>
      ${list.map(({ state, tone, count }) => html`<button type="button" class="counter tone-${tone}" aria-pressed=${this.state === state}
        data-state=${state} @click=${() => this.toggle(state)}><b>${count}</b> <span class="state tone-${tone}">${icon(tone)}${this.read.state({ state, tone })}</span></button>`)}
      <span class="second">${t('board_occupancy', { rate })}</span></div>`;
  }

  tabs(floors) {
    if (floors.length < 2) return nothing;
    const tab = (key, title, rows) => {
      const free = rows.filter((row) => row.tone === 'free').length;
      return html`<button type="button" role="tab" aria-selected=${this.floor === key} @click=${() => this.choose(key)}>
        ${title} <span class="second">${rows.length - free}/${rows.length}</span></button>`;
    };
    return html`<div class="tabs" role="tablist">${floors.map((floor) => tab(String(floor.key), floor.title, rowsUnder(floor)))}
      ${tab(ALL, t('all'), this.answer)}</div>`;
  }

  room(room, board) {
    return html`<section class="room" aria-label=${room.title}><h4>${room.title}</h4>
      <div class="beds">${repeat(room.list, (row) => board.read.key(row), (row) => bedCard(board.read, row, board))}</div></section>`;
  }

  floorOf(floor, board) {
    const shown = this.floor === ALL || this.floor === String(floor.key);
    return html`<section class="floor ${shown ? 'shown' : ''}"><h2 class=${this.floor === ALL ? '' : 'print-only'}>${floor.title}</h2>
      ${floor.list.map((unit) => html`<section class="unit">${unit.title ? html`<h3>${unit.title}</h3>` : nothing}
        <div class="rooms">${unit.list.map((room) => this.room(room, board))}</div></section>`)}</section>`;
  }

  board(page, rows) {
    const floors = grouped(page, rows);
    if (this.floor !== ALL && !floors.some((floor) => String(floor.key) === this.floor)) this.floor = String(floors[0].key);
    const shown = floors.filter((floor) => this.floor === ALL || String(floor.key) === this.floor).flatMap(rowsUnder);
    const column = keyOf(page);
    if (!shown.some((row) => row[column] === this.current)) this.current = shown[0]?.[column];
    const { read } = this;
    const board = {
      read, current: this.current, short: (word) => (prefs.lang === 'en' ? word.slice(0, 1) : word), hidden: this.hidden, drags: !this.past && !this.wall,
      dimmed: (row) => !!this.state && row.state !== this.state,
      marked: (key) => boards.marking && String(boards.marking.key) === String(key) || this.over && String(this.over) === String(key),
    };
    return html`${this.tabs(floors)}
      <div class="board" @click=${this.click} @keydown=${this.key} @focusin=${this.focused} @dragstart=${this.dragStart}
        @dragover=${this.dragOver} @drop=${this.drop}>${floors.map((floor) => this.floorOf(floor, board))}</div>
      ${legend(read, flagsIn(page, rows))}${this.keysLine(page)}`;
  }

  keysLine(page) {
    const keys = actionsOf(page).filter((entry) => entry.key)
      .map((entry) => html`<kbd>${entry.key}</kbd> ${named(store.catalogue.actions[entry.action])} `);
    return html`<p class="keys second no-print">${t('keys_board', { keys: '' })} ${keys}</p>`;
  }

  pastForm() {
    const show = (event) => {
      event.preventDefault();
      const date = readDate(this.when.date || '');
      const time = readTime(this.when.time || '00:00');
      const at = date && time && toIso(date, time);
      if (!at) return;
      this.past = at;
      this.asking = false;
      this.remember();
      this.ask();
    };
    return html`<form class="past" @submit=${show}><sh-field .field=${{ name: 'at', type: 'instant', zh: t('past'), en: t('past') }}
      .value=${this.when} path="at" @input-value=${(event) => { this.when = event.detail; }}></sh-field>
      <button type="submit" class="primary">${t('past_show')}</button>
      <button type="button" @click=${() => { this.asking = false; }}>${t('cancel')}</button></form>`;
  }

  back() {
    this.past = '';
    this.remember();
    this.ask();
  }

  head(page) {
    const tools = this.past ? [] : actionsOf(page, 'page_actions');
    const ask = () => {
      this.when = { date: dateOf(hostNow()), time: timeOf(hostNow()) };
      this.asking = !this.asking;
    };
    const wall = () => { this.setWall(!this.wall, !this.wall); this.remember(); };
    const hide = () => { this.hidden = !this.hidden; this.remember(); };
    return html`<div class="page-head"><h1>${named(page)}</h1><span class="grow"></span>
      ${queryOf(full(this.page, page.query))?.at ? html`<button type="button" @click=${ask} aria-expanded=${this.asking}>${icon('clock')} ${t('past')}</button>` : nothing}
      ${this.wall ? html`<button type="button" @click=${hide}>${icon('eye')} ${this.hidden ? t('names_show') : t('names_hide')}</button>` : nothing}
      <button type="button" @click=${wall}>${icon('wall')} ${this.wall ? t('wall_off') : t('wall')}</button>
      <button type="button" @click=${() => print()}>${icon('print')} ${t('print')}</button>
      ${tools.map((entry, at) => html`<button type="button" class=${at === 0 ? 'primary' : ''} @click=${() => openAction(page, entry)}>${
    named(store.catalogue.actions[entry.action])}</button>`)}</div>`;
  }

  marking(page) {
    const { marking } = boards;
    const row = marking && this.row(marking.key);
    if (!row) return nothing;
    return html`<p class="banner" role="status">${t('marked', { title: titleOf(page, row), key: marking.entry.key })}</p>`;
  }

  body(page) {
    if (this.problem && this.answer === undefined) return failure(this.problem, () => this.ask(), t('page_failed'));
    if (this.answer === undefined) return html`<p class="second">${t('loading')}</p>`;
    if (!this.answer.length) return html`<p class="empty">${t('board_empty')}</p>`;
    return html`${this.problem ? failure(this.problem, () => this.ask()) : nothing}
      ${this.counters(page, this.answer)}${this.marking(page)}${this.board(page, this.answer)}`;
  }

  render() {
    const page = this.declared;
    if (!page) return html`<p class="failure">${t('page_gone')}</p>`;
    this.read = reader(page);
    return html`<div class="page board-page ${this.past ? 'in-past' : ''}">${printHead(named(page), this.past ? showInstant(this.past) : '')}${this.head(page)}
      ${this.asking ? this.pastForm() : nothing}
      ${this.past ? html`<p class="banner late">${icon('clock')} ${t('past_banner', { time: showInstant(this.past) })}
        <button type="button" @click=${this.back}>${t('past_now')}</button></p>` : nothing}
      ${this.body(page)}</div>`;
  }
}

customElements.define('sh-board-page', BoardPage);
