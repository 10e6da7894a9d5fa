// <sh-plugins-page>: which plugins this home has, their state and its reason.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { store } from '../store.js';
import { live } from '../live.js';
import { has, named, t } from '../texts.js';
import './parked_list.js';

const TONES = {
  enabled: 'free', running: 'free', ready: 'free', live: 'free', disabled: 'blocked',
  quarantined: 'alarm', failed: 'alarm', faulty: 'alarm', safe: 'late',
};

export class PluginsPage extends Part {
  connectedCallback() {
    super.connectedCallback();
    store.readCatalogue();
    this.listen(live, 'event', () => {
      clearTimeout(this.later);
      this.later = setTimeout(() => this.isConnected && store.readCatalogue(), 1000);
    });
  }

  line(plugin) {
    const tone = TONES[plugin.state] || 'plain';
    const word = has(`state_${plugin.state}`) ? t(`state_${plugin.state}`) : plugin.state;
    const reason = plugin.reason && named({ zh: plugin.reason, en: plugin.reason_en });
    return html`<tr><td><b>${named(plugin, plugin.id)}</b> <span class="second">${plugin.id}</span></td><td>${plugin.version}</td>
      <td><span class="state tone-${tone}">${icon(tone)}${word}</span></td><td>${reason || nothing}${plugin.overrides ? html`<div class="second">${t('plugin_overrides')}${plugin.overrides}</div>` : nothing}</td></tr>`;
  }

  render() {
    const plugins = store.catalogue?.plugins || [];
    return html`<div class="page"><div class="page-head"><h1>${t('plugins_title')}</h1></div><sh-parked-list></sh-parked-list>
      ${plugins.length ? html`<div class="scroll"><table><thead><tr><th>${t('plugin_name')}</th><th>${t('plugin_version')}</th>
        <th>${t('plugin_state')}</th><th>${t('plugin_reason')}</th></tr></thead><tbody>${plugins.map((plugin) => this.line(plugin))}</tbody></table></div>`
    : html`<p class="empty">${t('list_empty')}</p>`}</div>`;
  }
}

customElements.define('sh-plugins-page', PluginsPage);
