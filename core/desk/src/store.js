// What the desk knows: who is signed in, which home, its catalogue. Parts
// listen for 'change' and draw themselves anew.

import { api, signals } from './api.js';
import { live } from './live.js';
import { setZone } from './times.js';

const NOTICES = 50; // kept in the list behind the bell

class Store extends EventTarget {
  constructor() {
    super();
    this.phase = 'starting'; // starting, out, in, failed
    this.session = null; // answer of GET session
    this.home = ''; // id of the home being looked at
    this.catalogue = null;
    this.problem = null; // why the catalogue could not be read
    this.lock = ''; // '', 'idle', 'ended', 'switch'
    this.notices = []; // { text, tone, at }, newest first
    signals.addEventListener('ended', () => this.ended());
  }

  tell() {
    this.dispatchEvent(new Event('change'));
  }

  async begin() {
    try {
      await this.enter(await api.session());
    } catch (problem) {
      this.phase = problem.status === 401 ? 'out' : 'failed';
      this.problem = problem;
      this.tell();
    }
  }

  /** Goes on with a session; keeps the page when it is the same person. */
  async enter(session) {
    const other = this.session && this.session.user !== session.user;
    this.session = session;
    this.phase = 'in';
    this.lock = '';
    const homes = session.homes || [];
    if (!homes.some((home) => home.id === this.home)) {
      this.home = homes.length ? homes[0].id : '';
    }
    if (other) {
      this.catalogue = null;
      this.notices = [];
      this.dispatchEvent(new Event('person'));
    }
    // The name in the bar changes at once, not when the catalogue has come.
    this.tell();
    if (!session.must_change) await this.readCatalogue();
    this.tell();
  }

  async readCatalogue() {
    if (!this.home) return;
    try {
      this.catalogue = await api.catalogue(this.home);
      this.problem = null;
      setZone(this.catalogue.home?.zone, this.catalogue.now);
      live.start(this.home);
    } catch (problem) {
      this.problem = problem;
    }
    this.tell();
  }

  async choose(home) {
    if (home === this.home && this.catalogue) return;
    this.home = home;
    this.catalogue = null;
    this.tell();
    await this.readCatalogue();
  }

  ended() {
    if (this.phase !== 'in') return;
    live.stop();
    this.lock = this.lock || 'ended';
    this.tell();
  }

  shut(why) {
    if (this.phase !== 'in' || this.lock) return;
    live.stop();
    this.lock = why;
    this.tell();
  }

  async leave() {
    live.stop();
    try {
      await api.signOut();
    } finally {
      this.session = null;
      this.catalogue = null;
      this.notices = [];
      this.lock = '';
      this.phase = 'out';
      this.dispatchEvent(new Event('person'));
      this.tell();
    }
  }

  /** A line for the bell and, unless it is said elsewhere, for a moment at the foot. */
  notice(text, tone = 'plain', toast = true) {
    this.notices = [{ text, tone, at: Date.now() }, ...this.notices].slice(0, NOTICES);
    if (toast) this.dispatchEvent(new CustomEvent('notice', { detail: this.notices[0] }));
    this.tell();
  }
}

export const store = new Store();
