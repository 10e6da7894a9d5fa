// What pages over a query have in common: what is asked above them, whom they
// are about, and which period they show. All of it stands in the address.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { live } from '../live.js';
import { actionsOf, columnsOf, full, pageOf, queryOf, show } from '../names.js';
import { panel } from '../panel.js';
import { Asking } from '../part.js';
import { changes, stay, where } from '../route.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { dateOf, hostNow, showDate, startOf, stepOf, timeOf, toIso } from '../times.js';
import { toInput, formOf } from '../forms/convert.js';
import { failure } from '../parts/failure.js';
import { openAction } from '../parts/opening.js';
import { printHead } from '../parts/print_head.js';
import { printWide } from '../parts/print_wide.js';
import '../forms/field.js';

const UNITS = ['day', 'week', 'month', 'quarter', 'year'];
const OFFERED = 60; // values of a text that are offered to choose from
const AT = 'on'; // the address's names of the period
const UNIT = 'by';

/** What a required input starts with when nothing says it. */
function first(field) {
  if (!field.required) return undefined;
  if (field.type === 'date') return dateOf(hostNow());
  if (field.type === 'instant') return toIso(dateOf(hostNow()), timeOf(hostNow()));
  if (field.type === 'enum') return field.values?.[0]?.value;
  return undefined;
}

export class AskedPage extends Asking {
  /** Whether it is printed on a sheet that lies; overridden. */
  static wide = false;

  static properties = {
    page: {}, // its id
    fixed: { attribute: false }, // the subject, when shown within a record
    within: { type: Boolean }, // shown within another page
    asked: { state: true }, // inputs as typed
    unit: { state: true }, // of the period
    start: { state: true }, // its first day
    about: { state: true }, // the row of whom it is about
    seen: { state: true }, // { filter: { value: name } } of rows answered so far
  };

  constructor() {
    super();
    this.asked = {};
    this.about = null;
    this.seen = {};
    this.within = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
    this.listen(document, 'keydown', (event) => this.periodKey(event));
    this.listen(document, 'keydown', (event) => this.actionKey(event));
    this.listen(changes, 'change', () => this.sameAgain());
    if (this.constructor.wide && !this.within) printWide(true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.constructor.wide && !this.within) printWide(false);
  }

  willUpdate(changed) {
    if (changed.has('answer')) this.gather(this.answer);
    if (!changed.has('page') && !changed.has('fixed')) return;
    this.renew();
  }

  /** The same page with another address: another subject, another period. */
  sameAgain() {
    const { kind, rest } = where();
    if (!this.within && kind === 'page' && rest[0] === this.page) this.renew();
  }

  renew() {
    this.begin(this.within ? {} : where().params);
    this.answer = undefined;
    this.problem = null;
    this.about = null;
    if (this.declared) this.ask();
  }

  begin(params) {
    const given = { ...Object.fromEntries(this.filters.map((field) => [field.name, field.default ?? first(field)])), ...params };
    if (this.within && this.declared?.subject) given[this.declared.subject] = this.fixed;
    this.asked = formOf(this.filters, given);
    this.start = '';
    if (!this.declared?.period) return;
    this.unit = this.units.includes(params[UNIT]) ? params[UNIT] : this.units[0];
    this.start = startOf(this.unit, /^\d{4}-\d\d-\d\d$/.test(params[AT]) ? params[AT] : dateOf(hostNow()));
  }

  get declared() {
    return pageOf(this.page);
  }

  get query() {
    return full(this.page, this.declared.query);
  }

  get units() {
    const units = (this.declared.period.units || []).filter((unit) => UNITS.includes(unit));
    return units.length ? units : ['month'];
  }

  get filters() {
    const page = this.declared;
    if (!page?.query) return [];
    const names = new Set([...(page.filters || []), page.subject]);
    return (queryOf(this.query)?.input || []).filter((field) => names.has(field.name))
      .map((field) => (field.name === page.subject ? { ...field, required: true } : field));
  }

  /** The period shown: { from, to }, dates, or null. */
  get span() {
    return this.start ? { from: this.start, to: stepOf(this.unit, this.start, 1) } : null;
  }

  /** What the query is asked. */
  get input() {
    const { input } = toInput(this.filters, this.asked);
    const { period } = this.declared;
    if (!period) return input;
    const put = (name, date) => {
      const field = queryOf(this.query)?.input?.find((one) => one.name === name);
      if (field) input[name] = field.type === 'instant' ? toIso(date, '00:00') : date;
    };
    put(period.from, this.span.from);
    if (period.to) put(period.to, this.span.to);
    return input;
  }

  /** Inputs that must be filled before anything can be asked. */
  get wanting() {
    const { input } = toInput(this.filters, this.asked);
    return this.filters.filter((field) => field.required && input[field.name] === undefined);
  }

  async load() {
    if (this.wanting.length) return undefined;
    if (this.declared.about && !this.within) this.askAbout();
    return api.ask(store.home, this.query, this.input);
  }

  async askAbout() {
    const { about, subject } = this.declared;
    const id = toInput(this.filters, this.asked).input[subject];
    if (!id) return;
    const name = full(this.page, about.query);
    try {
      const answer = await api.ask(store.home, name, { [queryOf(name)?.input?.[0]?.name || 'id']: id });
      this.about = (Array.isArray(answer) ? answer[0] : answer) || null;
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.about = { problem };
    }
  }

  /** Words that rows have where a text is asked: they are offered. */
  gather(rows) {
    if (!Array.isArray(rows)) return;
    for (const field of this.filters) {
      if (field.type !== 'text') continue;
      const values = new Map(Object.entries(this.seen[field.name] || {}));
      for (const row of rows) {
        const value = row[field.name];
        if (typeof value === 'string' && value) values.set(value, row[`${field.name}_name`] || value);
      }
      this.seen[field.name] = Object.fromEntries([...values].slice(0, OFFERED));
    }
  }

  filter(name, value) {
    this.asked = { ...this.asked, [name]: value };
    this.remember();
    this.soon();
  }

  remember() {
    if (this.within) return;
    const { input } = toInput(this.filters, this.asked);
    const kept = Object.fromEntries(this.filters.map((field) => [field.name, input[field.name] ?? '']));
    stay(this.start ? { ...kept, [UNIT]: this.unit, [AT]: this.start } : kept);
  }

  move(start, unit = this.unit) {
    this.unit = unit;
    this.start = startOf(unit, start);
    this.remember();
    this.ask();
  }

  step(n) {
    this.move(stepOf(this.unit, this.start, n));
  }

  /** Zooms; the period that has today stays in sight when it was. */
  zoom(unit) {
    const today = dateOf(hostNow());
    const { from, to } = this.span;
    this.move(today >= from && today < to ? today : from, unit);
  }

  periodKey(event) {
    if (!this.start || this.within || event.defaultPrevented || store.lock || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.('input, textarea, select')) return;
    if (event.key === '[') this.step(-1);
    else if (event.key === ']') this.step(1);
    else return;
    event.preventDefault();
  }

  /** The page's own actions. */
  get pageActions() {
    const page = this.declared;
    return this.within || !page ? [] : actionsOf(page, page.kind === 'list' ? 'actions' : 'page_actions');
  }

  /** Opens one; it starts with what is asked above. */
  begins(entry) {
    openAction(this.declared, entry, null, null, this.wanting.length ? {} : toInput(this.filters, this.asked).input);
  }

  /** The letter that stands on an action's button. */
  actionKey(event) {
    if (event.defaultPrevented || store.lock || panel.stack.length || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.('input, textarea, select') || document.querySelector('.overlay')) return;
    const entry = this.pageActions.find((one) => one.key && one.key === event.key.toLowerCase());
    if (!entry) return;
    this.begins(entry);
    event.preventDefault();
  }

  // Drawing

  /** A text of which the values are known is chosen, not typed. */
  offered(field) {
    const values = Object.entries(this.seen[field.name] || {});
    return values.length ? { ...field, type: 'enum', few: 3, values: values.map(([value, name]) => ({ value, zh: name, en: name })) } : field;
  }

  questions() {
    const { subject } = this.declared;
    return this.filters.filter((field) => !(this.within && field.name === subject))
      .map((field) => html`<sh-field .field=${this.offered(field)} .value=${this.asked[field.name]} .owner=${this.query}
        .path=${field.name} .faults=${{}} @input-value=${(event) => this.filter(field.name, event.detail)}></sh-field>`);
  }

  /** "2026年11月", "2026-11-23 周一": the period in words. */
  get spanText() {
    const { from, to } = this.span;
    if (this.unit === 'day') return showDate(from);
    if (this.unit === 'year') return t('year_of', { y: from.slice(0, 4) });
    if (this.unit === 'month') return t('month_of', { y: from.slice(0, 4), m: Number(from.slice(5, 7)) });
    return `${from} – ${stepOf('day', to, -1)}`;
  }

  periodTools() {
    if (!this.start) return nothing;
    const today = startOf(this.unit, dateOf(hostNow()));
    return html`<span class="period" role="group" aria-label=${t('period')}>
      <button type="button" aria-label=${t('period_before')} title=${t('period_before')} @click=${() => this.step(-1)}>‹ <kbd>[</kbd></button>
      <b aria-live="polite">${this.spanText}</b>
      <button type="button" aria-label=${t('period_after')} title=${t('period_after')} @click=${() => this.step(1)}><kbd>]</kbd> ›</button>
      ${this.start === today ? nothing : html`<button type="button" @click=${() => this.move(today)}>${t('period_now')}</button>`}
      ${this.units.length > 1 ? this.units.map((unit) => html`<button type="button" class="plain" aria-pressed=${unit === this.unit}
        @click=${() => this.zoom(unit)}>${t(`unit_${unit}`)}</button>`) : nothing}</span>`;
  }

  tools(more = nothing) {
    const questions = this.questions();
    if (!questions.length && !this.start && more === nothing) return nothing;
    return html`<div class="tools no-print">${questions}${this.periodTools()}${more}</div>`;
  }

  /** Whom it is about, with what must not be overlooked. */
  aboutBox() {
    const { about } = this.declared;
    if (!about || !this.about || this.within) return nothing;
    if (this.about.problem) return failure(this.about.problem, () => this.askAbout());
    const row = this.about;
    const columns = columnsOf(full(this.page, about.query));
    const word = (name) => show(columns.find((one) => one.name === name) || { name, type: 'text' }, row[name], row);
    return html`<div class="about"><h2>${word(about.title || 'name')} <span class="second">${(about.notes || []).map(word).filter(Boolean).join(' · ')}</span></h2>
      ${(about.alerts || []).filter((name) => word(name)).map((name) => html`<p class="alert">${icon('allergy')} <b>${
    named(columns.find((one) => one.name === name), name)}</b> ${word(name)}</p>`)}</div>`;
  }

  pageButtons() {
    const entries = this.pageActions;
    return entries.slice().reverse().map((entry, at) => html`<button type="button" class=${at === entries.length - 1 ? 'primary' : ''}
      @click=${() => this.begins(entry)}>${
  named(store.catalogue.actions[entry.action])}${entry.key ? html` <kbd>${entry.key}</kbd>` : nothing}</button>`);
  }

  printOut() {
    print();
  }

  head(more = nothing) {
    if (this.within) return nothing;
    return html`<div class="page-head"><h1>${named(this.declared)}</h1><span class="grow"></span>${more}
      <button type="button" @click=${() => this.printOut()}>${icon('print')} ${t('print')}</button>${this.pageButtons()}</div>`;
  }

  /** The rows drawn; overridden. */
  drawn() {
    return nothing;
  }

  body() {
    if (this.wanting.length) {
      return html`${this.tools()}<p class="empty">${t('filter_first', { names: this.wanting.map((field) => named(field)).join('、') })}</p>`;
    }
    if (this.problem && this.answer === undefined) return html`${this.tools()}${failure(this.problem, () => this.ask(), t('page_failed'))}`;
    if (this.answer === undefined) return html`${this.tools()}<p class="second">${t('loading')}</p>`;
    return html`${this.problem ? failure(this.problem, () => this.ask()) : nothing}${this.tools()}${this.aboutBox()}${this.drawn()}`;
  }

  /** Classes of the page's frame; overridden. */
  get look() {
    return '';
  }

  render() {
    const page = this.declared;
    if (!page?.query) return html`<p class="failure">${t('page_gone')}</p>`;
    if (this.within) return html`<div class="part ${this.look}">${this.body()}</div>`;
    return html`<div class="page ${this.look}">${printHead(named(page), this.start ? this.spanText : '')}${this.head()}${this.body()}</div>`;
  }
}
