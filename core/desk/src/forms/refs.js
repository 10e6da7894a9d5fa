// Finding the row that a ref means, and its name.

import { api } from '../api.js';
import { columnsOf, finderOf, full, keyOf, listOf, matches, notesOf, pageOf, pages, queryOf, show, titleOf } from '../names.js';
import { store } from '../store.js';

const MOST = 40; // found rows that a picker shows
const names = new Map(); // "home|residents.resident|12" -> name

const slot = (to, id) => `${store.home}|${to}|${id}`;

export function remember(to, id, name) {
  if (id !== undefined && id !== null && name) names.set(slot(to, id), name);
}

export const remembered = (to, id) => names.get(slot(to, id)) || '';

function option(page, row) {
  const state = columnsOf(full(page.id, page.query)).find((one) => one.name === 'state');
  const title = [titleOf(page, row)];
  if (page.card?.name && row[page.card.name]) title.push(row[page.card.name]);
  return {
    id: row[keyOf(page)] ?? row.id,
    title: title.join(' '),
    notes: notesOf(page, row).split(' · ').filter((note) => !title.includes(note)).join(' · '),
    tone: row.tone,
    state: row.tone && row.state ? show(state, row.state) : '',
    reasons: listOf(row.reasons),
  };
}

/** Is a row of what the form is about? A row that tells nothing of it is. */
const belongs = (row, within) => Object.entries(within).every(([name, value]) => row[name] === undefined || row[name] === null || row[name] === value);

/** Rows of `page` for a text, by its search or by looking through its query. */
export async function find(page, text, within = {}) {
  // Chinese input methods leave wide digits and letters: １０１－１.
  const typed = text.normalize('NFKC').trim();
  if (page.search && typed) {
    const name = full(page.id, page.search);
    const input = queryOf(name)?.input?.[0]?.name || 'text';
    return (await api.ask(store.home, name, { [input]: typed })).filter((row) => belongs(row, within)).slice(0, MOST);
  }
  const rows = (await api.ask(store.home, full(page.id, page.query))).filter((row) => belongs(row, within));
  // What is free comes first: it is what most forms want.
  const rank = (row) => (row.tone === 'free' ? 0 : row.tone === 'reserved' ? 1 : 2);
  return rows.filter((row) => !typed || matches(page, row, typed)).sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

/** Options for a picker of refs to `to`, of what is in `within` only ({ resident: 5 }), from the rows of the page `from` where one is named; null when nothing can find them. */
export async function options(to, text, within, from) {
  const page = pageOf(from) || finderOf(to);
  if (!page) return null;
  return (await find(page, text, within)).map((row) => option(page, row));
}

/** The name of a ref that nobody named yet; '' when it can't be told. */
export async function nameOf(to, id) {
  if (remembered(to, id)) return remembered(to, id);
  const page = finderOf(to);
  if (!page) return '';
  try {
    const rows = await api.ask(store.home, full(page.id, page.query));
    for (const row of rows) {
      const one = option(page, row);
      remember(to, one.id, one.title);
    }
  } catch {
    // The number is shown instead; the host checks it in any case.
  }
  return remembered(to, id);
}

/** Gives rows with a subject such as "bed:12" the name of that bed, where a page can find it. */
export async function nameSubjects(rows) {
  const told = new Map();
  for (const subject of new Set(rows.map((row) => row.subject).filter(Boolean))) {
    const [, table, id] = /^(\w+):(\d+)$/.exec(subject) || [];
    const page = table && pages().find((one) => one.of === table || one.of?.endsWith(`.${table}`));
    const to = page && (page.of.includes('.') ? page.of : `${page.id.split('.')[0]}.${page.of}`);
    told.set(subject, page ? await nameOf(to, Number(id)) : '');
  }
  for (const row of rows) {
    if (!row.subject) continue;
    // What is about the whole home or a unit needs no code beside its name.
    const other = row.data?.name || (row.subject.includes(':') ? row.subject : '');
    row.subject_name = told.get(row.subject) || other;
  }
  return rows;
}
