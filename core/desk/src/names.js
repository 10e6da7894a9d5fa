// Reading the catalogue: full names, pages, actions of rows, words of values.

import { store } from './store.js';
import { named, t, has } from './texts.js';
import { prefs } from './prefs.js';
import { showDate, showInstant } from './times.js';

const MENUS = ['today', 'board', 'round', 'residents', 'assessments', 'medication',
  'safety', 'quality', 'reports', 'more'];
const KEYS = { assign: 'a', admit: 'a', transfer: 't', swap: 's', leave: 'l', return: 'r', discharge: 'd' };
const OWN = new Set(['id', 'tone', 'actions', 'flags', 'reasons']);

/** `name` with the plugin of `owner` ("beds.board") in front when it has none. */
export function full(owner, name) {
  return name.includes('.') ? name : `${owner.split('.')[0]}.${name}`;
}

export const pages = () => store.catalogue?.pages || [];
export const pageOf = (id) => pages().find((page) => page.id === id) || null;
export const actionOf = (name) => store.catalogue?.actions?.[name] || null;
export const queryOf = (name) => store.catalogue?.queries?.[name] || null;
export const columnsOf = (name) => queryOf(name)?.columns || [];
export const keyOf = (page) => page.key || 'id';

/** The duty kind that an action records, or null. */
export function kindOf(action) {
  const records = actionOf(action)?.records;
  return records ? store.catalogue?.duties?.[full(action, records)] || null : null;
}

/** The action that records duties of `kind` and looks at them, or ''. */
export function recorderOf(kind) {
  const found = Object.entries(store.catalogue?.actions || {}).find(([name, action]) => action.records && full(name, action.records) === kind
    && (action.input || []).some((field) => field.name === 'duty'));
  return found ? found[0] : '';
}

/** The page of `kinds` on which duties of `kind` are recorded, or null. */
export function pageOfDuty(kind, kinds) {
  return pages().find((page) => kinds.includes(page.kind) && dutyOf(page) === kind) || null;
}

/** The full name of the duty kind that a page records, or ''. */
export function dutyOf(page) {
  if (page.duty) return full(page.id, page.duty);
  const action = page.action ? full(page.id, page.action) : '';
  const records = action && actionOf(action)?.records;
  return records ? full(action, records) : '';
}

/** The rail: [{ menu, pages }] in order, without empty ones. */
export function rail() {
  const found = new Map(MENUS.map((menu) => [menu, []]));
  for (const page of pages()) {
    if (page.kind === 'record') continue;
    const own = page.id.split('.')[0];
    const menu = page.menu || (page.kind === 'board' ? 'board' : own);
    if (menu === 'none') continue;
    (found.get(menu) || found.get('more')).push(page);
  }
  for (const list of found.values()) list.sort((a, b) => (a.order ?? 100) - (b.order ?? 100));
  return MENUS.map((menu) => ({ menu, pages: found.get(menu) }))
    .filter(({ menu, pages: list }) => list.length || (menu === 'today' && hasDuties()));
}

export const hasDuties = () => Object.keys(store.catalogue?.duties || {}).length > 0;

/** Declared actions as [{ action, key, ... }], only those the person may do. */
export function actionsOf(page, from = 'actions') {
  const declared = page?.[from] || [];
  const list = Array.isArray(declared)
    ? declared
    : Object.entries(declared).map(([key, entry]) => (
      typeof entry === 'string' ? { action: entry, key } : { key, ...entry }));
  return list
    .map((entry) => (typeof entry === 'string' ? { action: entry } : entry))
    .map((entry) => {
      const action = full(page.id, entry.action);
      return { ...entry, action, key: entry.key || KEYS[action.split('.')[1]] || '' };
    })
    .filter((entry) => actionOf(entry.action));
}

/** Those of `entries` that fit `row`. */
export function fitting(page, entries, row) {
  const allowed = listOf(row.actions);
  if (row.actions !== undefined && row.actions !== null) {
    const names = new Set(allowed.map((name) => full(page.id, String(name))));
    return entries.filter((entry) => names.has(entry.action));
  }
  return entries.filter((entry) => !entry.tones || entry.tones.includes(row.tone));
}

/** What a form about `row` starts with. */
export function fillFrom(page, entry, row, second) {
  const values = {};
  const fields = actionOf(entry.action)?.input || [];
  const key = row[keyOf(page)];
  if (entry.fill) {
    for (const [field, column] of Object.entries(entry.fill)) values[field] = row[column];
  } else {
    for (const { name, type, to } of fields) {
      // What is asked for by a move is where to, never where from.
      if (entry.drop && name in entry.drop) continue;
      if (row[name] !== undefined && row[name] !== null) values[name] = row[name];
      else if (name === 'id') values[name] = key;
      else if (type === 'ref' && page.of && full(entry.action, to || '') === full(page.id, page.of)) values[name] = key;
    }
  }
  const from = second && (entry.second || entry.drop);
  if (from) for (const [field, column] of Object.entries(from)) values[field] = second[column];
  return values;
}

/** A list column's value: an array, or JSON text of one. */
export function listOf(value) {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || value === '') return [];
  try {
    const read = JSON.parse(value);
    return Array.isArray(read) ? read : [];
  } catch {
    return value.split(',').map((part) => part.trim()).filter(Boolean);
  }
}

/** The word of an enum's value. */
export function wordOf(field, value) {
  const found = (field?.values || []).find((one) => one.value === value);
  return found ? named(found, value) : String(value);
}

/** The column with the English of a text: "item" has "item_en", "level_zh" has "level_en". */
const englishOf = (name) => (name === 'zh' ? 'en' : `${name.replace(/_zh$/, '')}_en`);

let offered = { catalogue: null, words: new Map() };

/** A reason as the reader says it, where a round offered it: it was kept as its chooser read it. */
export function inWords(text) {
  if (offered.catalogue !== store.catalogue) {
    const reasons = pages().flatMap((page) => (page.outcomes || []).flatMap((one) => one.reasons || []));
    offered = { catalogue: store.catalogue, words: new Map(reasons.flatMap((one) => [[one.zh, one], [one.en, one]])) };
  }
  return offered.words.has(text) ? named(offered.words.get(text)) : text;
}

/** A value as a person reads it. `row` gives the names of refs, and the English of texts. */
export function show(field, value, row) {
  const english = prefs.lang === 'en' && row && field?.type === 'text' && row[englishOf(field.name)];
  if (english) return String(english);
  if (row && field && row[`${field.name}_name`] !== undefined && row[`${field.name}_name`] !== null) {
    return String(row[`${field.name}_name`]);
  }
  if (value === null || value === undefined || value === '') return '';
  const unit = field?.unit ? ` ${typeof field.unit === 'object' ? named(field.unit) : field.unit}` : '';
  switch (field?.type) {
    case 'boolean': return value === true || value === 1 ? t('yes') : t('no');
    case 'enum': return wordOf(field, value);
    case 'date': return showDate(value);
    case 'instant': return showInstant(value);
    case 'list': return listOf(value).map((one) => show(field.of, one)).join(prefs.lang === 'en' ? ', ' : '、');
    case 'object': return (field.fields || []).map((one) => show(one, value[one.name])).filter(Boolean).join(' ');
    case 'json': return showJson(value);
    default: return field?.name === 'reason' ? inWords(value) : `${value}${unit}`;
  }
}

/** A text that has its English beside it, of a row or of what a plugin declares. */
export const textOf = (row, name) => show({ name, type: 'text' }, row[name], row);

function showJson(value) {
  let read = value;
  if (typeof value === 'string') {
    try {
      read = JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (Array.isArray(read)) return read.map(showJson).join(prefs.lang === 'en' ? ', ' : '、');
  if (read && typeof read === 'object') {
    if (read.zh || read.en) return named(read);
    return Object.values(read).map(showJson).join(' ');
  }
  return String(read);
}

/** The words of a flag. */
export function flagWord(field, flag) {
  const values = field?.of?.values || field?.values;
  if (values?.some((one) => one.value === flag)) return wordOf({ values }, flag);
  return has(`flag_${flag}`) ? t(`flag_${flag}`) : flag;
}

/** The columns that a table shows: those named, or all that mean something. */
export function shownColumns(query, names) {
  const all = columnsOf(query);
  if (names) {
    return names.map((name) => all.find((one) => one.name === name) || { name, type: 'text' });
  }
  const have = new Set(all.map((one) => one.name));
  const english = new Set(all.filter((one) => one.type === 'text').map((one) => englishOf(one.name)));
  return all.filter(({ name, type }) => !OWN.has(name) && type !== 'id' && !english.has(name)
    && !(name.endsWith('_name') && have.has(name.slice(0, -5))));
}

/** The page whose rows are those of `table` ("beds.bed"), for finding one. */
export function finderOf(table) {
  return pages().find((page) => page.of && page.query && full(page.id, page.of) === table) || null;
}

/** A column of a page's row in words. */
function columnOf(page, row, name) {
  const columns = columnsOf(page.query ? full(page.id, page.query) : '');
  return show(columns.find((one) => one.name === name), row[name], row);
}

/** "王秀英 · 女 · 84" : the notes of a row. */
export function notesOf(page, row) {
  return (page.notes || []).map((name) => columnOf(page, row, name)).filter(Boolean).join(' · ');
}

/** Whether `row` has `text` in one of the page's telling columns. */
export function matches(page, row, text) {
  const wanted = text.trim().toLowerCase();
  const card = page.card || {};
  const names = [page.title, card.title, card.name, ...(page.notes || [])].filter(Boolean);
  return names.some((name) => String(row[name] ?? '').toLowerCase().includes(wanted));
}

/** The heading of a row. */
export function titleOf(page, row) {
  const name = page.title || page.card?.title || page.parts?.title || 'name';
  return columnOf(page, row, name) || String(row.name ?? row[keyOf(page)] ?? '');
}
