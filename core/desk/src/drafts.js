// What people have typed and not yet recorded, by person and form. Only in
// memory: it leaves with the window and is never on the disk of a shared PC.

import { store } from './store.js';

const MOST = 100;
const kept = new Map();

const name = (form) => `${store.session?.user}|${store.home}|${form}`;

export const drafts = {
  get: (form) => kept.get(name(form)) || null,
  keep(form, values) {
    kept.delete(name(form));
    kept.set(name(form), values);
    if (kept.size > MOST) kept.delete(kept.keys().next().value);
  },
  drop: (form) => kept.delete(name(form)),
};
