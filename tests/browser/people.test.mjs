// Signing in, locking, changing person, and never losing what was typed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { board, close, fresh, open, password, rows, shot, signedIn, url, user } from './desk.mjs';

before(open);
after(close);

test('a wrong password is refused in words, a right one lets in', async () => {
  const page = await fresh();
  await page.goto(url);
  await page.fill('#si-user', user);
  await page.fill('#si-secret', 'not-the-password');
  await page.keyboard.press('Enter');
  await page.locator('.failure').waitFor();
  assert.equal(await page.locator('.rail').count(), 0);
  await page.fill('#si-secret', password);
  await page.keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  assert.deepEqual(page.faults, []);
});

test('after a reload the same page is there, after signing out it is not', async () => {
  const page = await signedIn('#/page/residents.residents');
  await page.locator('tbody tr').first().waitFor();
  await page.reload();
  await page.locator('tbody tr').first().waitFor();
  await page.locator('.person').click();
  await page.getByRole('button', { name: '退出' }).click();
  await page.locator('#si-user').waitFor();
  await page.reload();
  await page.locator('#si-user').waitFor();
});

test('the lock hides the page, and what was typed is still there after it', async () => {
  const page = await signedIn('#/page/residents.residents');
  await page.locator('.page-head button.primary').click();
  await page.locator('[data-field=name] input').fill('王秀英');
  await page.locator('.person').click();
  await page.getByRole('button', { name: '锁定' }).click();
  await page.locator('.lock').waitFor();
  assert.ok(!(await page.locator('.frame').isVisible()));
  await shot(page, 'lock');
  await page.getByRole('button', { name: '用密码' }).click();
  await page.fill('#si-secret', password);
  await page.keyboard.press('Enter');
  await page.locator('.lock').waitFor({ state: 'detached' });
  assert.equal(await page.locator('[data-field=name] input').inputValue(), '王秀英');
});

test('five minutes of nobody lock the desk', async () => {
  const page = await fresh();
  await page.clock.install();
  await page.goto(`${url}/#/page/beds.board`);
  await page.fill('#si-user', user);
  await page.fill('#si-secret', password);
  await page.keyboard.press('Enter');
  await page.clock.runFor(2000);
  await page.locator('.bed').first().waitFor();
  await page.clock.fastForward(4 * 60000);
  await page.clock.runFor(2000);
  assert.equal(await page.locator('.lock').count(), 0);
  await page.clock.fastForward(61000);
  await page.clock.runFor(2000);
  await page.locator('.lock').waitFor();
});

test('Esc closes a form and its draft comes back', async () => {
  const page = await signedIn('#/page/residents.residents');
  await page.locator('.page-head button.primary').click();
  await page.locator('[data-field=name] input').fill('李建国');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.panel').count(), 0);
  await page.locator('.page-head button.primary').click();
  await page.locator('.draft').waitFor();
  assert.equal(await page.locator('[data-field=name] input').inputValue(), '李建国');
});

test('search finds a resident by name from anywhere and opens the record', async () => {
  const page = await board();
  const bed = (await rows(page)).find((one) => one.resident_name);
  await page.keyboard.press('/');
  await page.keyboard.type(bed.resident_name);
  await page.locator('.search .options li').filter({ hasText: bed.resident_name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.panel h2').filter({ hasText: bed.resident_name }).first().waitFor();
});

test('another language and large type stay after a reload', async () => {
  const page = await board();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Bed board' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Bed board' }).waitFor();
  await shot(page, 'board-en');
});
