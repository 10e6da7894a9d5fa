// The side panel's stack: records, rows and forms opened over a page. Esc
// takes the top one off.

class Panel extends EventTarget {
  constructor() {
    super();
    this.stack = []; // { kind: 'record'|'row'|'form'|'duty', ... }
    this.from = null; // the element that had the focus before
  }

  get top() {
    return this.stack[this.stack.length - 1] || null;
  }

  open(entry, { replace = false } = {}) {
    if (!this.stack.length) this.from = document.activeElement;
    if (replace) this.stack = [];
    this.stack = [...this.stack, entry];
    this.tell();
  }

  back() {
    this.stack = this.stack.slice(0, -1);
    this.tell();
    if (!this.stack.length) this.refocus();
  }

  clear() {
    if (!this.stack.length) return;
    this.stack = [];
    this.tell();
    this.refocus();
  }

  refocus() {
    const from = this.from;
    this.from = null;
    if (from?.isConnected) from.focus();
  }

  tell() {
    this.dispatchEvent(new Event('change'));
  }
}

export const panel = new Panel();
