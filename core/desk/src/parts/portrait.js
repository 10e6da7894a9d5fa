// <sh-portrait>: a person's picture, or the letters of the name where there is
// none or it can't be shown.

import { html } from 'lit';
import { Part } from '../part.js';
import { fileHref } from '../files.js';
import { t } from '../texts.js';
import { initials } from '../pages/round_model.js';

export class Portrait extends Part {
  static properties = {
    hash: {}, // of the picture, or none
    name: {}, // of the person
    large: { type: Boolean, reflect: true },
    failed: { state: true }, // the hash that could not be shown
  };

  render() {
    const href = this.hash && this.failed !== this.hash ? fileHref(this.hash) : '';
    if (!href) return html`<span class="portrait" aria-hidden="true">${initials(this.name)}</span>`;
    return html`<img class="portrait" src=${href} alt=${t('picture_of', { name: this.name })} @error=${() => { this.failed = this.hash; }}>`;
  }
}

customElements.define('sh-portrait', Portrait);
