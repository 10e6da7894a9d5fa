// <sh-record>: one record: heading, what must not be overlooked, sections.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { live } from '../live.js';
import { actionsOf, columnsOf, fitting, full, keyOf, listOf, notesOf, pageOf, queryOf, show, shownColumns, titleOf } from '../names.js';
import { Asking, Part } from '../part.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { nameSubjects } from '../forms/refs.js';
import { failure } from '../parts/failure.js';
import { fileIn } from '../parts/file_view.js';
import { openAction } from '../parts/opening.js';
import { printHead } from '../parts/print_head.js';
import { link } from '../route.js';
import '../parts/portrait.js';
import '../parts/table.js';
import './page_part.js';

/** A section whose rows another query answers. */
export class RecordRows extends Asking {
  static properties = {
    page: {}, // the record's page id
    section: { attribute: false },
    key: {}, // its id
  };

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
    this.ask();
  }

  async load() {
    const name = full(this.page, this.section.query);
    const first = queryOf(name)?.input?.[0]?.name || 'id';
    return api.ask(store.home, name, { [first]: this.key });
  }

  render() {
    if (this.problem) return failure(this.problem, () => this.ask());
    if (this.answer === undefined) return html`<p class="second">${t('loading')}</p>`;
    if (!this.answer.length) return html`<p class="second">${t('none')}</p>`;
    const columns = shownColumns(full(this.page, this.section.query), this.section.columns);
    return html`<sh-table .columns=${columns} .rows=${this.answer}></sh-table>`;
  }
}

export class RecordView extends Asking {
  static properties = { page: {}, key: {} };

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
  }

  willUpdate(changed) {
    if (changed.has('page') || changed.has('key')) {
      this.answer = undefined;
      this.ask();
    }
  }

  get declared() {
    return pageOf(this.page);
  }

  async load() {
    const page = this.declared;
    if (!page) return null;
    const name = full(page.id, page.query);
    const input = queryOf(name)?.input?.[0]?.name || 'id';
    const answer = await api.ask(store.home, name, { [input]: this.key });
    const row = Array.isArray(answer) ? answer[0] ?? null : answer;
    return row && (await nameSubjects([row]))[0];
  }

  buttons() {
    const page = this.declared;
    const row = { [keyOf(page)]: this.key, ...this.answer };
    return fitting(page, actionsOf(page), row).map((entry) => html`<button type="button"
      @click=${() => openAction(page, entry, row)}>${named(store.catalogue.actions[entry.action])}</button>`);
  }

  facts(section) {
    const page = this.declared;
    const columns = shownColumns(full(page.id, page.query), section.columns);
    return html`<dl>${columns.map((column) => html`<div><dt>${named(column, column.name)}</dt>
      <dd>${fileIn(column, this.answer[column.name]) ?? (show(column, this.answer[column.name], this.answer) || '—')}</dd></div>`)}</dl>`;
  }

  items(section) {
    const field = columnsOf(full(this.page, this.declared.query)).find((one) => one.name === section.list);
    const rows = listOf(this.answer[section.list]);
    if (!rows.length) return html`<p class="second">${t('none')}</p>`;
    if (typeof rows[0] !== 'object') return html`<ul>${rows.map((one) => html`<li>${show(field?.of, one)}</li>`)}</ul>`;
    const known = field?.of?.fields || Object.keys(rows[0]).map((name) => ({ name, type: 'json' }));
    const names = section.columns;
    const columns = names ? names.map((name) => known.find((one) => one.name === name) || { name, type: 'json' }) : known;
    return html`<sh-table .columns=${columns} .rows=${rows}></sh-table>`;
  }

  section(section) {
    if (section.page) return this.pagePart(section);
    const body = section.query
      ? html`<sh-record-rows .page=${this.page} .section=${section} .key=${this.key}></sh-record-rows>`
      : section.list ? this.items(section) : this.facts(section);
    return html`<section><h3>${named(section)}</h3>${body}</section>`;
  }

  /** A page about this record, shown in place; one that the person may not see is left out. */
  pagePart(section) {
    const id = full(this.page, section.page);
    const page = pageOf(id);
    if (!page) return nothing;
    const href = link('page', [id], page.subject ? { [page.subject]: String(this.key) } : {});
    return html`<section class="wide-part"><h3>${named(section)} <a class="second no-print" href=${href}>${t('open_page')}</a></h3>
      <sh-page-part .page=${id} .fixed=${this.key}></sh-page-part></section>`;
  }

  links(page) {
    const known = (page.pages || []).map((name) => pageOf(full(page.id, name))).filter(Boolean);
    return known.map((one) => html`<a class="button" href=${link('page', [one.id], one.subject ? { [one.subject]: String(this.key) } : {})}>${named(one)}</a>`);
  }

  alerts(page) {
    const columns = columnsOf(full(page.id, page.query));
    return (page.alerts || []).map((name) => {
      const column = columns.find((one) => one.name === name) || { name, type: 'text' };
      const value = show(column, this.answer[name], this.answer);
      return value ? html`<p class="alert">${icon('allergy')} <b>${named(column, name)}</b> ${value}</p>` : nothing;
    });
  }

  /** With the picture where the page names one. */
  heading(page) {
    const title = titleOf(page, this.answer);
    const words = html`<h2>${title} <span class="second">${notesOf(page, this.answer)}</span></h2>`;
    const photo = page.parts?.photo;
    if (!photo) return words;
    return html`<div class="record-head"><sh-portrait .hash=${this.answer[photo]} .name=${title}></sh-portrait>${words}</div>`;
  }

  render() {
    const page = this.declared;
    if (!page) return html`<p class="failure">${t('page_gone')}</p>`;
    if (this.problem && this.answer === undefined) return failure(this.problem, () => this.ask());
    if (this.answer === undefined) return html`<p class="second">${t('loading')}</p>`;
    if (this.answer === null) return html`<p class="failure">${t('list_empty')}</p>`;
    return html`<article class="record">
      ${this.problem ? failure(this.problem, () => this.ask()) : nothing}
      ${this.heading(page)}
      ${this.alerts(page)}
      <div class="buttons">${this.buttons()}${this.links(page)}</div>
      ${(page.sections || [{}]).map((section) => this.section(section))}
    </article>`;
  }
}

/** The record as a page of its own. */
export class RecordPage extends Part {
  static properties = { page: {}, key: {} };

  render() {
    return html`<div class="page record-page">${printHead(named(pageOf(this.page)))}<div class="page-head"><button type="button" @click=${() => history.back()}>${icon('fold')} ${t('back')}</button>
      <span class="grow"></span><button type="button" @click=${() => print()}>${icon('print')} ${t('print')}</button></div>
      <sh-record .page=${this.page} .key=${this.key}></sh-record></div>`;
  }
}

customElements.define('sh-record-rows', RecordRows);
customElements.define('sh-record', RecordView);
customElements.define('sh-record-page', RecordPage);
