// <sh-import-list>: earlier imports, who made them, and what became of them.
// Undoing one asks once more; what stands in the way is listed.

import { html, nothing } from 'lit';
import { api, newKey } from '../api.js';
import { icon } from '../icons.js';
import { live } from '../live.js';
import { Asking } from '../part.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { showInstant } from '../times.js';
import { failure } from '../parts/failure.js';

export const LINES = 1000; // drawn of a long list; the reject file has all of it

/** What an import is called; `fhir` stands for all that a FHIR file may hold. */
const importName = (kind) => (kind === 'fhir' ? t('import_fhir') : named(store.catalogue?.imports?.[kind], kind));

/** What was in the file and has no place here. */
export function leftOut(notes, open = false) {
  if (!notes?.length) return nothing;
  return html`<details class="left-out" ?open=${open}><summary>${t('import_left_out', { n: notes.length })}</summary>
    <div class="scroll"><table class="faults"><thead><tr><th>${t('import_resource')}</th><th>${t('import_place')}</th><th>${t('reason')}</th></tr></thead>
      <tbody>${notes.slice(0, LINES).map((note) => html`<tr><td class="number">${note.row || ''}</td><td>${note.path || note.resource}</td><td>${named(note)}</td></tr>`)}</tbody></table></div>
    ${notes.length > LINES ? html`<p class="second">${t('import_more', { n: LINES })}</p>` : nothing}</details>`;
}

export class ImportList extends Asking {
  static properties = {
    sure: { state: true }, // number of the import that is asked about
    undone: { state: true }, // {number, receipt}
    refused: { state: true }, // {number, problem}
    shown: { state: true }, // {number, notes}: what it did not carry over
    working: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.follow(live);
    this.ask();
  }

  load() {
    return api.ask(store.home, 'core.imports');
  }

  async undo(number) {
    if (this.key?.number !== number) this.key = { number, text: newKey() };
    this.working = true;
    this.refused = null;
    try {
      const answer = await api.undo(store.home, number, this.key.text);
      this.undone = { number, receipt: answer.receipt };
      this.key = null;
    } catch (problem) {
      if (!problem.lines) throw problem;
      if (!problem.unsure) this.key = null;
      this.refused = { number, problem };
    } finally {
      this.working = false;
      this.sure = null;
    }
    await this.ask();
  }

  async show(number) {
    if (this.shown?.number === number) {
      this.shown = null;
      return;
    }
    try {
      this.shown = { number, notes: await api.ask(store.home, 'core.import_left_out', { import: number }) };
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.refused = { number, problem };
    }
  }

  /** Asks; the answer is under the finger. */
  async wonder(number) {
    Object.assign(this, { sure: number, undone: null, refused: null });
    await this.updateComplete;
    this.querySelector('.sure button')?.focus();
  }

  async leave(number) {
    this.sure = null;
    await this.updateComplete;
    this.querySelector(`[data-undo="${number}"]`)?.focus();
  }

  state(row) {
    if (row.undone) {
      return html`<span class="second">${t('import_was_undone')}${row.undone_by ? ` · ${row.undone_by}` : ''}${row.undone_at ? ` · ${showInstant(row.undone_at)}` : ''}</span>`;
    }
    if (this.sure !== row.import) {
      return html`<button type="button" data-undo=${row.import} ?disabled=${this.working} aria-label=${t('import_sure', { id: row.import })}
        @click=${() => this.wonder(row.import)}>${t('import_undo_short')}</button>`;
    }
    return html`<span class="sure" @keydown=${(event) => { if (event.key === 'Escape') { event.stopPropagation(); this.leave(row.import); } }}>
      ${t('import_sure', { id: row.import })}
      <button type="button" class="primary" ?disabled=${this.working} @click=${() => this.undo(row.import)}>${t('import_undo_short')}</button>
      <button type="button" ?disabled=${this.working} @click=${() => this.leave(row.import)}>${t('cancel')}</button></span>`;
  }

  line(row) {
    const notes = this.shown?.number === row.import ? this.shown.notes : null;
    return html`<tr class=${row.undone ? 'gone' : ''}><td class="number">${row.import}</td><td>${showInstant(row.at)}</td><td>${importName(row.kind)}</td>
      <td>${row.person || ''}</td><td class="number">${row.accepted}</td><td class="number">${row.rejected || ''}</td>
      <td>${row.left_out ? html`<button type="button" aria-expanded=${notes ? 'true' : 'false'} @click=${() => this.show(row.import)}>${t('import_show_left_out', { n: row.left_out })}</button> ` : nothing}${this.state(row)}</td></tr>
      ${notes ? html`<tr><td colspan="7">${leftOut(notes, true)}</td></tr>` : nothing}`;
  }

  render() {
    if (this.problem) return failure(this.problem, () => this.ask());
    if (!this.answer?.length) return nothing;
    return html`<section class="earlier" aria-labelledby="earlier-imports"><h2 id="earlier-imports">${t('import_earlier')}</h2>
      ${this.undone ? html`<div class="receipt" role="status">${icon('check')}<p>${t('import_undone', { receipt: this.undone.receipt })}</p></div>` : nothing}
      ${this.refused ? failure(this.refused.problem, null, t('import_not_undone')) : nothing}
      <div class="scroll"><table><thead><tr><th>${t('import_number')}</th><th>${t('import_at')}</th><th>${t('import_kind')}</th><th>${t('import_who')}</th>
        <th>${t('import_taken')}</th><th>${t('import_refused')}</th><th>${t('import_state')}</th></tr></thead>
      <tbody>${this.answer.map((row) => this.line(row))}</tbody></table></div></section>`;
  }
}

customElements.define('sh-import-list', ImportList);
