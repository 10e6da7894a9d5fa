// The heading that only paper shows: home, title, when printed and by whom.

import { html } from 'lit';
import { store } from '../store.js';
import { prefs } from '../prefs.js';
import { hostNow, showInstant } from '../times.js';

export function printHead(title, period = '') {
  const at = showInstant(hostNow());
  const words = prefs.lang === 'en' ? 'Printed' : '打印';
  return html`<div class="print-head" aria-hidden="true"><b>${store.catalogue?.home?.name || ''}</b>
    <span>${title}${period ? ` · ${period}` : ''}</span>
    <span>${words} ${at} ${store.session?.name || ''}</span></div>`;
}
