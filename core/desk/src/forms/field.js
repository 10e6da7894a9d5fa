// <sh-field>: one declared field as an input, with its label and its fault.
// Tells 'input-value' with the new value as the form holds it.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { full } from '../names.js';
import { named, t } from '../texts.js';
import { dateOf, hostNow, readDate, readTime, timeOf, weekday } from '../times.js';
import { formOf } from './convert.js';
import './file_field.js';
import './ref_picker.js';

const RADIO_MOST = 6; // an enum of so few values is shown at once
const LONG_TEXT = 200; // a text that may be longer gets several lines

let made = 0;

export class Field extends Part {
  static properties = {
    field: { attribute: false },
    value: { attribute: false },
    owner: {}, // full name of the action, for names of own tables
    path: {}, // "statuses.0.kind"
    within: { attribute: false }, // whose rows a picker shows
    faults: { attribute: false }, // { path: text } of the whole form
    bare: { type: Boolean }, // no label of its own
  };

  constructor() {
    super();
    this.faults = {};
    this.owner = '';
    this.path = '';
    this.bare = false;
    this.unique = `f${++made}`;
  }

  tell(value) {
    this.value = value;
    this.dispatchEvent(new CustomEvent('input-value', { detail: value }));
  }

  get fault() {
    return this.faults[this.path];
  }

  get label() {
    const { unit } = this.field;
    const words = unit ? (typeof unit === 'object' ? named(unit) : unit) : '';
    return html`${named(this.field, this.field.name)}${words ? html` <span class="second">(${words})</span>` : nothing}${
      this.field.required ? html` <span class="must">${t('required')}</span>` : nothing}`;
  }

  text(more = {}) {
    const { long = false, kind = 'text', mode = 'text' } = more;
    const change = (event) => this.tell(event.target.value);
    if (long) {
      return html`<textarea id=${this.unique} rows="2" .value=${this.value ?? ''} aria-invalid=${!!this.fault}
        aria-describedby="${this.unique}-e" @input=${change}></textarea>`;
    }
    return html`<input id=${this.unique} type=${kind} inputmode=${mode} autocomplete="off" .value=${this.value ?? ''}
      aria-invalid=${!!this.fault} aria-describedby="${this.unique}-e" @input=${change}>`;
  }

  date() {
    const read = readDate(this.value || '');
    return html`<span class="line"><input id=${this.unique} type="text" inputmode="numeric" class="short" autocomplete="off"
        placeholder=${t('date_hint')} .value=${this.value ?? ''} aria-invalid=${!!this.fault}
        aria-describedby="${this.unique}-e" @input=${(event) => this.tell(event.target.value)}
        @change=${(event) => this.tell(readDate(event.target.value) || event.target.value)}>
      ${this.calendar(read, (date) => this.tell(date))}
      <span class="second">${read ? weekday(read) : ''}</span></span>`;
  }

  /** The browser's own calendar, opened by a button beside the text. */
  calendar(value, take) {
    const show = (event) => event.currentTarget.nextElementSibling.showPicker();
    return html`<button type="button" class="plain" aria-label=${t('choose')} @click=${show}>${icon('today')}</button><input
      type="date" class="hidden-picker" tabindex="-1" aria-hidden="true" .value=${value || ''}
      @change=${(event) => event.target.value && take(event.target.value)}>`;
  }

  instant() {
    const value = this.value || {};
    const put = (more) => this.tell({ ...value, ...more });
    const date = readDate(value.date || '');
    const today = dateOf(hostNow());
    return html`<span class="line"><input id=${this.unique} type="text" inputmode="numeric" class="short" autocomplete="off"
        placeholder=${t('date_hint')} .value=${value.date ?? ''} aria-invalid=${!!this.fault} aria-describedby="${this.unique}-e"
        @input=${(event) => put({ date: event.target.value })}
        @change=${(event) => put({ date: readDate(event.target.value) || event.target.value })}>
      ${this.calendar(date, (day) => put({ date: day }))}
      <span class="second">${date ? weekday(date) : ''}</span>
      <input type="text" inputmode="numeric" class="time" autocomplete="off" placeholder=${t('time_hint')}
        aria-label="${named(this.field)} ${t('time_hint')}" .value=${value.time ?? ''}
        @input=${(event) => put({ time: event.target.value })}
        @change=${(event) => put({ time: readTime(event.target.value) || event.target.value, date: value.date || today })}>
      <button type="button" @click=${() => this.tell({ date: today, time: timeOf(hostNow()) })}>${t('now')}</button></span>`;
  }

  radios(values) {
    return html`<span class="radios" role="radiogroup" aria-labelledby="${this.unique}-l" aria-describedby="${this.unique}-e">
      ${values.map(({ value, word }) => html`<label class="radio"><input type="radio" name=${this.unique}
        .checked=${this.value === value} @change=${() => this.tell(value)}><span>${word}</span></label>`)}
      ${!this.field.required && this.value !== undefined
        ? html`<button type="button" class="plain" @click=${() => this.tell(undefined)}>${t('clear')}</button>` : nothing}
    </span>`;
  }

  choice() {
    const values = (this.field.values || []).map((one) => ({ value: one.value, word: named(one, one.value) }));
    if (values.length <= (this.field.few ?? RADIO_MOST)) return this.radios(values);
    return html`<select id=${this.unique} aria-invalid=${!!this.fault} aria-describedby="${this.unique}-e"
        @change=${(event) => this.tell(event.target.value || undefined)}>
      <option value="" ?selected=${!this.value}>${t('choose')}</option>
      ${values.map(({ value, word }) => html`<option value=${value} ?selected=${this.value === value}>${word}</option>`)}
    </select>`;
  }

  parts() {
    const value = this.value || {};
    return (this.field.fields || []).map((field) => html`<sh-field .field=${field} .value=${value[field.name]}
      .owner=${this.owner} .path="${this.path}.${field.name}" .faults=${this.faults}
      @input-value=${(event) => { event.stopPropagation(); this.tell({ ...this.value, [field.name]: event.detail }); }}></sh-field>`);
  }

  items() {
    const list = Array.isArray(this.value) ? this.value : [];
    const { of = { type: 'text' } } = this.field;
    const put = (at, one) => this.tell(list.map((old, place) => (place === at ? one : old)));
    const fresh = () => (of.type === 'object' ? formOf(of.fields || []) : of.default);
    return html`${list.map((one, at) => html`<div class="item">
        <sh-field bare .field=${{ name: this.field.name, zh: this.field.zh, en: this.field.en, ...of }} .value=${one}
          .owner=${this.owner} .path="${this.path}.${at}" .faults=${this.faults}
          @input-value=${(event) => { event.stopPropagation(); put(at, event.detail); }}></sh-field>
        <button type="button" class="plain" @click=${() => this.tell(list.filter((_, place) => place !== at))}>${icon('close')}${t('remove')}</button>
      </div>`)}
      ${list.length < (this.field.max ?? 200)
        ? html`<button type="button" id=${this.unique} @click=${() => this.tell([...list, fresh()])}>${t('add_one')}</button>` : nothing}`;
  }

  input() {
    const { type, max, to = '', page } = this.field;
    switch (type) {
      case 'integer': return this.text({ mode: 'numeric' });
      case 'decimal': return this.text({ mode: 'decimal' });
      case 'date': return this.date();
      case 'instant': return this.instant();
      case 'boolean': return this.radios([{ value: true, word: t('yes') }, { value: false, word: t('no') }]);
      case 'enum': return this.choice();
      case 'ref': return html`<sh-ref-picker .to=${full(this.owner, to)} .from=${page && full(this.owner, page)} .value=${this.value} .within=${this.within} .inputId=${this.unique}
        .described="${this.unique}-e" .wrong=${!!this.fault} @pick=${(event) => this.tell(event.detail)}></sh-ref-picker>`;
      case 'object': return html`<div class="parts">${this.parts()}</div>`;
      case 'list': return this.items();
      case 'file': return html`<sh-file-field .field=${this.field} .value=${this.value} .inputId=${this.unique}
        .described="${this.unique}-e" @pick=${(event) => this.tell(event.detail)}></sh-file-field>`;
      case 'json': return this.text({ long: true });
      default: return this.text({ long: (max ?? 0) > LONG_TEXT, kind: this.field.secret && !this.field.shown ? 'password' : 'text' });
    }
  }

  render() {
    const grouped = ['object', 'list', 'boolean'].includes(this.field.type)
      || (this.field.type === 'enum' && (this.field.values || []).length <= (this.field.few ?? RADIO_MOST));
    const fault = html`<p class="fault" id="${this.unique}-e" role=${this.fault ? 'alert' : nothing}>${
      this.fault ? html`${icon('warn')} ${this.fault}` : nothing}</p>`;
    if (this.bare) return html`${this.input()}${fault}`;
    const label = grouped
      ? html`<span class="label" id="${this.unique}-l">${this.label}</span>`
      : html`<label class="label" for=${this.unique}>${this.label}</label>`;
    return html`<div class="field ${this.fault ? 'wrong' : ''}" data-field=${this.path}>${label}${this.input()}${fault}</div>`;
  }
}

customElements.define('sh-field', Field);
