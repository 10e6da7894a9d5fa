// A round on paper: everybody's lines with room for a hand.

import { html, nothing } from 'lit';
import { named, t } from '../texts.js';
import { kindOfRound, outcomesOf } from './round_model.js';
import { timeOf, toMs } from '../times.js';

/** One person's lines, with the picture where it is loaded; `round` is the page that shows them. */
export function personSheet(round, person) {
  const { read } = round;
  const row = person.rows[0];
  const words = outcomesOf(round.declared, kindOfRound(round.declared)).map((one) => named(one));
  return html`<section class="round-sheet">${round.pictures.get(person.key) ?? nothing}<h3>${read.text(row, 'place')} ${round.nameOf(row)}
      <span class="second">${(round.declared.notes || []).map((name) => read.column(row, name)).filter(Boolean).join(' · ')}</span></h3>
    ${(round.declared.alerts || []).filter((name) => read.column(row, name)).map((name) => html`<p><b>${named(read.heading(name), name)}：${read.column(row, name)}</b></p>`)}
    <table><tbody>${person.rows.map((line) => {
    const due = toMs(read.raw(line, 'due'));
    return html`<tr><td class="when">${due === null ? '' : timeOf(due)}</td><td><b>${read.text(line, 'title')}</b> ${read.text(line, 'amount')} ${read.text(line, 'route')}
      <div class="second">${read.texts(line, 'hints').join(' · ')}</div></td>
      <td class="boxes">${read.has(line, 'outcome') ? html`${round.outcomeWord(line)} ${round.doneValues(line).time} ${round.doneValues(line).who}`
    : words.slice(0, 3).map((word) => html`<span>□ ${word}</span> `)}</td>
      <td class="hand">${read.has(line, 'outcome') ? nothing : t('signed')}</td></tr>`;
  })}</tbody></table></section>`;
}
