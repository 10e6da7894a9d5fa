// Events that a plugin could not take in: seen on the page of plugins, tried
// again or given up with a reason.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { close, open, ownHost, shot } from './desk.mjs';

const own = ownHost();
const word = 'crane-and-plum';
const person = (name) => JSON.stringify({ name, sex: 'male', born: '1940-01-02' });

before(async () => {
  own.songhe(['--now', '2026-11-23T08:00:00+08:00', 'init']);
  own.songhe(['home', 'new', 'oak', '--name', '橡树']);
  for (const [user, role] of [['lead', 'manager'], ['night', 'nurse']]) own.songhe(['user', 'add', user, '--role', role, '--password-stdin'], `${word}\n`);
  const plugin = path.join(own.data, 'homes', 'oak', 'plugins', 'deaf');
  mkdirSync(plugin, { recursive: true });
  writeFileSync(path.join(plugin, 'plugin.lua'), `return { id = "deaf", version = "1.0.0", host = 1, zh = "听不见", en = "Deaf",
    on = { ["residents.**"] = function() error("deaf") end } }`);
  own.songhe(['do', 'oak', 'residents.register', person('张三')]);
  own.songhe(['do', 'oak', 'residents.register', person('李四')]);
  own.songhe(['tick', 'oak', '--to', '2026-11-25T08:00:00+08:00']);
  await own.serve();
  await open();
});

after(async () => {
  await close();
  await own.end();
});

test('an event that was set aside is given up with a reason', async () => {
  const page = await own.signedInAs('lead', word, '#/plugins');
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

test('who has no say in it sees the plugins alone', async () => {
  const page = await own.signedInAs('night', word, '#/plugins');
  await page.locator('sh-plugins-page tbody tr').first().waitFor();
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => {});
  assert.equal(await page.locator('sh-parked-list').innerText(), '');
  assert.deepEqual(page.faults, []);
});
