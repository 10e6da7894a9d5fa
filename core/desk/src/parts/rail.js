// <sh-rail>: the main menu. What a role may not see is not there.

import { html, nothing } from 'lit';
import { Part } from '../part.js';
import { icon, hasIcon } from '../icons.js';
import { hasDuties, rail } from '../names.js';
import { prefer, prefs } from '../prefs.js';
import { changes, link, where } from '../route.js';
import { store } from '../store.js';
import { named, t } from '../texts.js';

export class Rail extends Part {
  connectedCallback() {
    super.connectedCallback();
    this.listen(changes, 'change', () => this.requestUpdate());
  }

  item(href, name, word, here, sub = false) {
    return html`<a href=${href} class=${sub ? 'sub' : ''} aria-current=${here ? 'page' : nothing} title=${prefs.folded ? word : nothing}>
      ${sub && prefs.folded ? icon(name) : sub ? nothing : icon(name)}<span class="word">${word}</span></a>`;
  }

  menu({ menu, pages }) {
    const { kind, rest } = where();
    const at = kind === 'page' ? rest[0] : '';
    const entries = pages.map((page) => ({ href: link('page', [page.id]), word: named(page, page.id), icon: page.icon, here: at === page.id }));
    if (menu === 'today' && hasDuties()) {
      entries.unshift({ href: link('today'), word: t('today_title'), icon: 'today', here: kind === 'today' || kind === '' });
    }
    if (entries.length === 1) {
      const [one] = entries;
      const own = menu === 'more' || menu === 'reports' || menu === 'safety';
      return this.item(one.href, own && hasIcon(one.icon) ? one.icon : menu, own ? one.word : t(`menu_${menu}`), one.here);
    }
    const open = entries.some((one) => one.here);
    return html`${this.item(entries[0].href, menu, t(`menu_${menu}`), open && prefs.folded)}
      ${open && !prefs.folded ? entries.map((one) => this.item(one.href, one.icon, one.word, one.here, true)) : nothing}`;
  }

  render() {
    if (!store.catalogue) return nothing;
    const { kind } = where();
    const imports = Object.keys(store.catalogue.imports || {}).length > 0;
    return html`<nav class="rail ${prefs.folded ? 'folded' : ''}" aria-label=${t('rail_label')}>
      ${rail().map((entry) => this.menu(entry))}
      ${imports ? this.item(link('import'), 'import', t('menu_import'), kind === 'import') : nothing}
      ${(store.catalogue.plugins || []).length ? this.item(link('plugins'), 'plugins', t('menu_plugins'), kind === 'plugins') : nothing}
      <span class="grow"></span>
      <button type="button" class="plain" aria-expanded=${!prefs.folded} aria-label=${t(prefs.folded ? 'rail_unfold' : 'rail_fold')}
        @click=${() => prefer('folded', !prefs.folded)}>${icon(prefs.folded ? 'unfold' : 'fold')}</button></nav>`;
  }
}

customElements.define('sh-rail', Rail);
