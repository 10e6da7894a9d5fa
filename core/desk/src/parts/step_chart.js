// A step chart in SVG: values that hold until the next one, or points. No
// style attributes: all of it is drawn by numbers and classes.

import { svg, nothing } from 'lit';
import { named } from '../texts.js';
import { dateOf, showInstant, startOf, stepOf, toIso, toMs } from '../times.js';

const WIDTH = 1000;
const HEIGHT = 190;
const LEFT = 96; // room for the words of the axis
const RIGHT = 56; // room for the newest value
const TOP = 12;
const FOOT = 26;
const DAY = 86400000; // ms

const tenth = (value) => Math.round(value * 10) / 10;
const midnight = (date) => toMs(toIso(date, '00:00'));

/** Whole, even steps of an axis: about four. */
function ticksOf(min, max) {
  const rough = (max - min) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough);
  const list = [];
  for (let tick = Math.ceil(min / step) * step; tick <= max + step / 1000 && list.length < 12; tick += step) list.push(Number(tick.toFixed(6)));
  return list;
}

/** Dates under the chart: each day, Monday, month or year, as many as fit. */
function datesOf(from, to) {
  const days = (to - from) / DAY;
  const unit = days <= 14 ? 'day' : days <= 100 ? 'week' : days <= 800 ? 'month' : 'year';
  const list = [];
  let date = startOf(unit, dateOf(from));
  for (let at = 0; at < 60 && midnight(date) < to; at++, date = stepOf(unit, date, 1)) if (midnight(date) >= from) list.push(date);
  const every = Math.ceil(list.length / 14);
  const word = (day) => (unit === 'year' ? day.slice(0, 4) : unit === 'month' ? day.slice(0, 7) : day.slice(5));
  return list.filter((_, at) => at % every === 0).map((day) => ({ at: midnight(day), word: word(day) }));
}

function rangeOf(chart, points) {
  const values = points.map((one) => one.value);
  const also = [chart.low, chart.high].filter((one) => one !== undefined).map(Number);
  let min = chart.min !== undefined ? Number(chart.min) : Math.min(...values, ...also);
  let max = chart.max !== undefined ? Number(chart.max) : Math.max(...values, ...also);
  if (min === max) { min -= 1; max += 1; }
  const room = chart.values ? 0.3 : (max - min) * 0.06;
  return { min: min - room, max: max + room };
}

function path(points, x, y, to) {
  let d = '';
  for (const [at, one] of points.entries()) {
    d += at ? `H${x(one.at)}V${y(one.value)}` : `M${x(one.at)},${y(one.value)}`;
  }
  return points.length ? `${d}H${x(to)}` : '';
}

/**
 * The chart of one series between two instants (ms); `points` are { at, value,
 * word }, oldest first, of which the last before `from` may be one. Values that
 * hold are drawn up to `until`.
 */
export function stepChart(chart, points, { from, to, until }) {
  const shown = points.filter((one, at) => one.at < to && (one.at >= from || (!chart.points && !(points[at + 1]?.at <= from))));
  const { min, max } = rangeOf(chart, shown);
  const x = (at) => tenth(LEFT + (WIDTH - LEFT - RIGHT) * ((Math.min(Math.max(at, from), to) - from) / (to - from)));
  const y = (value) => tenth(TOP + (HEIGHT - TOP - FOOT) * (1 - (value - min) / (max - min)));
  const marks = chart.values?.length ? chart.values.map((one) => ({ at: Number(one.value), word: named(one) }))
    : ticksOf(min, max).map((tick) => ({ at: tick, word: String(tick) }));
  const last = shown[shown.length - 1];
  const normal = chart.low !== undefined || chart.high !== undefined;
  const bound = (value, otherwise) => y(value === undefined ? otherwise : Number(value));
  const odd = (one) => (chart.low !== undefined && one.value < Number(chart.low)) || (chart.high !== undefined && one.value > Number(chart.high));
  return svg`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${named(chart)}>
    ${normal ? svg`<rect class="normal" x=${LEFT} width=${WIDTH - LEFT - RIGHT} y=${bound(chart.high, max)} height=${Math.max(0, bound(chart.low, min) - bound(chart.high, max))}/>` : nothing}
    ${marks.map((one) => svg`<line class="rule" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(one.at)} y2=${y(one.at)}/>
      <text class="word" x=${LEFT - 8} y=${y(one.at) + 4} text-anchor="end">${one.word}</text>`)}
    ${datesOf(from, to).map((one) => svg`<line class="tick" x1=${x(one.at)} x2=${x(one.at)} y1=${TOP} y2=${HEIGHT - FOOT + 4}/>
      <text class="word" x=${x(one.at)} y=${HEIGHT - 8} text-anchor="middle">${one.word}</text>`)}
    ${chart.points ? nothing : svg`<path class="step" d=${path(shown, x, y, Math.min(until, to))}/>`}
    ${shown.filter((one) => one.at >= from).map((one) => svg`<circle class="dot ${odd(one) ? 'odd' : ''}" cx=${x(one.at)} cy=${y(one.value)} r="4"><title>${showInstant(one.at)} ${one.word}</title></circle>`)}
    ${last ? svg`<text class="newest" x=${Math.min(chart.points ? x(last.at) + 8 : x(Math.min(until, to)) + 6, WIDTH - RIGHT + 6)} y=${y(last.value) + 4}>${last.word}</text>` : nothing}
  </svg>`;
}

/** A small line of numbers, oldest first, for beside a figure. */
export function trendLine(values) {
  const numbers = values.map(Number).filter((one) => !Number.isNaN(one));
  if (numbers.length < 2) return nothing;
  const min = Math.min(...numbers);
  const span = Math.max(...numbers) - min || 1;
  const points = numbers.map((one, at) => `${Math.round(at / (numbers.length - 1) * 96) + 2},${Math.round(26 - (one - min) / span * 22)}`);
  const [x, y] = points[points.length - 1].split(',');
  return svg`<svg class="trend" viewBox="0 0 100 28" aria-hidden="true"><polyline points=${points.join(' ')}/><circle cx=${x} cy=${y} r="2.5"/></svg>`;
}
