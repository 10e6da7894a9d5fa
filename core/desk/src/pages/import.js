// <sh-import-page>: a file is tried first, all its faults are shown, then it
// is brought in, and can be undone; below, the imports before it.

import { html, nothing } from 'lit';
import { api, newKey, Problem } from '../api.js';
import { icon } from '../icons.js';
import { Part } from '../part.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { failure } from '../parts/failure.js';
import { leftOut, LINES } from './import_list.js';

const MOST = 8 * 1024 * 1024; // bytes that the host takes

/** Whether the bytes of a text are in GBK, as spreadsheets in China often save. The host reads them itself. */
function isGbk(bytes) {
  const [a, b] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return false; // UTF-16
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return false;
  } catch {
    return true;
  }
}

export class ImportPage extends Part {
  static properties = {
    kind: { state: true },
    file: { state: true },
    source: { state: true }, // whose FHIR file it is
    sheet: { state: true }, // of a workbook; empty: as the host chooses
    sheets: { state: true }, // the names there are
    gbk: { state: true },
    busy: { state: true },
    tried: { state: true }, // answer of the dry run
    done: { state: true }, // answer of the import
    undone: { state: true },
    problem: { state: true },
    undoing: { state: true }, // the problem is with the undo
  };

  reset(more) {
    Object.assign(this, { tried: null, done: null, undone: null, problem: null, undoing: false, ...more });
  }

  get kinds() {
    return Object.entries(store.catalogue?.imports || {});
  }

  get fhir() {
    return this.kind === 'fhir' || store.catalogue?.imports?.[this.kind]?.format === 'fhir';
  }

  /** The text for this kind of file. */
  word(key, values) {
    return t(this.fhir ? `${key}_fhir` : key, values);
  }

  async work(job) {
    this.busy = true;
    this.problem = null;
    try {
      await job();
    } catch (problem) {
      if (!problem.lines) throw problem;
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  send(dry) {
    return this.work(async () => {
      const { size } = this.file;
      if (size > MOST) throw new Problem({ title: t('import_large', { size: Math.ceil(size / (1024 * 1024)), n: Math.ceil(size / MOST) }) });
      const bytes = await this.file.arrayBuffer();
      if (dry) this.key = newKey();
      const params = { kind: this.kind, dry_run: dry ? 1 : '', source: this.fhir ? this.source?.trim() : '', sheet: this.fhir ? '' : this.sheet };
      const answer = await api.bring(store.home, params, bytes, this.key);
      Object.assign(this, { sheet: answer.sheet, sheets: answer.sheets });
      this.gbk = !this.fhir && !answer.sheet && isGbk(bytes);
      if (dry) this.tried = answer;
      else this.done = answer;
    });
  }

  undo() {
    this.undoing = true;
    return this.work(async () => {
      this.undoKey = this.undoKey || newKey();
      this.undone = await api.undo(store.home, this.done.import, this.undoKey);
      this.undoKey = '';
      this.undoing = false;
    });
  }

  /** The reject file as the host made it, saved where the person says. */
  save(text) {
    const xml = text.startsWith('<');
    const [end, type] = !this.fhir ? ['csv', 'text/csv'] : xml ? ['xml', 'application/fhir+xml'] : ['json', 'application/fhir+json'];
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = this.file.name.replace(/(\.\w+)?$/, `-rejected.${end}`);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  columns() {
    const declared = store.catalogue.imports[this.kind]?.columns || [];
    const words = declared.map((column) => {
      const heading = [column.header || column.field || column.name].flat()[0];
      return column.required ? html`<b>${heading}</b>` : html`${heading}`;
    });
    return words.length ? html`<p class="second">${t('import_columns')} ${words.map((word, at) => html`${at ? ', ' : ''}${word}`)}</p>` : nothing;
  }

  /** A column as the sheet calls it. */
  heading(field) {
    const found = (store.catalogue.imports[this.kind]?.columns || []).find((column) => (column.field || column.name) === field);
    return found ? [found.header || field].flat()[0] : field;
  }

  faults(answer) {
    const rows = answer.faults || [];
    if (!rows.length) return nothing;
    return html`<div class="scroll"><table class="faults"><thead><tr><th>${t(this.fhir ? 'import_resource' : 'import_row')}</th><th>${t(this.fhir ? 'import_place' : 'import_field')}</th><th>${t('import_fault')}</th></tr></thead>
      <tbody>${rows.slice(0, LINES).map((fault) => html`<tr><td class="number">${fault.row || ''}</td><td>${this.heading(fault.field)}</td><td>${fault.text || named(fault)}</td></tr>`)}</tbody></table></div>
      ${rows.length > LINES ? html`<p class="second">${t('import_more', { n: LINES })}</p>` : nothing}
      ${answer.reject_file ? html`<p><button type="button" @click=${() => this.save(answer.reject_file)}>${icon('import')} ${this.word('import_reject')}</button></p>` : nothing}`;
  }

  /** Which sheet of a workbook is read; another one is tried at once. */
  sheetChoice() {
    if (!(this.sheets?.length > 1)) return nothing;
    const change = (event) => {
      this.reset({ sheet: event.target.value });
      this.send(true);
    };
    return html`<div class="field"><label class="label" for="import-sheet">${t('import_sheet')}</label>
      <select id="import-sheet" ?disabled=${this.busy || this.done} @change=${change}>
        ${this.sheets.map((name) => html`<option value=${name} ?selected=${name === this.sheet}>${name}</option>`)}</select></div>`;
  }

  results() {
    const answer = this.done || this.tried;
    if (!answer) return nothing;
    const parts = answer.imports || []; // of many rows: each is an import of its own, undone in the list
    const values = { rows: answer.rows, ok: answer.accepted, bad: answer.rejected, skipped: answer.skipped, id: answer.import, from: parts[0], to: parts.at(-1) };
    const said = !this.done ? this.word('import_tried', values)
      : parts.length ? t('import_done_parts', values)
        : this.done.import ? this.word('import_done', values) : t('import_nothing');
    return html`<div class="receipt ${answer.rejected ? 'late' : ''}" role="status">${icon(this.done ? 'check' : 'eye')}<div>
      <p>${said}</p></div>
      ${this.done?.import && !this.undone ? html`<button type="button" ?disabled=${this.busy} @click=${this.undo}>${t('import_undo')}</button>` : nothing}
      ${!this.done && answer.accepted ? html`<button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.send(false)}>${this.word('import_run', { n: answer.accepted })}</button>` : nothing}</div>
      ${this.undone ? html`<div class="receipt" role="status">${icon('check')}<p>${t('import_undone', { receipt: this.undone.receipt })}</p></div>` : nothing}
      ${(answer.notes || []).map((note) => html`<p class="second note">${named(note)}</p>`)}
      ${answer.unused?.length ? html`<p class="second">${t('import_unused')} ${answer.unused.join(', ')}</p>` : nothing}
      ${this.faults(answer)}${leftOut(answer.left_out)}`;
  }

  choice() {
    const option = ([id, one]) => html`<option value=${id} ?selected=${id === this.kind}>${named(one, id)}</option>`;
    const fhir = this.kinds.filter(([, one]) => one.format === 'fhir');
    return html`<select id="import-kind" @change=${(event) => this.choose(event.target.value)}>
      <optgroup label=${t('import_sheets')}>${this.kinds.filter(([, one]) => one.format !== 'fhir').map(option)}</optgroup>
      ${fhir.length ? html`<optgroup label=${t('import_fhir_files')}>
        <option value="fhir" ?selected=${this.kind === 'fhir'}>${t('import_fhir')}</option>${fhir.map(option)}</optgroup>` : nothing}</select>`;
  }

  /** Another kind of file is another file. */
  choose(kind) {
    const before = this.fhir;
    this.reset({ kind });
    if (this.fhir === before) return;
    Object.assign(this, { file: null, sheet: '', sheets: null });
    this.querySelector('#import-file').value = '';
  }

  form() {
    const { kinds } = this;
    if (!this.kind && kinds.length) this.kind = (kinds.find(([, one]) => one.format !== 'fhir') || ['fhir'])[0];
    return html`<div class="field"><label class="label" for="import-kind">${t('import_kind')}</label>${this.choice()}</div>
      ${this.fhir ? html`<p class="second">${t('import_fhir_help')}</p>
        <div class="field"><label class="label" for="import-source">${t('import_source')}</label>
          <input id="import-source" maxlength="80" .value=${this.source || ''} @input=${(event) => this.reset({ source: event.target.value })}></div>` : this.columns()}
      <div class="field"><label class="label" for="import-file">${t(this.fhir ? 'import_fhir_file' : 'import_file')}</label>
        <input id="import-file" type="file" accept=${this.fhir ? '.json,.xml,application/fhir+json,application/fhir+xml' : '.xlsx,.xlsm,.csv,.txt,.tsv,text/csv'} @change=${(event) => this.reset({ file: event.target.files[0], gbk: false, sheet: '', sheets: null })}></div>
      <div class="buttons"><button type="button" class=${this.tried ? '' : 'primary'} ?disabled=${!this.file || this.busy} @click=${() => { this.reset(); this.send(true); }}>${t('import_try')}</button>
        ${this.busy ? html`<span class="second" role="status">${t('import_running')}</span>` : nothing}</div>`;
  }

  render() {
    return html`<div class="page"><div class="page-head"><h1>${t('import_title')}</h1></div>
      ${this.kinds.length ? this.form() : html`<p class="empty">${t('import_none')}</p>`}
      ${this.sheetChoice()}
      ${this.gbk ? html`<p class="second">${t('import_gbk')}</p>` : nothing}
      ${this.problem ? failure(this.problem, null, t(this.undoing ? 'import_not_undone' : 'not_saved')) : nothing}
      ${this.results()}
      ${this.kinds.length ? html`<sh-import-list></sh-import-list>` : nothing}</div>`;
  }
}

customElements.define('sh-import-page', ImportPage);
