// The live stream of a home. fetch instead of EventSource: events are named
// after their types, which EventSource can't listen to all at once, and a
// fetch shows the status, so that an ended session is told from a cut cable.

import { api, signals } from './api.js';

const PAUSE_MIN = 1000; // ms before the first reconnect
const PAUSE_MAX = 15000;
const SILENCE = 45000; // ms without a byte: the host sends a sign of life more often

class Live extends EventTarget {
  constructor() {
    super();
    this.up = false; // whether the stream runs now
    this.heardAt = 0; // when the host last said anything, Date.now()
    this.last = ''; // id of the last event, for resuming
    this.stopper = null;
    this.home = '';
    signals.addEventListener('heard', () => this.heard());
  }

  /** Follows a home until stop(). Following the same home again does nothing. */
  start(home) {
    if (this.home === home && this.stopper) return;
    this.stop();
    if (this.home !== home) this.last = '';
    this.home = home;
    this.stopper = new AbortController();
    this.run(home, this.stopper);
  }

  stop() {
    if (this.stopper) this.stopper.abort();
    this.stopper = null;
    this.turn(false);
  }

  heard() {
    this.heardAt = Date.now();
    this.dispatchEvent(new Event('heard'));
  }

  turn(up) {
    if (this.up === up) return;
    this.up = up;
    this.dispatchEvent(new Event('state'));
  }

  async run(home, stopper) {
    let pause = PAUSE_MIN;
    let first = true;
    while (!stopper.signal.aborted) {
      const started = Date.now();
      try {
        await this.follow(home, stopper, first);
      } catch (error) {
        if (error.ended) {
          signals.dispatchEvent(new Event('ended'));
          return;
        }
      }
      if (stopper.signal.aborted) return;
      this.turn(false);
      if (Date.now() - started > PAUSE_MAX) pause = PAUSE_MIN;
      await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 2, PAUSE_MAX);
      first = false;
    }
  }

  async follow(home, stopper, first) {
    const once = new AbortController();
    const cut = () => once.abort();
    stopper.signal.addEventListener('abort', cut);
    addEventListener('offline', cut);
    let timer = setTimeout(cut, SILENCE);
    try {
      const headers = { Accept: 'text/event-stream' };
      if (this.last) headers['Last-Event-ID'] = this.last;
      const response = await fetch(api.streamPath(home), {
        headers, credentials: 'same-origin', cache: 'no-store', signal: once.signal,
      });
      if (response.status === 401) throw Object.assign(new Error(), { ended: true });
      if (!response.ok) throw new Error(String(response.status));
      this.turn(true);
      // Events may have passed unheard while the line was down.
      if (!first) this.dispatchEvent(new CustomEvent('event', { detail: { type: '*' } }));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(cut, SILENCE);
        this.heard();
        rest = this.take(rest + value);
      }
    } finally {
      clearTimeout(timer);
      stopper.signal.removeEventListener('abort', cut);
      removeEventListener('offline', cut);
    }
  }

  /** Takes the whole blocks off `text`; returns what is not whole yet. */
  take(text) {
    const blocks = text.replace(/\r\n?/g, '\n').split('\n\n');
    const rest = blocks.pop();
    for (const block of blocks) {
      let type = 'message';
      let data = '';
      for (const line of block.split('\n')) {
        const [, name, value] = /^(\w+): ?(.*)$/.exec(line) || [];
        if (name === 'id') this.last = value;
        else if (name === 'event') type = value;
        else if (name === 'data') data += value;
      }
      if (data) this.tell(type, data);
    }
    return rest;
  }

  tell(type, data) {
    let detail = {};
    try {
      detail = JSON.parse(data);
    } catch {
      // An event that can't be read still says that something changed.
    }
    this.dispatchEvent(new CustomEvent('event', { detail: { ...detail, type } }));
  }
}

export const live = new Live();
