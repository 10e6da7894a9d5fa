// What the desk says when things go wrong: the host is gone, the plugin fails,
// the input is refused.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { board, close, home, open, receipt, rows, shot, signedIn } from './desk.mjs';

before(open);
after(close);

/** A resident's form, filled so far that the host takes it. */
async function register(page, name) {
  await page.locator('.page-head button.primary').click();
  await page.locator('[data-field=name] input').fill(name);
  await page.locator('[data-field=sex] input').first().check({ force: true });
  await page.locator('[data-field=born] input').first().fill('1940-05-06');
}

test('no answer from the host: not recorded, use paper; then once, never twice', async () => {
  const page = await signedIn('#/page/residents.residents');
  await page.locator('tbody tr').first().waitFor();
  const name = `周测试${Date.now() % 1000}`;
  await register(page, name);
  const keys = [];
  let answers = 0;
  // The host records it, but its answer is lost on the way, once.
  await page.route('**/actions/**', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const response = await route.fetch();
    answers += 1;
    if (answers === 1) await route.abort('connectionreset');
    else await route.fulfill({ response });
  });
  await page.locator('.panel form button.primary').click();
  const failure = page.locator('.panel .failure');
  await failure.waitFor();
  assert.match(await failure.innerText(), /没有保存。请先记在纸上。/);
  assert.equal(await page.locator('.receipt').count(), 0);
  await shot(page, 'not-recorded');
  await page.getByRole('button', { name: '再试一次' }).click();
  assert.match(await receipt(page), /没有重复/);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  const found = (await rows(page, 'residents.list')).filter((row) => row.name === name);
  assert.equal(found.length, 1);
});

test('faults stand at their fields and the text stays', async () => {
  const page = await signedIn('#/page/residents.residents');
  await register(page, '吴测试');
  await page.locator('[data-field=born] input').first().fill('1940-13-45');
  await page.locator('.panel form button.primary').click();
  await page.locator('[data-field=born] .fault svg').waitFor();
  await page.locator('[data-field=born] input').first().fill('1940-05-06');
  await page.locator('[data-field=id_number] input').fill('110105194003021234');
  await page.locator('.panel form button.primary').click();
  await page.locator('[data-field=id_number] .fault svg').waitFor();
  assert.match(await page.locator('.panel .failure').innerText(), /没有保存/);
  assert.equal(await page.locator('[data-field=name] input').inputValue(), '吴测试');
});

test('a failing query says so in its place, and the rest lives', async () => {
  const page = await signedIn('#/today');
  await page.route('**/queries/beds.board*', (route) => route.fulfill({
    status: 503, contentType: 'application/problem+json',
    body: JSON.stringify({ title: '床位插件已停用。', status: 503, detail: '请告诉管理员。' }),
  }));
  await page.getByRole('link', { name: '床位', exact: true }).first().click();
  await page.locator('#content .failure').waitFor();
  assert.match(await page.locator('#content .failure').innerText(), /床位插件已停用/);
  await page.getByRole('link', { name: '老人', exact: true }).first().click();
  await page.locator('tbody tr').first().waitFor();
});

test('a lost stream is told at once and comes back', async () => {
  const page = await board();
  await page.locator('.live:not(.stale)').waitFor();
  await page.context().setOffline(true);
  await page.locator('.live.stale').waitFor({ timeout: 60000 });
  assert.match(await page.locator('.live').innerText(), /连接断开.*截至 \d\d:\d\d:\d\d/s);
  await shot(page, 'stale');
  await page.context().setOffline(false);
  await page.locator('.live:not(.stale)').waitFor({ timeout: 30000 });
});

test('an ended session asks to sign in again over the same page', async () => {
  const page = await board();
  await page.context().clearCookies();
  await page.locator('.bed.tone-occupied').first().click();
  await page.locator('.lock').waitFor();
  assert.ok(!(await page.locator('.frame').isVisible()));
});

test('what the page may load is bounded: nothing inline, nothing from elsewhere', async () => {
  const page = await board();
  const id = await home(page);
  assert.ok(id);
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  assert.deepEqual(page.faults, []);
});
