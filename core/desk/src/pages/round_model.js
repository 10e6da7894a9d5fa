// A round's rows put in order: people in the order of the rooms, what is due
// and what is done of each, and which key stands for which outcome.

import { full, kindOf, listOf } from '../names.js';
import { store } from '../store.js';
import { dutyOf } from '../names.js';
import { groupsBy } from '../parts_of.js';

/** The duty kind that the page's lines record; {} when the person may not. */
export function kindOfRound(page) {
  const own = page.action ? kindOf(full(page.id, page.action)) : null;
  return own || store.catalogue?.duties?.[dutyOf(page)] || {};
}

/** Rows of people: [{ key, rows, open, done }], in the order in which they came. */
export function peopleOf(read, rows) {
  return [...groupsBy(rows, (row) => String(read.raw(row, 'person')))].map(([key, own]) => ({
    key,
    rows: own,
    open: own.filter((row) => !read.has(row, 'outcome')),
    done: own.filter((row) => read.has(row, 'outcome')),
  }));
}

/** Rows as the host has them, with what was recorded here and is no longer answered. */
export function withKept(read, rows, kept) {
  const known = new Set(rows.map((row) => read.raw(row, 'duty')));
  const gone = [...kept.values()].filter((row) => !known.has(read.raw(row, 'duty')));
  return gone.length ? [...rows, ...gone] : rows;
}

/** The outcomes of a line: [{ value, key, reasons, ask, ...declared }]. */
export function outcomesOf(page, kind, read, row) {
  const chosen = (page.outcomes || []).map((one) => (typeof one === 'string' ? { outcome: one } : one));
  const own = kind.outcomes || [];
  const ranked = [
    ...chosen.map((one) => ({ ...own.find((other) => other.value === one.outcome), ...one })).filter((one) => one.value),
    ...own.filter((one) => !chosen.some((other) => other.outcome === one.value)),
  ];
  let number = 0;
  const keyed = ranked.map((one) => ({ ...one, key: one.key || (number < 9 ? String(++number) : '') }));
  if (!read || !row || !read.has(row, 'outcomes')) return row && read && read.raw(row, 'outcomes') === '' ? [] : keyed;
  const possible = listOf(read.raw(row, 'outcomes'));
  return keyed.filter((one) => possible.includes(one.value));
}

/** The two letters that stand where a picture is missing. */
export function initials(name) {
  const text = String(name || '').trim();
  if (/^[\u3400-\u9fff]/.test(text)) return text.slice(-2);
  return text.split(/\s+/).map((word) => word[0] || '').join('').slice(0, 2).toUpperCase();
}
