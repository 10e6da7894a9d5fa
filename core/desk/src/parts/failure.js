// How a thing that can't be shown says so in its place.

import { html, nothing } from 'lit';
import { icon } from '../icons.js';
import { t } from '../texts.js';

export function failure(problem, retry, title = t('part_failed')) {
  return html`<div class="failure" role="alert">${icon('warn')}<div><b>${title}</b>
    ${problem.lines.map((line) => html`<p>${line}</p>`)}
    ${(problem.errors || []).map((fault) => html`<p>${fault.text}</p>`)}
    ${retry ? html`<p><button type="button" @click=${retry}>${t('retry')}</button></p>` : nothing}</div></div>`;
}
