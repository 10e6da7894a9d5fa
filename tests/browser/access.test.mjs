// Who read records: what was just looked at is there, and can be asked for.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, open, rows, shot, signedIn } from './desk.mjs';

before(open);
after(close);

test('a file that was opened stands in the access log', async () => {
  const page = await signedIn('#/page/residents.residents');
  await page.locator('tbody tr').first().waitFor();
  const [resident] = await rows(page, 'residents.list');
  await page.locator('tbody tr').first().press('Enter');
  await page.locator('.panel .record').getByText(resident.name).first().waitFor();
  await page.waitForTimeout(1500); // what is read is written within a second
  await page.evaluate(() => { location.hash = '#/page/core.access'; });
  const line = page.locator('tbody tr', { hasText: '老人档案' }).first();
  await line.waitFor();
  await shot(page, 'access-log');
  assert.match(await line.innerText(), new RegExp(resident.name));
  assert.match(await line.innerText(), /院长|系统管理员/);
  assert.match(await line.innerText(), /已显示/);
  await page.evaluate((id) => { location.hash = `#/page/core.access?resident=${id}`; }, resident.id);
  await page.locator('tbody tr').first().waitFor();
  const found = await page.locator('tbody tr').allInnerTexts();
  assert.ok(found.every((text) => text.includes(resident.name)), found.join('\n'));
  await shot(page, 'access-log-resident');
  assert.deepEqual(page.faults, []);
});
