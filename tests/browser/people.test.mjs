// Signing in, locking, changing person, and never losing what was typed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { board, close, fresh, open, password, rows, second, secondPassword, shot, signedIn, trial, url, user, visit } from './desk.mjs';

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

test('search takes what an input method left wide', async () => {
  const page = await board();
  const bed = (await rows(page)).find((one) => one.resident_name);
  await page.keyboard.press('/');
  await page.keyboard.insertText(` ${bed.bed_name.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))} `);
  await page.locator('.search .options li').filter({ hasText: bed.resident_name }).first().waitFor();
});

test('another language and large type stay after a reload', async () => {
  const page = await board();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Bed board' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Bed board' }).waitFor();
  await shot(page, 'board-en');
});

/** Opens the person's menu and chooses from it. */
async function menu(page, name) {
  await page.locator('.person').click();
  await page.locator('.menu').getByRole('button', { name }).click();
}

/** Somebody else signs in over the page, by password or PIN. */
async function change(page, name, secret, pin) {
  await menu(page, '换人（PIN）');
  await page.locator('.lock').waitFor();
  if (!pin) await page.getByRole('button', { name: '用密码' }).click();
  await page.fill('#si-user', name);
  await page.fill('#si-secret', secret);
  await page.keyboard.press('Enter');
}

test('who is signed in where is listed, and another sign-in can be ended', async () => {
  const other = await signedIn('#/today');
  const page = await signedIn('#/today');
  await menu(page, '登录的地方');
  const rows = page.locator('.overlay tbody tr');
  await rows.first().waitFor();
  assert.ok(await rows.count() >= 2);
  assert.equal(await rows.filter({ hasText: '这里' }).count(), 1);
  await shot(page, 'sessions');
  while (await rows.getByRole('button', { name: '结束' }).count()) {
    const before = await rows.count();
    await rows.getByRole('button', { name: '结束' }).first().click();
    await page.waitForFunction((n) => document.querySelectorAll('.overlay tbody tr').length < n, before);
  }
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.overlay').count(), 0);
  await other.reload();
  await other.locator('#si-secret').waitFor();
});

test('people change by PIN at one station, once they signed in there by password', async () => {
  const page = await signedIn('#/page/residents.residents');
  const who = () => page.locator('.person').innerText();
  // Before a password at this station a PIN is worth nothing.
  await change(page, second, '2468', true);
  await page.locator('.lock .failure').waitFor();
  await page.getByRole('button', { name: '用密码' }).click();
  await page.fill('#si-user', second);
  await page.fill('#si-secret', secondPassword);
  await page.keyboard.press('Enter');
  await page.locator('.lock').waitFor({ state: 'detached' });
  assert.match(await who(), new RegExp(second));
  await menu(page, '设置 PIN');
  await page.fill('#se-old', secondPassword);
  await page.fill('#se-new', '2468');
  await page.keyboard.press('Enter');
  await page.locator('.toast').filter({ hasText: 'PIN 已设置' }).waitFor();
  await change(page, user, password, false);
  await page.locator('.lock').waitFor({ state: 'detached' });
  assert.match(await who(), new RegExp(user));
  // What the manager typed is nobody else's: it is gone for the nurse.
  await page.goto(`${url}/#/page/residents.residents`);
  await page.locator('.page-head button.primary').click();
  await page.locator('[data-field=name] input').fill('只有我看得到');
  await change(page, second, '2468', true);
  await page.locator('.lock').waitFor({ state: 'detached' });
  assert.match(await who(), new RegExp(second));
  assert.equal(await page.locator('.panel').count(), 0);
  assert.ok(!(await page.content()).includes('只有我看得到'));
  await change(page, second, '1111', true);
  await page.locator('.lock .failure').waitFor();
  await shot(page, 'wrong-pin');
  assert.deepEqual(page.faults, []);
});

test('the second signer signs a duty of today by PIN; oneself is nobody else', async () => {
  const page = await signedIn('#/plugins');
  // Two people at this station: the nurse by password once, then the manager.
  await change(page, second, secondPassword, false);
  await page.locator('.lock').waitFor({ state: 'detached' });
  await change(page, user, password, false);
  await page.locator('.lock').waitFor({ state: 'detached' });
  const [one] = await trial(page);
  const duty = (await rows(page, 'trial.round', `?resident=${one.id}`)).find((row) => row.signer).duty;
  await visit(page, '#/today');
  const line = page.locator(`tr[data-duty="${duty}"]`);
  await line.locator('.doing button').first().click();
  await page.locator('.panel form button.primary').click();
  // The schedule wants another person: the host says so, and the form asks.
  const name = page.locator('.panel [data-field=second_user] input');
  await name.waitFor();
  await name.fill(user);
  await page.locator('.panel [data-field=second_pin] input').fill(password);
  await page.locator('.panel form button.primary').click();
  await page.locator('.panel .failure').filter({ hasText: /另一个人|本人|自己/ }).or(page.locator('.panel .fault svg')).first().waitFor();
  assert.equal(await page.locator('.panel .receipt').count(), 0);
  await shot(page, 'second-oneself');
  await name.fill(second);
  await page.locator('.panel [data-field=second_pin] input').fill('2468');
  await page.locator('.panel form button.primary').click();
  await page.locator('.panel .receipt').waitFor();
  const row = (await rows(page, 'trial.round', `?resident=${one.id}`)).find((each) => each.duty === duty);
  assert.equal(row.outcome, 'given');
  assert.equal(row.second_name, second);
  assert.deepEqual(page.faults, []);
});

test('Enter in a picker that nobody typed into chooses nobody', async () => {
  const page = await signedIn('#/page/assessment.begin');
  const picker = page.locator('[data-field=resident] input');
  await picker.focus();
  await page.locator('[data-field=resident] .options li').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-field=resident] .fault svg').waitFor();
  assert.equal(await picker.inputValue(), '');
  await page.keyboard.press('ArrowDown');
  const first = await page.locator('[data-field=resident] .options li.at b').innerText();
  await page.keyboard.press('Enter');
  assert.equal(await picker.inputValue(), first);
  assert.deepEqual(page.faults, []);
});
