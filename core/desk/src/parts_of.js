// The parts of a row: what a page shows of it, under the page's own names
// ("title" may be the column "drug").

import { columnsOf, full, listOf, show } from './names.js';

const empty = (value) => value === undefined || value === null || value === '';

/** Reads the parts of rows of `query` as `page` names them. */
export function partsOf(page, query = full(page.id, page.query)) {
  const fields = new Map(columnsOf(query).map((one) => [one.name, one]));
  const columns = (part) => {
    const named = page.parts?.[part] ?? part;
    return Array.isArray(named) ? named : [named];
  };
  const fieldOf = (name) => fields.get(name) || { name, type: 'text' };
  const one = (row, name) => show(fieldOf(name), row[name], row);
  return {
    field: (part) => fields.get(columns(part)[0]) || null,
    /** As the host has it: of several columns the first that is not empty. */
    raw: (row, part) => row[columns(part).find((name) => !empty(row[name])) ?? columns(part)[0]],
    has: (row, part) => columns(part).some((name) => !empty(row[name])),
    /** In words; several columns side by side. */
    text: (row, part, between = ' · ') => columns(part).map((name) => one(row, name)).filter(Boolean).join(between),
    texts: (row, part) => columns(part).map((name) => one(row, name)).filter(Boolean),
    list: (row, part) => listOf(row[columns(part)[0]]),
    column: (row, name) => one(row, name),
    heading: (name) => fieldOf(name),
  };
}

/** A JSON object or the text of one; {} when it is neither. */
export function objectOf(value) {
  if (value && typeof value === 'object') return value;
  try {
    const read = JSON.parse(value);
    return read && typeof read === 'object' ? read : {};
  } catch {
    return {};
  }
}

/** Rows that follow each other in groups by `key`, in the order of their first. */
export function groupsBy(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(row);
  }
  return groups;
}
