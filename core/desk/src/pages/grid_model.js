// A grid's rows as lines, columns and the entries where they meet.

import { api } from '../api.js';
import { columnsOf, full, keyOf, listOf, queryOf, textOf } from '../names.js';
import { groupsBy, partsOf } from '../parts_of.js';
import { store } from '../store.js';
import { t } from '../texts.js';
import { dateOf, dayOf, daysOf, hostNow, stepOf, weekday } from '../times.js';

const entryOf = (one) => ({ at: one.at, text: textOf(one, 'text'), tone: one.tone || 'plain', hint: textOf(one, 'hint'), cell: one.cell });

/** The lines: [{ key, row, entries }]. */
export function linesOf(page, read, rows) {
  const key = (row) => String(row[keyOf(page)] ?? '');
  const column = page.cells || 'cells';
  const nested = columnsOf(full(page.id, page.query)).some((one) => one.name === column);
  if (nested) return rows.map((row, at) => ({ key: key(row) || String(at), row, entries: listOf(row[column]).map(entryOf) }));
  const part = (row) => entryOf({ at: read.raw(row, 'at'), text: read.text(row, 'text'), tone: read.raw(row, 'tone'), hint: read.text(row, 'hint'), cell: read.raw(row, 'cell') });
  return [...groupsBy(rows, key)].map(([name, own]) => ({ key: name, row: own[0], entries: own.filter((row) => read.has(row, 'at')).map(part) }));
}

function monthsOf({ from, to }) {
  const heads = [];
  for (let month = from; month < to && heads.length < 60; month = stepOf('month', month, 1)) {
    heads.push({ id: month.slice(0, 7), title: t('month_short', { m: Number(month.slice(5, 7)) }), note: '' });
  }
  return heads;
}

/** The columns of a period: its days, or the months of a year. */
export function headsOfSpan(span, unit) {
  if (unit === 'year' || unit === 'quarter') return monthsOf(span);
  const today = dateOf(hostNow());
  return daysOf(span.from, span.to).map((day) => ({
    id: day, title: String(Number(day.slice(8))), note: weekday(day).replace('周', ''),
    rest: [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()), today: day === today,
  }));
}

/** The columns that the page's `heads` answers. */
export async function headsAsked(page, input) {
  const name = full(page.id, page.heads);
  const takes = (queryOf(name)?.input || []).map((field) => field.name);
  const rows = await api.ask(store.home, name, Object.fromEntries(Object.entries(input).filter(([key]) => takes.includes(key))));
  const read = partsOf({ ...page, parts: {} }, name);
  return rows.map((row) => ({ id: String(row.id), title: read.text(row, 'title'), note: read.text(row, 'note'), tone: row.tone }));
}

/** Entries by column: Map of a head's id to those that stand there. */
export function placed(entries, heads) {
  const ids = new Set(heads.map((head) => head.id));
  const places = new Map();
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const id = [String(entry.at), day, day.slice(0, 7)].find((one) => ids.has(one));
    if (id === undefined) continue;
    if (!places.has(id)) places.set(id, []);
    places.get(id).push(entry);
  }
  return places;
}
