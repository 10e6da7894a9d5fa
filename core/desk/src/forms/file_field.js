// <sh-file-field>: a file put into a form: chosen, dropped or taken by the
// camera, made small when it is a picture, sent at once. Tells 'pick' with the
// file's hash, or undefined when it is taken out again.

import { html, nothing } from 'lit';
import { api } from '../api.js';
import { fileHref, sizeWord } from '../files.js';
import { icon } from '../icons.js';
import { Part } from '../part.js';
import { dataOf, shrink } from '../picture.js';
import { store } from '../store.js';
import { t } from '../texts.js';
import '../parts/file_view.js';

const MOST = 8 * 1024 * 1024; // bytes that the host takes
const TRIES = 4; // when the host is taking others in
const PAUSE = 1500; // ms between them
const PICTURES = 'image/*';
const PAPERS = 'image/*,application/pdf,.pdf';

const kept = new Map(); // hash -> { name, size, preview } of what was sent from here
const KEPT = 20;

export class FileField extends Part {
  static properties = {
    field: { attribute: false },
    value: {}, // hash or undefined
    inputId: {},
    described: {}, // id of the element that tells the fault
    state: { state: true }, // '', 'making', 'sending'
    part: { state: true }, // sent so far, 0 to 1
    problem: { state: true }, // why it is not there, in words
    over: { state: true }, // something is held over it
  };

  constructor() {
    super();
    this.state = '';
    this.part = 0;
    this.problem = '';
    this.turn = 0;
    this.under = null; // ends what is being sent
  }

  get busy() {
    return this.state !== '';
  }

  get image() {
    return !!this.field?.image;
  }

  tell(hash) {
    this.value = hash;
    this.dispatchEvent(new CustomEvent('pick', { detail: hash }));
  }

  /** What is sent: a picture as a small JPEG, a paper as it is. */
  async made(file) {
    const picture = file.type.startsWith('image/');
    if (!picture && (this.image || file.type !== 'application/pdf')) throw new Error(t(this.image ? 'file_kind_image' : 'file_kind'));
    const blob = picture ? await shrink(file, !this.image) : file;
    if (!blob) throw new Error(t('file_unreadable'));
    if (blob.size > MOST) throw new Error(t('file_large', { size: sizeWord(blob.size) }));
    return blob;
  }

  async sent(blob, turn) {
    const told = (part) => { if (turn === this.turn) this.part = part; };
    this.under = new AbortController();
    for (let left = TRIES; ; left--) {
      try {
        return await api.upload(store.home, blob, told, this.under.signal);
      } catch (problem) {
        if (problem.status !== 503 || left <= 1 || turn !== this.turn) throw problem;
        await new Promise((go) => setTimeout(go, PAUSE));
      }
    }
  }

  async take(file) {
    if (!file) return;
    const turn = ++this.turn;
    this.problem = '';
    this.part = 0;
    this.state = 'making';
    try {
      const blob = await this.made(file);
      if (turn !== this.turn) return;
      const preview = blob.type.startsWith('image/') ? await dataOf(blob) : '';
      this.state = 'sending';
      const { hash } = await this.sent(blob, turn);
      if (turn !== this.turn) return;
      kept.set(hash, { name: file.name, size: blob.size, preview });
      if (kept.size > KEPT) kept.delete(kept.keys().next().value);
      this.tell(hash);
    } catch (problem) {
      if (turn !== this.turn) return;
      const said = problem.errors?.map((fault) => fault.text).join(' ');
      this.problem = said || problem.lines?.join(' ') || problem.message;
    } finally {
      if (turn === this.turn) this.state = '';
    }
    this.updateComplete.then(() => this.querySelector('button')?.focus());
  }

  stop() {
    this.turn++;
    this.under?.abort();
    this.state = '';
    this.updateComplete.then(() => this.querySelector('button')?.focus());
  }

  remove() {
    this.problem = '';
    this.tell(undefined);
    this.updateComplete.then(() => this.querySelector('button')?.focus());
  }

  drop(event) {
    event.preventDefault();
    this.over = false;
    if (!this.busy) this.take(event.dataTransfer.files[0]);
  }

  chosen(event) {
    const [file] = event.target.files;
    event.target.value = ''; // the same file may be chosen again
    this.take(file);
  }

  open(name) {
    this.querySelector(`input[data-by="${name}"]`).click();
  }

  /** The hidden inputs that open the browser's chooser and the camera. To close
      a chooser is not to leave the form: its 'cancel' goes no further. */
  inputs() {
    const one = (by, accept, camera) => html`<input type="file" class="hidden-picker" tabindex="-1" aria-hidden="true" data-by=${by}
      accept=${accept} capture=${camera ? 'environment' : nothing} @change=${this.chosen}
      @cancel=${(event) => event.stopPropagation()}>`;
    return html`${one('choose', this.image ? PICTURES : PAPERS, false)}${one('camera', PICTURES, true)}`;
  }

  buttons() {
    const words = this.value ? 'file_other' : this.image ? 'file_choose_image' : 'file_choose';
    const touch = matchMedia('(pointer: coarse)').matches;
    return html`<span class="line"><button type="button" id=${this.inputId} aria-describedby=${this.described}
        @click=${() => this.open('choose')}>${t(words)}</button>
      ${touch ? html`<button type="button" @click=${() => this.open('camera')}>${t('file_camera')}</button>` : nothing}
      ${this.value ? html`<button type="button" class="plain" @click=${this.remove}>${icon('close')}${t('remove')}</button>` : nothing}</span>`;
  }

  /** What is there: sent from here, or known from a record. */
  held() {
    if (!this.value) return nothing;
    const { name, size, preview } = kept.get(this.value) || {};
    if (!name) return fileHref(this.value) ? html`<sh-file .hash=${this.value} .field=${this.field}></sh-file>` : html`<p>${icon('check')} ${t('file_there')}</p>`;
    return html`<div class="file-held">${preview ? html`<img src=${preview} alt=${name}>` : nothing}
      <p role="status">${icon('check')} ${t('file_ready')}: ${name} <span class="second">${sizeWord(size)}</span></p></div>`;
  }

  going() {
    const percent = Math.round(this.part * 100);
    return html`<p role="status">${this.state === 'making' ? t('file_making') : html`<progress max="1" value=${this.part}></progress>
      ${t('file_sending', { percent })}`} <button type="button" @click=${this.stop}>${t('cancel')}</button></p>`;
  }

  render() {
    return html`<div class="file-field ${this.over ? 'over' : ''}" @drop=${this.drop}
        @dragover=${(event) => { event.preventDefault(); this.over = true; }} @dragleave=${() => { this.over = false; }}>
      ${this.busy ? this.going() : html`${this.held()}${this.buttons()}
        ${this.value ? nothing : html`<span class="second">${t(this.image ? 'file_drop_image' : 'file_drop')}</span>`}`}
      ${this.problem ? html`<p class="fault" role="alert">${icon('warn')} ${this.problem}</p>` : nothing}${this.inputs()}</div>`;
  }
}

customElements.define('sh-file-field', FileField);

// A file dropped beside the field would be opened in place of the desk.
for (const type of ['dragover', 'drop']) {
  addEventListener(type, (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
}
