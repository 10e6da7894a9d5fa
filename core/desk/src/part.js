// The base of every component: drawn into the page itself (one style sheet,
// labels and ids work across parts), redrawn when the store or the
// preferences change.

import { LitElement } from 'lit';
import { signals } from './api.js';
import { store } from './store.js';
import { changes as prefChanges } from './prefs.js';

export class Part extends LitElement {
  constructor() {
    super();
    this.heard = []; // [target, type, listener] taken off when the part goes
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    const redraw = () => this.requestUpdate();
    this.listen(store, 'change', redraw);
    this.listen(prefChanges, 'change', redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const [target, type, listener] of this.heard) target.removeEventListener(type, listener);
    this.heard = [];
  }

  /** Listens until the part is taken off the page. */
  listen(target, type, listener) {
    target.addEventListener(type, listener);
    this.heard.push([target, type, listener]);
  }
}

/** Whether an event's type fits "beds.*" (one segment) or "beds.**" (the rest). */
function fits(pattern, type) {
  const wanted = pattern.split('.');
  const have = type.split('.');
  for (let at = 0; at < wanted.length; at++) {
    if (wanted[at] === '**') return true;
    if (have[at] === undefined || (wanted[at] !== '*' && wanted[at] !== have[at])) return false;
  }
  return have.length === wanted.length;
}

/** A part that shows what a query answers and asks again when things change. */
export class Asking extends Part {
  static properties = {
    answer: { state: true }, // what the host said last
    problem: { state: true }, // why it could not be asked, if so
    busy: { state: true },
  };

  constructor() {
    super();
    this.answer = undefined;
    this.problem = null;
    this.busy = false;
    this.turn = 0; // number of the newest question: older answers are dropped
    this.later = 0;
  }

  /** Asks and returns the answer; overridden. */
  async load() {
    return undefined;
  }

  /** The patterns of events that may change the answer; none: all may. */
  get refresh() {
    return this.declared?.refresh || null;
  }

  touched({ type }) {
    return !this.refresh || type === '*' || this.refresh.some((pattern) => fits(pattern, type));
  }

  async ask() {
    const turn = ++this.turn;
    this.busy = true;
    try {
      const answer = await this.load();
      if (turn !== this.turn) return;
      this.answer = answer;
      this.problem = null;
    } catch (problem) {
      if (turn !== this.turn) return;
      if (!problem.lines) throw problem;
      this.problem = problem;
    } finally {
      if (turn === this.turn) this.busy = false;
    }
  }

  /** Asks soon; many events in a short time make one question. */
  soon() {
    if (this.later) return;
    this.later = setTimeout(() => {
      this.later = 0;
      if (this.isConnected && !store.lock) this.ask();
    }, 150);
  }

  follow(live) {
    // An action of one's own may change what no event tells of.
    this.listen(signals, 'changed', () => { if (this.answer !== undefined) this.soon(); });
    this.listen(live, 'event', (event) => {
      if (this.touched(event.detail)) this.soon();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.later);
    this.later = 0;
    this.turn++;
  }
}
