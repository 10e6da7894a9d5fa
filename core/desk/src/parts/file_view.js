// <sh-file>: a file that a record names: a picture small, to be opened large;
// anything else by kind and size, to be saved.

import { html } from 'lit';
import { Part } from '../part.js';
import { fileAbout, fileHref, sizeWord } from '../files.js';
import { icon } from '../icons.js';
import { named, t } from '../texts.js';

export class FileView extends Part {
  static properties = {
    hash: {},
    field: { attribute: false }, // the column that names it
    about: { state: true }, // { size, type }
    gone: { state: true },
  };

  willUpdate(changed) {
    if (changed.has('hash')) this.ask();
  }

  async ask() {
    const { hash } = this;
    this.about = null;
    this.gone = false;
    if (!hash) return;
    try {
      const about = await fileAbout(hash);
      if (hash === this.hash) this.about = about;
    } catch (problem) {
      if (!problem.lines) throw problem;
      if (hash === this.hash) this.gone = true;
    }
  }

  render() {
    const { about } = this;
    const href = fileHref(this.hash);
    if (this.gone || !href) return html`<span class="second">${icon('warn')} ${t('file_gone')}</span>`;
    if (!about) return html`<span class="second">${t('loading')}</span>`;
    if (about.type.startsWith('image/')) {
      return html`<a class="file-picture" href=${href} target="_blank" rel="noopener" title=${t('file_open')}><img src=${href}
        alt=${named(this.field, t('picture'))} loading="lazy" @error=${() => { this.gone = true; }}></a>`;
    }
    return html`<a class="file-paper" href=${href} target="_blank" rel="noopener">${icon('reports')} PDF · ${sizeWord(about.size)} · ${t('file_save')}</a>`;
  }
}

customElements.define('sh-file', FileView);

/** A file's place in a table or record; null for columns of other types, and
    for none. */
export function fileIn(column, value) {
  return column?.type === 'file' && value ? html`<sh-file .hash=${value} .field=${column}></sh-file>` : null;
}
