// <sh-dashboard-page>: figures with their targets, trends and links.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { icon, signOf } from '../icons.js';
import { live } from '../live.js';
import { full, pageOf, queryOf } from '../names.js';
import { groupsBy, objectOf, partsOf } from '../parts_of.js';
import { Asking } from '../part.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { failure } from '../parts/failure.js';
import { openPageOf } from '../parts/opening.js';
import { trendLine } from '../parts/step_chart.js';
import { AskedPage } from './asked.js';

/** Opens what a figure links to. */
function openFigure(page, read, row, wide) {
  const target = full(page.id, String(read.raw(row, 'page')));
  const ask = Object.fromEntries(Object.entries(objectOf(read.raw(row, 'ask'))).map(([name, value]) => [name, String(value)]));
  const kind = pageOf(target)?.kind;
  const [first] = Object.values(ask);
  openPageOf(target, kind === 'record' ? first : undefined, wide, ask);
}

function figure(page, read, row) {
  const tone = read.raw(row, 'tone') || 'plain';
  const target = read.has(row, 'page') && pageOf(full(page.id, String(read.raw(row, 'page'))));
  const value = read.has(row, 'value') ? String(read.raw(row, 'value')) : '';
  const body = html`<span class="fig-title">${read.text(row, 'title')}</span>
    ${read.field('value') && (value || !read.has(row, 'state')) ? html`<span class="fig-value">${value ? html`<b>${value}</b> <span class="second">${read.text(row, 'unit')}</span>` : html`<b class="unknown">${t('not_known')}</b>`}
      ${read.has(row, 'change') ? html`<span class="fig-change">${read.text(row, 'change')}</span>` : nothing}<span class="grow"></span>${trendLine(read.list(row, 'trend'))}</span>` : nothing}
    <span class="fig-foot">${read.has(row, 'state') || tone !== 'plain' ? html`<span class="state tone-${tone}">${icon(signOf(tone))}${read.text(row, 'state') || t(`judged_${tone}`)}</span>` : nothing}
      ${read.has(row, 'target') ? html`<span class="second">${t('target', { target: `${read.text(row, 'target')} ${read.text(row, 'unit')}`.trim() })}</span>` : nothing}</span>
    ${read.has(row, 'note') ? html`<span class="second">${read.text(row, 'note')}</span>` : nothing}
    ${read.list(row, 'reasons').map((one) => html`<span class="second">· ${typeof one === 'object' ? named(one) : one}</span>`)}
    ${read.has(row, 'standard') ? html`<span class="second fig-standard">${read.text(row, 'standard')}</span>` : nothing}`;
  return target ? html`<button type="button" class="figure tone-${tone}" @click=${(event) => openFigure(page, read, row, event.shiftKey)}>${body}</button>`
    : html`<div class="figure tone-${tone}">${body}</div>`;
}

export function figures(page, read, rows) {
  const [group] = page.groups || [];
  return [...groupsBy(rows, (row) => (group ? read.column(row, group) : ''))].map(([title, own]) => html`<section>${title ? html`<h2>${title}</h2>` : nothing}
    <div class="figures">${own.map((row) => figure(page, read, row))}</div></section>`);
}

/** More figures of a dashboard, that another query answers. */
export class FigureRows extends Asking {
  static properties = { page: { attribute: false }, section: { attribute: false }, given: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
  }

  willUpdate(changed) {
    if (changed.has('given') && JSON.stringify(this.given) !== this.last) {
      this.last = JSON.stringify(this.given);
      this.ask();
    }
  }

  get declared() {
    return this.page;
  }

  async load() {
    const name = full(this.page.id, this.section.query);
    const takes = (queryOf(name)?.input || []).map((field) => field.name);
    return api.ask(store.home, name, Object.fromEntries(Object.entries(this.given).filter(([key]) => takes.includes(key))));
  }

  render() {
    if (this.problem) return failure(this.problem, () => this.ask());
    if (this.answer === undefined) return html`<p class="second">${t('loading')}</p>`;
    const rows = Array.isArray(this.answer) ? this.answer : [this.answer];
    return html`${rows.length ? figures(this.page, partsOf(this.page, full(this.page.id, this.section.query)), rows) : html`<p class="second">${t('none')}</p>`}`;
  }
}

export class DashboardPage extends AskedPage {
  section(section) {
    const page = this.declared;
    if (section.page) {
      return html`<section><h2>${named(section)}</h2><sh-page-part .page=${full(this.page, section.page)} .fixed=${this.input[page.subject]}></sh-page-part></section>`;
    }
    return section.query ? html`<section><h2>${named(section)}</h2><sh-figure-rows .page=${page} .section=${section} .given=${this.input}></sh-figure-rows></section>` : nothing;
  }

  drawn() {
    const page = this.declared;
    const rows = Array.isArray(this.answer) ? this.answer : [this.answer];
    return html`${rows.length ? figures(page, partsOf(page), rows) : html`<p class="empty">${t('list_empty')}</p>`}
      ${this.within ? nothing : (page.sections || []).map((section) => this.section(section))}`;
  }

  get look() {
    return 'dashboard-page';
  }
}

customElements.define('sh-figure-rows', FigureRows);
customElements.define('sh-dashboard-page', DashboardPage);
