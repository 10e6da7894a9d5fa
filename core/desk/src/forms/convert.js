// Between what a form holds (texts as typed) and what the host takes.
// A form holds: texts; dates and numbers as typed; an instant as
// { date, time }; a boolean or undefined; a list as an array; an object as one.

import { t } from '../texts.js';
import { dateOf, readDate, readTime, timeOf, toIso, toMs } from '../times.js';

/** A value of the host as the form holds it. */
export function toForm(field, value) {
  if (value === null || value === undefined) return undefined;
  switch (field.type) {
    case 'instant': {
      const ms = toMs(value);
      return ms === null ? undefined : { date: dateOf(ms), time: timeOf(ms) };
    }
    case 'integer':
    case 'decimal': return String(value);
    case 'boolean': return value === true || value === 1;
    case 'list': return Array.isArray(value) ? value.map((one) => toForm(field.of, one)) : undefined;
    case 'object': return formOf(field.fields || [], value);
    case 'json': return typeof value === 'string' ? value : JSON.stringify(value);
    default: return value;
  }
}

/** A whole form's start: declared defaults, then `given` values of the host. */
export function formOf(fields, given = {}) {
  const made = {};
  for (const field of fields) {
    const value = toForm(field, given[field.name] ?? field.default);
    if (value !== undefined) made[field.name] = value;
  }
  return made;
}

const empty = (value) => value === undefined || value === null || value === ''
  || (typeof value === 'string' && value.trim() === '');

function instant(value, fault) {
  if (empty(value.date) && empty(value.time)) return undefined;
  const date = readDate(value.date || '');
  const time = readTime(value.time || '');
  const iso = date && time ? toIso(date, time) : null;
  if (!iso) fault('fault_instant');
  return iso ?? undefined;
}

/** JSON, or a word that stands for itself: tid. */
function json(value, fault) {
  const text = value.trim();
  try {
    return JSON.parse(text);
  } catch {
    if (!/^[{["]/.test(text)) return text;
    fault('check_fields');
    return undefined;
  }
}

/** One value for the host; adds what is wrong to `faults` under `path`. */
function take(field, value, path, faults) {
  const fault = (key) => faults.push({ field: path, text: t(key, { n: 1 }) });
  if (empty(value)) return undefined;
  switch (field.type) {
    case 'integer': {
      const text = String(value).trim();
      if (/^-?\d{1,15}$/.test(text)) return Number(text);
      fault('fault_integer');
      return undefined;
    }
    case 'decimal': {
      const text = String(value).trim().replace('。', '.');
      if (/^-?\d+(\.\d+)?$/.test(text)) return text;
      fault('fault_decimal');
      return undefined;
    }
    case 'date': {
      const date = readDate(value);
      if (!date) fault('fault_date');
      return date || undefined;
    }
    case 'instant': return instant(value, fault);
    case 'boolean': return value;
    case 'ref': return Number(value);
    case 'json': return typeof value === 'string' ? json(value, fault) : value;
    case 'list': return value.map((one, at) => take(field.of, one, `${path}.${at}`, faults) ?? null);
    case 'object': return takeAll(field.fields || [], value, `${path}.`, faults);
    default: return typeof value === 'string' ? value.trim() : value;
  }
}

function takeAll(fields, values, before, faults) {
  const input = {};
  for (const field of fields) {
    const path = before + field.name;
    const known = faults.length;
    const value = take(field, values[field.name], path, faults);
    const missing = value === undefined || (field.type === 'list' && !value.length);
    if (missing && field.required && faults.length === known) {
      faults.push({ field: path, text: t('fault_required') });
    }
    if (value !== undefined) input[field.name] = value;
  }
  return input;
}

/** The host's input from a form: { input, faults: [{ field, text }] }. */
export function toInput(fields, values) {
  const faults = [];
  return { input: takeAll(fields, values, '', faults), faults };
}

/** "statuses[0].kind" and "/statuses/0/kind" as "statuses.0.kind". */
export const path = (text) => String(text || '')
  .replace(/^input[./]/, '').replace(/\[(\d+)\]/g, '.$1').replace(/^\//, '').replaceAll('/', '.');
