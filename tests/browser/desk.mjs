// What the browser tests share: Chromium, a signed-in page, the API beside it.
// The host under test and a person of it are named by SONGHE_URL, SONGHE_USER,
// SONGHE_PASSWORD; SONGHE_NODE_MODULES is where playwright-core is installed.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const modules = process.env.SONGHE_NODE_MODULES;
const { chromium } = createRequire(path.join(modules, 'x.js'))('playwright-core');

export const url = process.env.SONGHE_URL;
export const user = process.env.SONGHE_USER;
export const password = process.env.SONGHE_PASSWORD;
export const second = process.env.SONGHE_SECOND; // another person of the home, a nurse
export const secondPassword = process.env.SONGHE_SECOND_PASSWORD;
const shots = process.env.SONGHE_SHOTS; // folder for pictures, or none

const flags = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser;

export async function open() {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags });
}

export const close = () => browser.close();

/** A fresh browser profile at 1366 by 768; `faults` gathers what the page complained of. */
export async function fresh(more = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', ...more });
  context.setDefaultTimeout(10000);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error.stack || error)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/Failed to load resource/.test(text)) page.faults.push(text);
  });
  return page;
}

async function signIn(page, address, name, word) {
  await page.goto(address);
  await page.fill('#si-user', name);
  await page.fill('#si-secret', word);
  await page.keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  return page;
}

/** A page that is signed in, at `hash`. */
export const signedIn = async (hash = '#/page/beds.board', more = {}) => signIn(await fresh(more), `${url}/${hash}`, user, password);

/** A data folder of a test's own, the command line over it, and its host. */
export function ownHost() {
  const program = process.env.SONGHE_PROGRAM;
  const folder = mkdtempSync(path.join(tmpdir(), 'songhe-desk-'));
  const data = path.join(folder, 'data');
  let host;
  let address;
  return {
    data,
    songhe: (words, input = '') => execFileSync(program, ['--data', data, '--json', ...words], { input, encoding: 'utf8' }),
    async serve(...words) {
      host = spawn(program, ['--data', data, '--json', 'serve', '--port', '0', ...words], { stdio: ['ignore', 'pipe', 'ignore'] });
      const [line] = await new Promise((done) => { host.stdout.once('data', (bytes) => done(String(bytes).split('\n'))); });
      address = JSON.parse(line).url.replace(/\/$/, '');
    },
    signedInAs: async (name, word, hash = '') => signIn(await fresh(), `${address}/${hash}`, name, word),
    async end() {
      const ended = new Promise((done) => { host.once('exit', done); });
      host.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** The card of a bed on the board. */
export const card = (page, key) => page.locator(`.bed[data-key="${key}"]`);

/** Sends the form at the side. */
export const submit = (page) => page.locator('.panel-body:not([hidden]) form button.primary').click();

export const board = async (more) => {
  const page = await signedIn('#/page/beds.board', more);
  await page.locator('.bed').first().waitFor();
  return page;
};

/** Asks the host as the page's person would. */
export const ask = (page, path_) => page.evaluate(async (at) => (await fetch(at, { headers: { 'Accept-Language': 'zh' } })).json(), path_);

/** Does an action as the page's person, past the page; returns its result. */
export async function act(page, name, input) {
  const path_ = `/api/v1/homes/${await home(page)}/actions/${name}`;
  const answer = await page.evaluate(async ([at, body]) => {
    const response = await fetch(at, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Songhe': '1', 'Accept-Language': 'en' }, body: JSON.stringify(body) });
    return { ok: response.ok, body: await response.json() };
  }, [path_, input]);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
  return answer.body.result;
}

/** Lines of the trial plugin for `people` neighbours of the list who have none yet: those people. */
export async function trial(page, people = 1) {
  const list = await rows(page, 'residents.list');
  const busy = new Set((await rows(page, 'trial.round')).map((row) => row.resident));
  const at = list.findIndex((_, place) => place + people <= list.length
    && list.slice(place, place + people).every((one) => !busy.has(one.id)));
  await act(page, 'trial.setup', { first: at + 1, people });
  return list.slice(at, at + people);
}

/** Goes to another page of the desk. */
export async function visit(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await page.waitForFunction(() => !document.querySelector('#content')?.innerText.includes('正在读取'));
}

export async function home(page) {
  return (await ask(page, '/api/v1/session')).homes[0].id;
}

export const rows = async (page, query = 'beds.board', params = '') => ask(page, `/api/v1/homes/${await home(page)}/queries/${query}${params}`);

export async function shot(page, name) {
  if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`) });
}

/** The focused card's bed number. */
export const focusedBed = (page) => page.evaluate(() => document.activeElement.querySelector?.('.number')?.textContent || '');

/** Shows all floors. */
export const allFloors = (page) => page.getByRole('tab').last().click();

/** Takes the receipt's word and closes the form. */
export async function receipt(page) {
  const line = page.locator('.panel-body:not([hidden]) .receipt');
  await line.waitFor();
  const text = await line.innerText();
  await line.getByRole('button').click();
  return text;
}
