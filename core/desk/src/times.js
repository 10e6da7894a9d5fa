// Dates and times in the home's zone, written as 2026-11-23 周一 14:05.

import { prefs } from './prefs.js';

const zh = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const en = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

let zone = 'Asia/Shanghai';
let format = make(zone);
let ahead = 0; // ms that the host's clock is ahead of this computer's

function make(name) {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: name, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
}

/** Sets the home's zone, and the host's clock (ISO 8601 or ms) when given. */
export function setZone(name, now) {
  if (name && name !== zone) {
    format = make(name);
    zone = name;
  }
  const host = toMs(now);
  if (host !== null) ahead = host - Date.now();
}

/** How far the host's clock is from this computer's, ms. */
export const clockGap = () => ahead;

/** The host's time now, or at this computer's `at`, ms. */
export const hostNow = (at = Date.now()) => at + ahead;

/** ms of an ISO 8601 instant or a number of ms; null when it is none. A date, or a time without an offset, is one of the home's zone. */
export function toMs(value) {
  if (value === null || value === undefined || value === '') return null;
  const wall = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d)?)?$/.exec(value);
  if (wall) return Date.parse(toIso(wall[1], wall[2] || '00:00'));
  const ms = typeof value === 'number' ? value : Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}

function parts(ms) {
  const found = {};
  for (const { type, value } of format.formatToParts(ms)) found[type] = value;
  return found;
}

/** The weekday of a date such as 2026-11-23. */
export function weekday(date) {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return '';
  return (prefs.lang === 'en' ? en : zh)[new Date(ms).getUTCDay()];
}

export function dateOf(ms) {
  const p = parts(ms);
  return `${p.year}-${p.month}-${p.day}`;
}

export function timeOf(ms, seconds = false) {
  const p = parts(ms);
  return `${p.hour}:${p.minute}${seconds ? `:${p.second}` : ''}`;
}

/** 2026-11-23 周一 */
export const showDate = (date) => `${date} ${weekday(date)}`.trim();

/** 2026-11-23 周一 14:05 */
export function showInstant(value) {
  const ms = toMs(value);
  return ms === null ? String(value ?? '') : `${showDate(dateOf(ms))} ${timeOf(ms)}`;
}

function offsetAt(ms) {
  const p = parts(ms);
  const wall = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second);
  return wall - Math.floor(ms / 1000) * 1000;
}

/** The instant of a wall time in the home's zone, ISO 8601 with its offset. */
export function toIso(date, time) {
  const wall = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  // Twice: the first offset may be of the other side of a change of zone.
  let offset = offsetAt(wall);
  offset = offsetAt(wall - offset);
  const minutes = Math.round(Math.abs(offset) / 60000);
  const pad = (n) => String(n).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${date}T${time}:00${sign}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** A date that a person typed (20261123, 11-23, 2026/11/23), or ''. */
export function readDate(text, today = dateOf(hostNow())) {
  const typed = text.trim().replace(/[/.年月]/g, '-').replace(/日$/, '');
  let found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) || /^(\d{4})(\d\d)(\d\d)$/.exec(typed);
  if (!found) {
    const short = /^(\d{1,2})-(\d{1,2})$/.exec(typed) || /^(\d\d)(\d\d)$/.exec(typed);
    if (!short) return '';
    found = [typed, today.slice(0, 4), short[1], short[2]];
  }
  const [, y, m, d] = found;
  const made = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const ms = Date.parse(`${made}T00:00:00Z`);
  if (Number.isNaN(ms)) return '';
  return new Date(ms).toISOString().slice(0, 10) === made ? made : '';
}

/** A time of day that a person typed (14:05, 1405, 8), or ''. */
export function readTime(text) {
  const typed = text.trim().replace(/[：.点时]/g, ':').replace(/:$/, '');
  const found = /^(\d{1,2}):(\d{1,2})$/.exec(typed) || /^(\d{1,2})(\d\d)$/.exec(typed) || /^(\d{1,2})()$/.exec(typed);
  if (!found) return '';
  const [hour, minute] = [Number(found[1]), Number(found[2] || 0)];
  if (hour > 23 || minute > 59) return '';
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

// Dates as dates: no zone, no clock.

const utc = (date) => new Date(`${date}T00:00:00Z`);
const written = (at) => at.toISOString().slice(0, 10);
const MONTHS = { month: 1, quarter: 3, year: 12 };

/** `date` and `n` days more. */
export function addDays(date, n) {
  const at = utc(date);
  at.setUTCDate(at.getUTCDate() + n);
  return written(at);
}

/** The first day of the unit (day, week, month, quarter, year) that has `date`. */
export function startOf(unit, date) {
  if (unit === 'week') return addDays(date, -((utc(date).getUTCDay() + 6) % 7));
  if (unit === 'month') return `${date.slice(0, 7)}-01`;
  if (unit === 'year') return `${date.slice(0, 4)}-01-01`;
  if (unit !== 'quarter') return date;
  const month = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${date.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

/** The start of the unit that is `n` units after the one that starts at `start`. */
export function stepOf(unit, start, n) {
  if (!MONTHS[unit]) return addDays(start, n * (unit === 'week' ? 7 : 1));
  const at = utc(`${start.slice(0, 7)}-01`);
  at.setUTCMonth(at.getUTCMonth() + n * MONTHS[unit]);
  return written(at);
}

/** The days from `from` up to, not with, `to`; never more than `most`. */
export function daysOf(from, to, most = 400) {
  const days = [];
  for (let day = from; day < to && days.length < most; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The day of an instant, a date, or a text that starts with one. */
export function dayOf(value) {
  if (typeof value === 'number') return dateOf(value);
  const text = String(value ?? '');
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return text.slice(0, 10);
  const ms = toMs(text);
  return ms === null ? text.slice(0, 10) : dateOf(ms);
}
