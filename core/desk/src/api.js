// The only door to the host: HTTP API version 1 (docs/api.md).

import { prefs } from './prefs.js';
import { t } from './texts.js';

const WAIT = 20000; // ms until an unanswered call is given up
const UPLOAD_WAIT = 120000; // the same for a file

/** A refusal or failure. `unsure`: the host may have done it all the same. */
export class Problem extends Error {
  constructor({ status = 0, title = '', detail = '', errors = [], unsure = false }) {
    super(title || detail);
    Object.assign(this, { status, title, detail, errors, unsure });
  }

  /** Everything it says, as lines. */
  get lines() {
    const own = [this.title, this.detail].filter((line, at, all) => line && all.indexOf(line) === at);
    return own.length ? own : [t('host_failed')];
  }
}

export const signals = new EventTarget(); // 'ended': the session is over; 'heard': the host answered; 'changed': it did what was asked; 'answered': { name, params, answer } of a query

let touched = Date.now(); // when a person last did anything here
for (const type of ['keydown', 'pointerdown', 'pointermove']) {
  addEventListener(type, () => { touched = Date.now(); }, { capture: true, passive: true });
}

/** Whether the desk asks by itself: that keeps nobody signed in. A wall stays. */
const byItself = () => Date.now() - touched > 10000 && !document.documentElement.classList.contains('wall');

function headers(more) {
  return {
    ...(byItself() ? { 'X-Songhe-Quiet': '1' } : {}),
    'Accept': 'application/json',
    'Accept-Language': prefs.lang === 'en' ? 'en' : 'zh',
    ...more,
  };
}

async function problem(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // No JSON: the status alone has to do.
  }
  return refusalOf(response.status, body);
}

function refusalOf(status, body) {
  const unsure = status >= 500;
  return new Problem({
    status,
    title: body.title || t('host_failed'),
    detail: body.detail || '',
    errors: Array.isArray(body.errors) ? body.errors : [],
    unsure,
  });
}

async function call(path, options = {}, { quiet = false } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), options.wait ?? WAIT);
  let response;
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      cache: 'no-store',
      ...options,
      headers: headers(options.headers),
      signal: stop.signal,
    });
    if (!response.ok) {
      const refusal = await problem(response);
      if (response.status === 401 && !quiet) signals.dispatchEvent(new Event('ended'));
      throw refusal;
    }
    const text = await response.text();
    signals.dispatchEvent(new Event('heard'));
    if (options.method && !quiet) signals.dispatchEvent(new Event('changed'));
    return text ? JSON.parse(text) : null;
  } catch (error) {
    if (error instanceof Problem) throw error;
    const late = error.name === 'AbortError';
    const seconds = Math.ceil((options.wait ?? WAIT) / 1000);
    throw new Problem({ title: late ? t('too_long', { n: seconds }) : t('offline'), unsure: true });
  } finally {
    clearTimeout(timer);
  }
}

function send(method, path, body, more = {}, options = {}) {
  return call(path, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Songhe': '1', ...more },
    body: body === undefined ? undefined : JSON.stringify(body),
    wait: options.wait,
  }, options);
}

async function ask(id, name, params) {
  const answer = await call(`${home(id)}/queries/${name}${query(params)}`);
  signals.dispatchEvent(new CustomEvent('answered', { detail: { name, params, answer } }));
  return answer;
}

/** Sends a file and tells how far it is (0 to 1): fetch can't. */
function upload(id, blob, told, signal) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const give = (status) => {
      if (status === 401) signals.dispatchEvent(new Event('ended'));
      const { response } = request;
      if (status === 201 && response?.hash) done(response);
      else if (status) failed(refusalOf(status, response || {}));
      else failed(new Problem({ title: t('offline') }));
    };
    request.open('POST', `${home(id)}/files`);
    request.responseType = 'json';
    request.timeout = UPLOAD_WAIT;
    const all = headers({ 'Content-Type': blob.type, 'X-Songhe': '1' });
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => told(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener('loadend', () => give(request.status));
    signal.addEventListener('abort', () => request.abort());
    request.send(blob);
  });
}

const home = (id) => `/api/v1/homes/${encodeURIComponent(id)}`;

function query(params) {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(params || {})) {
    if (value === undefined || value === null || value === '') continue;
    text.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const made = text.toString();
  return made ? `?${made}` : '';
}

/** A new idempotency key: 128 random bits. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const api = {
  session: () => call('/api/v1/session', {}, { quiet: true }),
  signIn: (body) => send('POST', '/api/v1/session', body, {}, { quiet: true }),
  signOut: () => send('DELETE', '/api/v1/session', undefined, {}, { quiet: true }),
  setPassword: (body) => send('POST', '/api/v1/session/password', body, {}, { quiet: true }),
  setPin: (body) => send('POST', '/api/v1/session/pin', body, {}, { quiet: true }),
  sessions: () => call('/api/v1/sessions'),
  endSession: (number) => send('DELETE', `/api/v1/sessions/${number}`, undefined, {}, { quiet: true }),
  second: (body) => send('POST', '/api/v1/session/second', body, {}, { quiet: true }),
  catalogue: (id) => call(`${home(id)}/catalogue`),
  ask,
  upload,
  filePath: (id, hash, of, params) => `${home(id)}/files/${hash}${query({ ...params, of })}`,
  act: (id, name, input, more, options) => send('POST', `${home(id)}/actions/${name}`, input, more, options),
  paperPath: (id, name) => `${home(id)}/papers/${encodeURIComponent(name)}`,
  duties: (id, params) => call(`${home(id)}/duties${query(params)}`),
  record: (id, duty, body, more, options) =>
    send('POST', `${home(id)}/duties/${encodeURIComponent(duty)}`, body, more, options),
  bring: (id, params, bytes, key) => call(
    `${home(id)}/imports${query(params)}`,
    {
      method: 'POST',
      wait: 300000,
      headers: { 'Content-Type': 'application/octet-stream', 'X-Songhe': '1', 'Idempotency-Key': key },
      body: bytes,
    },
  ),
  undo: (id, number, key) =>
    send('POST', `${home(id)}/imports/${number}/undo`, {}, { 'Idempotency-Key': key }, { wait: 120000 }),
  streamPath: (id) => `${home(id)}/events`,
};
