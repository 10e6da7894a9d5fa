// The board's rows put in order: floors, bands, rooms; counts by state.

import { columnsOf, full, listOf, show } from '../names.js';

/** The word of a row's group column: its name, its enum's word, or itself. */
function word(columns, row, name) {
  return show(columns.find((one) => one.name === name) || { name, type: 'text' }, row[name], row);
}

/** Rows grouped by up to three columns, in the order in which they came. */
export function grouped(page, rows) {
  const columns = columnsOf(full(page.id, page.query));
  const [first, second, third] = page.groups || [];
  const floors = [];
  const place = (list, key, title) => {
    let found = list.find((one) => one.key === key);
    if (!found) {
      found = { key, title, list: [] };
      list.push(found);
    }
    return found;
  };
  for (const row of rows) {
    const floor = place(floors, first ? row[first] : '', first ? word(columns, row, first) : '');
    const unit = place(floor.list, second ? row[second] : '', second ? word(columns, row, second) : '');
    const room = place(unit.list, third ? row[third] : '', third ? word(columns, row, third) : '');
    room.list.push(row);
  }
  return floors;
}

/** Every row under a group. */
export function rowsUnder(group) {
  return group.list.flatMap((one) => (one.list ? rowsUnder(one) : [one]));
}

/** [{ state, tone, count }] in the order of the state's declared values. */
export function counts(page, rows) {
  const field = columnsOf(full(page.id, page.query)).find((one) => one.name === 'state');
  const found = new Map();
  for (const row of rows) {
    const state = row.state ?? row.tone ?? 'plain';
    const one = found.get(state) || { state, tone: row.tone || 'plain', count: 0 };
    one.count++;
    found.set(state, one);
  }
  const order = (field?.values || []).map((one) => one.value);
  return [...found.values()].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** The flags that are in use on the board, for its legend. */
export function flagsIn(page, rows) {
  const name = page.card?.flags;
  return name ? [...new Set(rows.flatMap((row) => listOf(row[name])))] : [];
}

/** The card in the direction of an arrow key from `from`, by what the eye sees. */
export function neighbour(cards, from, key) {
  const at = cards.indexOf(from);
  if (key === 'ArrowLeft') return cards[at - 1];
  if (key === 'ArrowRight') return cards[at + 1];
  if (key === 'Home') return cards[0];
  if (key === 'End') return cards[cards.length - 1];
  const here = from.getBoundingClientRect();
  const down = key === 'ArrowDown';
  let best = null;
  let least = Infinity;
  for (const card of cards) {
    const box = card.getBoundingClientRect();
    const dy = down ? box.top - here.top : here.top - box.top;
    if (dy < here.height / 2) continue;
    const cost = dy * 3 + Math.abs(box.left - here.left);
    if (cost < least) {
      least = cost;
      best = card;
    }
  }
  return best;
}
