// Files that answers name: which question each came from, since the host gives
// a file only to who asks that question (docs/api.md, "Files").

import { api, signals } from './api.js';
import { columnsOf } from './names.js';
import { store } from './store.js';

const MOST = 3000; // files known; the oldest are forgotten

const known = new Map(); // hash -> { name, params }

function note(field, value, source) {
  if (!field || value === null || value === undefined) return;
  if (field.type === 'file') {
    known.delete(value);
    known.set(value, source);
  } else if (field.type === 'object' && typeof value === 'object') {
    for (const one of field.fields || []) note(one, value[one.name], source);
  } else if (field.type === 'list' && Array.isArray(value)) {
    for (const one of value) note(field.of, one, source);
  }
}

const holds = (field) => !!field && (field.type === 'file' || holds(field.of) || (field.fields || []).some(holds));

signals.addEventListener('answered', ({ detail: { name, params, answer } }) => {
  const fields = columnsOf(name).filter(holds);
  if (!fields.length || !answer) return;
  const source = { name, params };
  for (const row of Array.isArray(answer) ? answer : [answer]) {
    for (const field of fields) note(field, row[field.name], source);
  }
  for (const hash of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(hash);
  }
});

/** Where the file is read, or '' when no answer has named it. */
export function fileHref(hash) {
  const source = known.get(hash);
  return source && store.home ? api.filePath(store.home, hash, source.name, source.params) : '';
}

/** { hash, size, type } of a file that an answer has named. */
export function fileAbout(hash) {
  const { name, params } = known.get(hash) || {};
  const given = Object.entries(params || {}).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return api.ask(store.home, 'core.file', { hash, of: name, with: Object.fromEntries(given) });
}

/** "1.2 MB" */
export function sizeWord(bytes) {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
