// Events that a plugin could not take in: seen on the page of plugins, tried
// again or given up with a reason.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { close, fresh, open, shot } from './desk.mjs';

const program = process.env.SONGHE_PROGRAM;
const folder = mkdtempSync(path.join(tmpdir(), 'songhe-parked-'));
const data = path.join(folder, 'data');
const word = 'crane-and-plum';
let host;
let url;

const songhe = (words, input = '') => execFileSync(program, ['--data', data, ...words], { input });
const person = (name) => JSON.stringify({ name, sex: 'male', born: '1940-01-02' });

before(async () => {
  songhe(['--now', '2026-11-23T08:00:00+08:00', 'init']);
  songhe(['home', 'new', 'oak', '--name', '橡树']);
  songhe(['user', 'add', 'lead', '--role', 'manager', '--password-stdin'], `${word}\n`);
  const plugin = path.join(data, 'homes', 'oak', 'plugins', 'deaf');
  mkdirSync(plugin, { recursive: true });
  writeFileSync(path.join(plugin, 'plugin.lua'), `return { id = "deaf", version = "1.0.0", host = 1, zh = "听不见", en = "Deaf",
    on = { ["residents.**"] = function() error("deaf") end } }`);
  songhe(['do', 'oak', 'residents.register', person('张三')]);
  songhe(['do', 'oak', 'residents.register', person('李四')]);
  songhe(['tick', 'oak', '--to', '2026-11-25T08:00:00+08:00']);
  host = spawn(program, ['--data', data, '--json', 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await new Promise((done) => { host.stdout.once('data', (bytes) => done(String(bytes).split('\n'))); });
  url = JSON.parse(line).url.replace(/\/$/, '');
  await open();
});

after(async () => {
  await close();
  const ended = new Promise((done) => { host.once('exit', done); });
  host.kill();
  await ended;
  rmSync(folder, { recursive: true });
});

test('an event that was set aside is given up with a reason', async () => {
  const page = await fresh();
  await page.goto(url);
  await page.fill('#si-user', 'lead');
  await page.fill('#si-secret', word);
  await page.keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  await page.goto(`${url}/#/plugins`);
  const rows = page.locator('sh-parked-list tbody tr');
  await rows.nth(1).waitFor();
  await shot(page, 'parked');
  await rows.first().getByRole('button', { name: '放弃' }).click();
  await page.locator('.sure input').fill('插件已停用');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('sh-parked-list tbody tr').length === 1);
  await rows.first().getByRole('button', { name: '重试' }).click();
  await page.locator('.sure input').fill('再试一次');
  await page.keyboard.press('Enter');
  await page.locator('.sure').waitFor({ state: 'detached' });
});
