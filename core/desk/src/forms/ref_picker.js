// <sh-ref-picker>: choosing a row of another table by typing a part of it.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { named, t } from '../texts.js';
import { nameOf, options, remember, remembered } from './refs.js';

const PAUSE = 200; // ms of rest in typing before the host is asked

export class RefPicker extends Part {
  static properties = {
    to: {}, // full name of the table
    from: {}, // full name of the page whose rows are offered, if not the table's own
    value: {}, // id or undefined
    within: { attribute: false }, // whose rows only: { resident: 5 }
    inputId: {},
    described: {}, // id of the element that tells the fault
    wrong: { type: Boolean },
    text: { state: true },
    found: { state: true }, // options, null: nothing finds them
    open: { state: true },
    at: { state: true }, // the option that Enter would take, -1: none yet
    problem: { state: true },
    looking: { state: true }, // what is shown is not yet what was typed
  };

  constructor() {
    super();
    this.text = '';
    this.found = [];
    this.open = false;
    this.at = -1;
    this.timer = 0;
    this.looking = false;
    this.wanted = false; // Enter came before the answer
    this.turn = 0;
  }

  willUpdate(changed) {
    if (changed.has('value') && !this.open) this.name();
  }

  async name() {
    if (this.value === undefined || this.value === null || this.value === '') {
      this.text = '';
      return;
    }
    this.text = remembered(this.to, this.value) || `#${this.value}`;
    const id = this.value;
    const name = await nameOf(this.to, id);
    if (name && id === this.value && !this.open) this.text = name;
  }

  async look(text) {
    const turn = ++this.turn;
    try {
      const found = await options(this.to, text, this.within, this.from);
      if (turn !== this.turn) return;
      this.found = found;
      this.problem = null;
      if (this.wanted && found?.length === 1) this.take(found[0]);
    } catch (problem) {
      if (turn !== this.turn) return;
      this.problem = problem;
      this.found = [];
    }
    this.looking = false;
    this.wanted = false;
    // Whoever typed nothing has chosen nobody: Enter must not take the first.
    this.at = text.trim() ? 0 : -1;
  }

  typed(event) {
    this.text = event.target.value;
    this.open = true;
    if (this.found === null) {
      this.tell(/^#?\d+$/.test(this.text) ? Number(this.text.replace('#', '')) : undefined);
      return;
    }
    this.tell(undefined);
    // Nobody may be chosen from a list that another text found.
    this.turn += 1;
    this.found = [];
    this.looking = true;
    this.wanted = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(this.text), PAUSE);
  }

  tell(value) {
    this.value = value;
    this.dispatchEvent(new CustomEvent('pick', { detail: value }));
  }

  take(option) {
    remember(this.to, option.id, option.title);
    this.open = false;
    this.text = option.title;
    this.tell(option.id);
  }

  focused() {
    if (this.open) return;
    this.open = true;
    this.look(this.value === undefined ? this.text : '');
  }

  left() {
    this.open = false;
    this.name();
  }

  key(event) {
    const most = (this.found || []).length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.at = Math.max(0, Math.min(most, this.at + (event.key === 'ArrowDown' ? 1 : -1)));
      this.open = true;
      this.updateComplete.then(() => this.querySelector('.at')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && this.looking) {
      this.wanted = true;
    } else if (event.key === 'Enter' && this.open && this.found?.[this.at] && this.value === undefined) {
      this.take(this.found[this.at]);
    } else if (event.key === 'Escape' && this.open) {
      this.open = false;
      this.name();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  }

  line(option, at) {
    return html`<li role="option" id="${this.inputId}-o${at}" class=${at === this.at ? 'at' : ''}
        aria-selected=${at === this.at} @pointerdown=${(event) => { event.preventDefault(); this.take(option); }}>
      <b>${option.title}</b> <span class="second">${option.notes}</span>
      ${option.tone ? html`<span class="state tone-${option.tone}">${icon(option.tone)}${option.state}</span>` : nothing}
      ${option.reasons.map((reason) => html`<div class="second">${typeof reason === 'object' ? named(reason) : reason}</div>`)}
    </li>`;
  }

  list() {
    if (!this.open || this.found === null) return nothing;
    if (this.problem) return html`<p class="options second">${this.problem.title}</p>`;
    if (this.looking) return html`<p class="options second">${t('loading')}</p>`;
    if (!this.found.length) return html`<p class="options second">${t('pick_none')}</p>`;
    return html`<ul class="options" role="listbox" id="${this.inputId}-list">
      ${this.found.map((option, at) => this.line(option, at))}</ul>`;
  }

  render() {
    return html`<input id=${this.inputId} type="text" role="combobox" autocomplete="off"
        aria-expanded=${this.open} aria-controls="${this.inputId}-list" aria-describedby=${this.described}
        aria-activedescendant=${this.open && this.at >= 0 ? `${this.inputId}-o${this.at}` : ''}
        aria-invalid=${this.wrong} placeholder=${this.found === null ? t('pick_number') : t('pick')}
        .value=${this.text} @input=${this.typed} @focus=${this.focused} @blur=${this.left} @keydown=${this.key}>
      ${this.list()}`;
  }
}

customElements.define('sh-ref-picker', RefPicker);
