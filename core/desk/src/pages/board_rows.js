// The rows of the boards as last answered, shared between a board and what
// is opened beside it, and the bed that is marked for an action with two.

class Boards extends EventTarget {
  constructor() {
    super();
    this.kept = new Map(); // page id -> { rows, past }
    this.marking = null; // { page, entry, key }
  }

  get(page) {
    return this.kept.get(page) || { rows: [], past: '' };
  }

  put(page, rows, past) {
    this.kept.set(page, { rows, past });
    this.dispatchEvent(new Event('change'));
  }

  /** Marks a first bed; the board waits for the second. */
  mark(page, entry, key) {
    this.marking = { page, entry, key };
    this.dispatchEvent(new Event('marking'));
  }

  unmark() {
    this.marking = null;
    this.dispatchEvent(new Event('marking'));
  }
}

export const boards = new Boards();
