// <sh-check-form>: items answered one by one, then what the action asks
// besides, recorded together.

import { html, nothing } from 'lit';
import { icon } from '../icons.js';
import { actionOf } from '../names.js';
import { groupsBy } from '../parts_of.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { ActionForm } from './action_form.js';
import { formOf, path } from './convert.js';

export class CheckForm extends ActionForm {
  static properties = {
    page: { attribute: false }, // declared
    read: { attribute: false }, // parts of its rows
    rows: { attribute: false }, // the items
    at: { state: true }, // index of the item with the focus
  };

  constructor() {
    super();
    this.rows = [];
    this.at = 0;
  }

  connectedCallback() {
    if (!this.start) {
      const answered = {};
      for (const row of this.rows) {
        const answer = this.read.raw(row, 'answer');
        if (answer) answered[`item.${this.idOf(row)}`] = { answer, note: this.read.raw(row, 'note') || '' };
      }
      this.begin({ ...formOf(this.fields, this.fill), ...answered });
    }
    super.connectedCallback();
  }

  focusFirst() {
    const first = this.rows.findIndex((row) => !this.given(row).answer);
    this.go(Math.max(0, first));
  }

  idOf(row) {
    return this.page.key ? row[this.page.key] : row.id;
  }

  /** Names in the action's input: { list, item, answer, note }. */
  get names() {
    return { list: 'answers', item: 'item', answer: 'answer', note: 'note', ...this.page.answers };
  }

  get list() {
    return (actionOf(this.action)?.input || []).find((field) => field.name === this.names.list);
  }

  get answers() {
    return (this.list?.of?.fields || []).find((field) => field.name === this.names.answer)?.values || [];
  }

  /** What is asked below the items: what is not known from above. */
  get fields() {
    const known = [...(this.page.filters || []), this.page.subject, this.names.list];
    return super.fields.filter((field) => field.name !== 'reason' || !this.kind || this.chosen?.reason).filter((field) => !known.includes(field.name) || (field.name !== this.names.list && this.fill[field.name] === undefined));
  }

  given(row) {
    return this.values[`item.${this.idOf(row)}`] || {};
  }

  answer(row, value) {
    this.put(`item.${this.idOf(row)}`, { ...this.given(row), answer: value });
  }

  wantsNote(row) {
    return (this.page.note_for || []).includes(this.given(row).answer);
  }

  must(row) {
    const must = this.read.raw(row, 'must');
    return must === undefined || must === null || must === true || must === 1;
  }

  put(name, value) {
    super.put(name, value);
    // A fault of an item stands under "item.12", without what follows.
    const { [name]: gone, ...rest } = this.faults;
    this.faults = rest;
  }

  complete(input, faults) {
    const { item, answer, note, list } = this.names;
    for (const row of this.rows) {
      const given = this.given(row);
      const field = `item.${this.idOf(row)}`;
      if (!given.answer && this.must(row)) faults.push({ field, text: t('check_answer') });
      else if (this.wantsNote(row) && !String(given.note || '').trim()) faults.push({ field, text: t('check_note') });
    }
    const answered = this.rows.filter((row) => this.given(row).answer);
    input[list] = answered.map((row) => {
      const given = this.given(row);
      const one = { [item]: this.idOf(row), [answer]: given.answer };
      if (String(given.note || '').trim()) one[note] = given.note.trim();
      return one;
    });
    const takes = (actionOf(this.action)?.input || []).map((field) => field.name);
    const asked = this.fields.map((field) => field.name);
    for (const [name, value] of Object.entries(this.fill)) if (takes.includes(name) && !asked.includes(name)) input[name] = value;
  }

  /** "answers.3.result" of the host is the item that was sent fourth. */
  showFaults(faults) {
    const answered = this.rows.filter((row) => this.given(row).answer);
    super.showFaults(faults.map((fault) => {
      const [, at] = new RegExp(`^${this.names.list}\\.(\\d+)`).exec(path(fault.field)) || [];
      return at !== undefined && answered[at] ? { ...fault, field: `item.${this.idOf(answered[at])}` } : fault;
    }));
    const first = this.rows.findIndex((row) => this.faults[`item.${this.idOf(row)}`]);
    if (first >= 0) this.go(first, true);
  }

  fieldShown(at) {
    return at.startsWith('item.') || super.fieldShown(at);
  }

  go(at, note = false) {
    if (at < 0 || at >= this.rows.length) return;
    this.at = at;
    this.updateComplete.then(() => {
      const line = this.querySelectorAll('.check')[at];
      const input = note && line?.querySelector('input[type="text"]');
      (input || line)?.focus();
      line?.scrollIntoView({ block: 'nearest' });
    });
  }

  itemKey(event, row, at) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest('input[type="text"]');
    if (typing) {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      if (event.key === 'Enter') this.go(Math.min(at + 1, this.rows.length - 1));
      else this.go(at);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.go(at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'n') {
      this.noting = this.idOf(row);
      this.requestUpdate();
      this.go(at, true);
    } else {
      const value = this.answers[Number(event.key) - 1]?.value;
      if (!value) return;
      this.answer(row, value);
      // An answer that wants a note stays; any other goes on to the next item.
      if (this.wantsNote(row)) this.go(at, true);
      else if (at + 1 < this.rows.length) this.go(at + 1);
      else this.updateComplete.then(() => this.querySelector('.check-rest input, .form-end button')?.focus());
    }
    event.preventDefault();
  }

  item(row, at) {
    const { read } = this;
    const given = this.given(row);
    const id = this.idOf(row);
    const fault = this.faults[`item.${id}`];
    const noted = this.wantsNote(row) || given.note || this.noting === id;
    return html`<li class="check ${given.answer ? 'answered' : ''} ${fault ? 'wrong' : ''}" tabindex=${at === this.at ? 0 : -1} data-item=${id}
        @keydown=${(event) => this.itemKey(event, row, at)} @focus=${() => { this.at = at; }}>
      <span class="check-number">${at + 1}</span>
      <div class="check-text"><span>${read.text(row, 'text')}${this.must(row) ? nothing : html` <span class="second">${t('check_free')}</span>`}</span>
        <span class="second">${[read.text(row, 'place'), read.text(row, 'hint'), read.text(row, 'standard')].filter(Boolean).join(' · ')}</span>
        ${noted ? html`<input type="text" class="check-note" autocomplete="off" aria-label=${t('check_note_label')} placeholder=${t('check_note_label')} .value=${given.note || ''}
          @input=${(event) => this.put(`item.${id}`, { ...given, note: event.target.value })}>` : nothing}
        ${fault ? html`<p class="fault" role="alert">${icon('warn')} ${fault}</p>` : nothing}</div>
      <span class="check-answers" role="radiogroup" aria-label=${read.text(row, 'text')}>${this.answers.map((one, place) => html`<button type="button" role="radio" tabindex="-1"
        class=${one.tone ? `tone-${one.tone}` : ''} aria-checked=${given.answer === one.value} @click=${() => { this.answer(row, one.value); this.go(at, this.wantsNote(row)); }}>
        <kbd>${place + 1}</kbd> ${named(one)}</button>`)}</span></li>`;
  }

  items() {
    const [group] = this.page.groups || [];
    let at = -1;
    return [...groupsBy(this.rows, (row) => (group ? this.read.column(row, group) : ''))].map(([title, own]) => html`<section>${title ? html`<h2>${title}</h2>` : nothing}
      <ol class="checks">${own.map((row) => { at += 1; return this.item(row, at); })}</ol></section>`);
  }

  render() {
    const action = actionOf(this.action);
    if (!action) return html`<p class="failure">${t('page_gone')}</p>`;
    const done = this.rows.filter((row) => this.given(row).answer).length;
    return html`<form class="check-form" novalidate autocomplete="off" @submit=${this.submit} ?inert=${this.busy}>
      <div class="round-progress"><progress max=${this.rows.length || 1} value=${done} aria-label=${t('check_done', { done, all: this.rows.length })}></progress>
        <span role="status">${t('check_done', { done, all: this.rows.length })}</span></div>
      ${this.receipt ? nothing : html`${this.items()}<div class="check-rest">${this.inputs(this.action)}${this.whenElse()}</div>`}
      ${this.end(named(store.catalogue.actions[this.action]))}
    </form>`;
  }
}

customElements.define('sh-check-form', CheckForm);
