// <sh-side-panel>: what is opened over a page, so that the page stays in sight.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part } from '../part.js';
import { icon } from '../icons.js';
import { panel } from '../panel.js';
import { go } from '../route.js';
import { t } from '../texts.js';
import '../forms/action_form.js';
import '../forms/duty_form.js';
import '../pages/record.js';
import './bed_facts.js';

export class SidePanel extends Part {
  connectedCallback() {
    super.connectedCallback();
    this.listen(panel, 'change', () => this.requestUpdate());
  }

  updated() {
    const { top } = panel;
    if (top && top !== this.seen && top.kind !== 'form' && top.kind !== 'duty') {
      this.querySelector('aside')?.focus();
    }
    this.seen = top;
  }

  wide() {
    const { top } = panel;
    panel.clear();
    go('record', [top.page, String(top.id)]);
  }

  /** One key per entry: each has its own element, drafts and state. */
  body(entry) {
    const back = () => panel.back();
    switch (entry.kind) {
      case 'record': return html`<sh-record .page=${entry.page} .key=${entry.id}></sh-record>`;
      case 'row': return html`<sh-bed-facts .page=${entry.page} .key=${entry.key}></sh-bed-facts>`;
      case 'form': return html`<sh-action-form .action=${entry.action} .fill=${entry.fill} .context=${entry.context} .within=${entry.within} ?signer=${!!entry.signer}
        @cancel=${back} @done=${back}></sh-action-form>`;
      case 'duty': return html`<sh-duty-form .duty=${entry.duty} .outcomeName=${entry.outcome || ''} @cancel=${back} @done=${back}></sh-duty-form>`;
      default: return nothing;
    }
  }

  render() {
    if (!panel.stack.length) return nothing;
    const { top } = panel;
    return html`<aside class="panel" tabindex="-1" aria-label=${t('record')}>
      <header><button type="button" @click=${() => panel.back()}>${icon(panel.stack.length > 1 ? 'fold' : 'close')}
        ${panel.stack.length > 1 ? t('back') : t('close')} <kbd>Esc</kbd></button>
        ${top.kind === 'record' ? html`<button type="button" @click=${this.wide}>${icon('wide')} ${t('open_page')}</button>` : nothing}</header>
      ${repeat(panel.stack, (entry) => entry, (entry) => html`<div class="panel-body" ?hidden=${entry !== top}>${this.body(entry)}</div>`)}
    </aside>`;
  }
}

customElements.define('sh-side-panel', SidePanel);
