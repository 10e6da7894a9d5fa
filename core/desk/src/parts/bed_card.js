// One bed as a card of 128 by 72: number, state, name, sex and age, care
// level as bars, flags as signs, days in. A template, not an element: a board
// has hundreds of them.

import { html, nothing } from 'lit';
import { icon, hasIcon } from '../icons.js';
import { columnsOf, flagWord, full, keyOf, listOf, show } from '../names.js';
import { t, named } from '../texts.js';

const BARS = 5;

/** What a card says, from the page's mapping of columns. */
export function reader(page) {
  const columns = new Map(columnsOf(full(page.id, page.query)).map((one) => [one.name, one]));
  const card = page.card || {};
  const value = (row, what) => (card[what] === undefined ? null : row[card[what]]);
  const words = (row, what) => {
    const name = card[what];
    return name === undefined ? '' : show(columns.get(name) || { name, type: 'text' }, row[name], row);
  };
  return {
    key: (row) => row[keyOf(page)],
    title: (row) => words(row, 'title'),
    name: (row) => words(row, 'name'),
    sex: (row) => words(row, 'sex'),
    age: (row) => value(row, 'age'),
    level: (row) => value(row, 'level'),
    levelWord: (row) => words(row, 'level'),
    days: (row) => value(row, 'days'),
    note: (row) => [card.note || []].flat().map((name) => show(columns.get(name) || { name, type: 'text' }, row[name], row)).find(Boolean) || '',
    flags: (row) => listOf(value(row, 'flags')),
    flagWord: (flag) => flagWord(columns.get(card.flags), flag),
    levelField: columns.get(card.level),
    state: (row) => (columns.get('state') && row.state ? show(columns.get('state'), row.state) : t(`tone_${row.tone || 'plain'}`)),
  };
}

/** The care level as a short bar of five. */
export function levelBar(level, word) {
  const filled = Math.max(0, Math.min(BARS, parseInt(String(level).replace(/^\D+/, ''), 10) || 0));
  const bars = [];
  for (let at = 0; at < BARS; at++) bars.push(html`<i class=${at < filled ? 'on' : ''}></i>`);
  return html`<span class="level" role="img" aria-label="${t('level')} ${word}" title="${t('level')} ${word}">${bars}</span>`;
}

/** The signs of a row's flags. */
export function flagSigns(read, row) {
  return read.flags(row).map((flag) => {
    const word = read.flagWord(flag);
    return html`<span class="flag flag-${flag}" role="img" aria-label=${word} title=${word}>${hasIcon(flag) ? icon(flag) : [...word][0]}</span>`;
  });
}

const masked = (name) => (name ? `${[...name][0]}＊＊` : '');

/** The card itself. `board` tells what is focused, marked, filtered, hidden. */
export function bedCard(read, row, board) {
  const key = read.key(row);
  const tone = row.tone || 'plain';
  const name = board.hidden ? masked(read.name(row)) : read.name(row);
  const age = read.age(row);
  const days = read.days(row);
  const person = name ? html`<span class="name">${name}</span>
    <span class="about">${board.short(read.sex(row))}${age === null || age === undefined ? '' : ` ${age}`}</span>`
    : html`<span class="about">${read.note(row)}</span>`;
  const classes = `bed tone-${tone} ${board.dimmed(row) ? 'dim' : ''} ${board.marked(key) ? 'marked' : ''}`;
  return html`<button type="button" class=${classes} data-key=${key} tabindex=${board.current === key ? 0 : -1}
      draggable=${board.drags && name ? 'true' : 'false'} aria-pressed=${board.marked(key) ? 'true' : nothing}>
    <span class="top"><b class="number">${read.title(row)}</b><span class="state">${icon(tone)}${read.state(row)}</span></span>
    <span class="who">${person}</span>
    <span class="foot">${read.level(row) === null || read.level(row) === undefined ? nothing : levelBar(read.level(row), read.levelWord(row))}
      <span class="flags">${flagSigns(read, row)}</span>
      ${days === null || days === undefined ? nothing : html`<span class="days">${t('days_in', { n: days })}</span>`}</span>
  </button>`;
}

/** The legend: what bars and signs mean. States have their words on the counters. */
export function legend(read, flags) {
  return html`<div class="legend"><b>${t('legend')}</b>
    ${read.levelField ? html`<span>${levelBar(3, '')} ${named(read.levelField, t('level'))}</span>` : nothing}
    ${flags.map((flag) => html`<span><span class="flag flag-${flag}">${hasIcon(flag) ? icon(flag) : [...read.flagWord(flag)][0]}</span> ${read.flagWord(flag)}</span>`)}</div>`;
}
