// <sh-import-page>: a sheet is tried first, all its faults are shown, then it
// is brought in, and can be undone.

import { html, nothing } from 'lit';
import { api, newKey } from '../api.js';
import { icon } from '../icons.js';
import { Part } from '../part.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';
import { failure } from '../parts/failure.js';

const FAULTS = 1000; // faults drawn; the reject file has all of them

/** The file's bytes in UTF-8; spreadsheets in China often save GBK. */
async function readUtf8(file) {
  const bytes = await file.arrayBuffer();
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { bytes, turned: false };
  } catch {
    const text = new TextDecoder('gb18030').decode(bytes);
    return { bytes: new TextEncoder().encode(text), turned: true };
  }
}

export class ImportPage extends Part {
  static properties = {
    kind: { state: true },
    file: { state: true },
    turned: { state: true }, // the file was not UTF-8
    busy: { state: true },
    tried: { state: true }, // answer of the dry run
    done: { state: true }, // answer of the import
    undone: { state: true },
    problem: { state: true },
  };

  reset(more) {
    Object.assign(this, { tried: null, done: null, undone: null, problem: null, ...more });
  }

  get kinds() {
    return Object.entries(store.catalogue?.imports || {});
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
      const { bytes, turned } = await readUtf8(this.file);
      this.turned = turned;
      if (dry) this.key = newKey();
      const answer = await api.bring(store.home, this.kind, bytes, dry, this.key);
      if (dry) this.tried = answer;
      else this.done = answer;
    });
  }

  undo() {
    return this.work(async () => {
      this.undoKey = this.undoKey || newKey();
      this.undone = await api.undo(store.home, this.done.import, this.undoKey);
      this.undoKey = '';
    });
  }

  /** The reject file as the host made it, saved where the person says. */
  save(text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    link.download = this.file.name.replace(/(\.\w+)?$/, '-rejected.csv');
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
    return html`<div class="scroll"><table class="faults"><thead><tr><th>${t('import_row')}</th><th>${t('import_field')}</th><th>${t('import_fault')}</th></tr></thead>
      <tbody>${rows.slice(0, FAULTS).map((fault) => html`<tr><td class="number">${fault.row}</td><td>${this.heading(fault.field)}</td><td>${fault.text || named(fault)}</td></tr>`)}</tbody></table></div>
      ${answer.reject_file ? html`<p><button type="button" @click=${() => this.save(answer.reject_file)}>${icon('import')} ${t('import_reject')}</button></p>` : nothing}`;
  }

  results() {
    const answer = this.done || this.tried;
    if (!answer) return nothing;
    const values = { rows: answer.rows, ok: answer.accepted, bad: answer.rejected, id: answer.import };
    return html`<div class="receipt ${answer.rejected ? 'late' : ''}" role="status">${icon(this.done ? 'check' : 'eye')}<div>
      <p>${t(this.done ? 'import_done' : 'import_tried', values)}</p></div>
      ${this.done && !this.undone && answer.accepted ? html`<button type="button" ?disabled=${this.busy} @click=${this.undo}>${t('import_undo')}</button>` : nothing}
      ${!this.done && answer.accepted ? html`<button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.send(false)}>${t('import_run', { n: answer.accepted })}</button>` : nothing}</div>
      ${this.undone ? html`<div class="receipt" role="status">${icon('check')}<p>${t('import_undone', { receipt: this.undone.receipt })}</p></div>` : nothing}
      ${this.faults(answer)}`;
  }

  form() {
    const { kinds } = this;
    if (!this.kind && kinds.length) this.kind = kinds[0][0];
    return html`<div class="field"><label class="label" for="import-kind">${t('import_kind')}</label>
        <select id="import-kind" @change=${(event) => this.reset({ kind: event.target.value })}>
        ${kinds.map(([id, one]) => html`<option value=${id} ?selected=${id === this.kind}>${named(one, id)}</option>`)}</select></div>
      ${this.columns()}
      <div class="field"><label class="label" for="import-file">${t('import_file')}</label>
        <input id="import-file" type="file" accept=".csv,text/csv" @change=${(event) => this.reset({ file: event.target.files[0], turned: false })}></div>
      <div class="buttons"><button type="button" class=${this.tried ? '' : 'primary'} ?disabled=${!this.file || this.busy} @click=${() => { this.reset(); this.send(true); }}>${t('import_try')}</button>
        ${this.busy ? html`<span class="second" role="status">${t('import_running')}</span>` : nothing}</div>`;
  }

  render() {
    return html`<div class="page"><div class="page-head"><h1>${t('import_title')}</h1></div>
      ${this.kinds.length ? this.form() : html`<p class="empty">${t('import_none')}</p>`}
      ${this.turned ? html`<p class="second">${t('import_gbk')}</p>` : nothing}
      ${this.problem ? html`<div class="failure" role="alert"><b>${t('not_saved')}</b></div>${failure(this.problem)}` : nothing}
      ${this.results()}</div>`;
  }
}

customElements.define('sh-import-page', ImportPage);
