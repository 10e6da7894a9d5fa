// <sh-page-part>: a page of its own shown within another, about one subject.

import { html } from 'lit';
import { Part } from '../part.js';
import { pageOf } from '../names.js';
import { t } from '../texts.js';
import './calendar.js';
import './dashboard.js';
import './grid.js';
import './list.js';
import './timeline.js';

export class PagePart extends Part {
  static properties = {
    page: {}, // its id
    fixed: { attribute: false }, // the value of its subject
  };

  render() {
    switch (pageOf(this.page)?.kind) {
      case 'grid': return html`<sh-grid-page within .page=${this.page} .fixed=${this.fixed}></sh-grid-page>`;
      case 'list': return html`<sh-list-page within .page=${this.page} .fixed=${this.fixed}></sh-list-page>`;
      case 'timeline': return html`<sh-timeline-page within .page=${this.page} .fixed=${this.fixed}></sh-timeline-page>`;
      case 'calendar': return html`<sh-calendar-page within .page=${this.page} .fixed=${this.fixed}></sh-calendar-page>`;
      case 'dashboard': return html`<sh-dashboard-page within .page=${this.page} .fixed=${this.fixed}></sh-dashboard-page>`;
      default: return html`<p class="second">${t('page_gone')}</p>`;
    }
  }
}

customElements.define('sh-page-part', PagePart);
