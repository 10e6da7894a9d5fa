// <sh-live-state>: whether the desk hears the host, and as of when what it
// shows is true.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { live } from '../live.js';
import { t } from '../texts.js';
import { clockGap, hostNow, timeOf } from '../times.js';

const FAR = 120000; // ms of difference that make the host's clock not a real one

export class LiveState extends Part {
  connectedCallback() {
    super.connectedCallback();
    const redraw = () => this.requestUpdate();
    this.listen(live, 'state', redraw);
    this.listen(live, 'heard', redraw);
  }

  render() {
    if (!live.heardAt) return nothing;
    const time = timeOf(hostNow(live.heardAt), true);
    return html`<span class="live ${live.up ? '' : 'stale'}" role="status" title=${live.up ? t('live') : t('stale_more', { time })}>
      ${icon(live.up ? 'check' : 'warn')}<span>${live.up ? t('live') : t('stale')}</span> <span class="time">${t('as_of', { time })}</span>
      ${Math.abs(clockGap()) > FAR ? html`<span class="virtual">${t('virtual')}</span>` : nothing}</span>`;
  }
}

customElements.define('sh-live-state', LiveState);
