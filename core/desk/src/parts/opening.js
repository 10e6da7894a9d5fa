// Opening things: a row's record beside the page or as a page, and forms.

import { full, fillFrom, keyOf, actionOf, titleOf, queryOf, pageOf } from '../names.js';
import { remember } from '../forms/refs.js';
import { panel } from '../panel.js';
import { go } from '../route.js';
import { showInstant } from '../times.js';

/** Opens the record that a page's row leads to; false when it leads to none. */
export function openRecord(page, row, wide = false) {
  if (!page.record) return false;
  const id = row[page.record_key || keyOf(page)];
  if (id === null || id === undefined || id === '') return false;
  return openPageOf(full(page.id, page.record), id, wide);
}

/** Opens a record page beside, or another page about `id`. */
export function openPageOf(record, id, wide = false, more = {}) {
  const target = pageOf(record);
  if (!target) return false;
  if (target.kind !== 'record') {
    panel.clear();
    go('page', [record], id === undefined ? more : { ...more, [target.subject || (target.filters || [])[0] || 'id']: String(id) });
  } else if (wide) {
    panel.clear();
    go('record', [record, String(id)]);
  } else {
    panel.open({ kind: 'record', page: record, id });
  }
  return true;
}

/** Names of a row's refs are known already: pickers need not ask. */
function rememberNames(page, entry, row) {
  if (!row) return;
  const owned = page.of ? full(page.id, page.of) : '';
  const title = [titleOf(page, row), page.card?.name ? row[page.card.name] : ''].filter(Boolean).join(' ');
  if (owned) remember(owned, row[keyOf(page)], title);
  const fields = [...(actionOf(entry.action)?.input || []), ...(page.query ? queryOf(full(page.id, page.query))?.columns || [] : [])];
  for (const { name, type, to } of fields) {
    if (type !== 'ref' || !to) continue;
    const word = row[`${name}_name`] ?? (page.record_key === name ? row[page.card?.name] : '');
    const target = full(entry.action, to);
    if (word && target !== owned) remember(target, row[name], String(word));
  }
}

/** Of `given` what the action takes. */
function givenTo(entry, given) {
  const names = (actionOf(entry.action)?.input || []).map((field) => field.name);
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}

/** Opens the form of an action of `page`, about `row` (and `second`) or none. `within`: whose rows may be picked, { resident: 5 }. */
export function openAction(page, entry, row, second, given = {}, about = '', within = undefined) {
  rememberNames(page, entry, row);
  rememberNames(page, entry, second);
  const title = (one) => [titleOf(page, one), page.card?.name ? one[page.card.name] : '',
    one.duty && one.due ? showInstant(one.due) : ''].filter(Boolean).join(' ');
  panel.open({
    kind: 'form',
    action: entry.action,
    fill: row ? fillFrom(page, entry, row, second) : givenTo(entry, given),
    signer: !!entry.signer,
    within,
    context: about || (row ? (second ? `${title(row)} → ${title(second)}` : title(row)) : ''),
  });
}
