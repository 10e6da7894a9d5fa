// A round by keyboard alone, over the real duties of the trial plugin: what is
// recorded, what is refused, and what is said when the host does not answer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, close, open, rows, second, secondPassword, shot, signedIn, trial, visit } from './desk.mjs';

let page;

before(async () => {
  await open();
  page = await signedIn('#/plugins');
});
after(close);

/** New lines for people who have none yet; shows their round. */
async function fresh(people = 1) {
  const own = await trial(page, people);
  await visit(page, '#/plugins');
  await visit(page, people === 1 ? `#/page/trial.round?resident=${own[0].id}` : '#/page/trial.round');
  await page.locator('.round-line').first().waitFor();
  return own;
}

const told = async () => {
  await page.locator('.round-told').waitFor();
  return page.locator('.round-told').innerText();
};
const lines = () => page.locator('.round-line').count();
const ofDuty = async (duty) => (await rows(page, 'trial.round')).find((row) => row.duty === duty);
const here = () => page.locator('.round-line.here').getAttribute('data-duty');

test('one person at a time: allergies on top, only what is due, keys beside each outcome', async () => {
  const [who] = await fresh();
  assert.match(await page.locator('.round-person > .alert').innerText(), /过敏.*青霉素/s);
  assert.equal(await page.locator('.round-name').innerText(), who.name);
  assert.equal(await lines(), 3);
  assert.match(await page.locator('.round-line.here').innerText(), /阿司匹林肠溶片.*100 mg（1 片）.*口服.*g\s*已服.*r\s*拒服.*h\s*暂缓/s);
  await shot(page, 'round');
  assert.deepEqual(page.faults, []);
});

test('g, Enter: recorded once, told from the receipt, then in the done strip', async () => {
  await fresh();
  const duty = await here();
  await page.keyboard.press('g');
  await page.locator('sh-round-entry button.primary:focus').waitFor();
  assert.equal((await ofDuty(duty)).outcome, null);
  await page.keyboard.press('Enter');
  assert.match(await told(), /\d\d:\d\d 已记录：阿司匹林肠溶片 100 mg（1 片） 已服（回执 \d+）/);
  await page.locator(`.round-done li[data-duty="${duty}"]`).waitFor();
  assert.equal(await lines(), 2);
  assert.equal((await ofDuty(duty)).outcome, 'given');
  assert.match(await page.locator('.round-progress').innerText(), /已完成 1 \/ 3 项/);
});

test('r asks a reason by number; without one nothing is recorded', async () => {
  await fresh();
  const duty = await here();
  await page.keyboard.press('r');
  await page.locator('.choice:focus').waitFor();
  await shot(page, 'round-reasons');
  await page.locator('sh-round-entry button.primary').click();
  await page.locator('[data-field=reason] .fault svg').waitFor();
  assert.equal((await ofDuty(duty)).outcome, null);
  await page.locator('.choice').first().focus();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  assert.match(await told(), /拒服/);
  const row = await ofDuty(duty);
  assert.equal(row.outcome, 'refused');
  assert.equal(row.reason, '睡着');
});

test('a line that asks the pulse gets it asked; a slow one is refused with what to do', async () => {
  await fresh();
  await page.keyboard.press('ArrowDown');
  const duty = await here();
  await page.keyboard.press('g');
  await page.locator('[data-field=pulse] input:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-field=pulse] .fault svg').waitFor();
  await page.keyboard.type('50');
  await page.keyboard.press('Enter');
  await page.locator('[data-field=pulse] .fault').filter({ hasText: '低于 60' }).waitFor();
  assert.equal((await ofDuty(duty)).outcome, null);
  await shot(page, 'round-pulse');
  // What the refusal asks for is there to be filled.
  await page.locator('[data-field=note] input').fill('医师电话同意');
  await page.keyboard.press('Enter');
  assert.match(await told(), /地高辛片/);
  assert.equal((await ofDuty(duty)).outcome, 'given');
});

test('M18 two people: the wrong word of the second is refused, the right one signs', async () => {
  await fresh();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const duty = await here();
  assert.match(await page.locator('.round-line.here').innerText(), /双人核对/);
  await page.keyboard.press('g');
  await page.locator('[data-field=second_user] input:focus').waitFor();
  await page.keyboard.type(second);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not-the-password');
  await page.keyboard.press('Enter');
  await page.locator('[data-field=second_pin] .fault svg').waitFor();
  await shot(page, 'round-second');
  assert.equal((await ofDuty(duty)).outcome, null);
  await page.locator('[data-field=second_pin] input').fill(secondPassword);
  await page.keyboard.press('Enter');
  assert.match(await told(), /吗啡缓释片/);
  assert.equal((await ofDuty(duty)).second_name, second);
});

test('M20 u corrects with a reason; both stay, the newest holds', async () => {
  await fresh();
  const duty = await here();
  await page.keyboard.press('g');
  await page.locator('sh-round-entry button.primary:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.locator(`.round-done li[data-duty="${duty}"] button`).waitFor();
  const before_ = (await ofDuty(duty)).outcome_id;
  await page.keyboard.press('u');
  await page.locator('[data-field=outcome] input').nth(1).check({ force: true });
  await page.locator('[data-field=reason] input').fill('按错了，老人没有服');
  await page.keyboard.press('Enter');
  assert.match(await told(), /拒服/);
  const row = await ofDuty(duty);
  assert.equal(row.outcome, 'refused');
  assert.notEqual(row.outcome_id, before_);
});

test('arrows go from person to person; Enter after the last line goes to the next', async () => {
  const people = await fresh(2);
  const at = () => page.locator('.round-name').innerText();
  const order = [...new Set((await rows(page, 'trial.round')).map((row) => row.resident))];
  const names = new Map((await rows(page, 'residents.list')).map((one) => [one.id, one.name]));
  const [one] = people.filter((who) => who.id !== order[order.length - 1]);
  const next = names.get(order[order.indexOf(one.id) + 1]);
  await visit(page, '#/plugins');
  await visit(page, `#/page/trial.round?who=${one.id}`);
  await page.locator('.round-name').filter({ hasText: one.name }).waitFor();
  await page.keyboard.press('ArrowRight');
  assert.equal(await at(), next);
  await page.keyboard.press('p');
  assert.equal(await at(), one.name);
  for (let left = 3; left > 0; left -= 1) {
    await page.keyboard.press('1'); // absent: the first outcome without a letter
    await page.locator('[data-field=reason] input:focus').waitFor();
    await page.keyboard.type('去做检查');
    await page.keyboard.press('Enter');
    await page.waitForFunction((n) => document.querySelectorAll('.round-line').length === n, left - 1);
  }
  await page.locator('.round-finished').waitFor();
  await shot(page, 'round-finished');
  await page.keyboard.press('Enter');
  assert.notEqual(await at(), one.name);
});

test('after the last line the same person stays until a key is pressed', async () => {
  await fresh(2);
  await visit(page, '#/plugins');
  await visit(page, '#/page/trial.round');
  await page.locator('.round-line').first().waitFor();
  const who = await page.locator('.round-name').innerText();
  for (let left = await lines(); left > 0; left -= 1) {
    await page.keyboard.press('1');
    await page.locator('[data-field=reason] input:focus').waitFor();
    await page.keyboard.type('外出');
    await page.keyboard.press('Enter');
    await page.waitForFunction((n) => document.querySelectorAll('.round-line').length === n, left - 1);
    assert.equal(await page.locator('.round-name').innerText(), who);
  }
  await page.waitForTimeout(600); // the page reads anew meanwhile
  assert.equal(await page.locator('.round-name').innerText(), who);
});

test('M24 a screen of before a change is refused, says so, and is read anew', async () => {
  await fresh();
  const duty = await here();
  const { task } = await ofDuty(duty);
  // The page must not hear of the change: events are kept from it.
  await page.evaluate(() => document.querySelector('sh-round-page').constructor.prototype.touched = () => false);
  await page.keyboard.press('g');
  await page.locator('sh-round-entry button.primary:focus').waitFor();
  await act(page, 'trial.move', { task, minutes: 25 });
  await page.keyboard.press('Enter');
  assert.match(await told(), /没有记录。.*重新读取/s);
  await page.locator(`.round-line[data-duty="${duty}"]`).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.querySelectorAll('.round-line').length === 3);
  await shot(page, 'round-stale');
  await page.reload();
  await page.locator('.round-line').first().waitFor();
});

test('what somebody else records meanwhile closes the entry and says by whom', async () => {
  await fresh();
  const duty = await here();
  await page.keyboard.press('g');
  await page.locator('sh-round-entry button.primary:focus').waitFor();
  await act(page, 'trial.give', { duty, outcome: 'held', reason: '呕吐' });
  await page.locator('.round-told').filter({ hasText: '记录为“暂缓”' }).waitFor();
  assert.equal(await page.locator('sh-round-entry').count(), 0);
});

test('M23 no answer within two seconds: NOT RECORDED in words, no success before the receipt', async () => {
  await fresh();
  const duty = await here();
  const keys = [];
  let hold = true;
  await page.route('**/actions/trial.give', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const response = await route.fetch(); // the host has it
    if (hold) await new Promise((done) => setTimeout(done, 4000));
    await route.fulfill({ response }).catch(() => {});
  });
  // Nor does the page hear of it: the line is cut.
  await page.evaluate(() => document.querySelector('sh-round-page').constructor.prototype.touched = () => false);
  await page.keyboard.press('g');
  await page.locator('sh-round-entry button.primary:focus').waitFor();
  const began = Date.now();
  await page.keyboard.press('Enter');
  await page.locator('sh-round-entry .failure').waitFor();
  assert.ok(Date.now() - began < 2000, `said after ${Date.now() - began} ms`);
  assert.match(await page.locator('sh-round-entry .failure').innerText(), /没有保存。请先记在纸上。/);
  assert.equal(await page.locator('.round-told').count(), 0);
  await shot(page, 'round-not-recorded');
  hold = false;
  await page.getByRole('button', { name: '再试一次' }).click();
  assert.match(await told(), /没有重复/);
  assert.equal(new Set(keys).size, 1);
  assert.equal((await ofDuty(duty)).outcome, 'given');
  await page.unroute('**/actions/trial.give');
  await page.reload();
  await page.locator('.round-line').first().waitFor();
});

test('the host is gone: not recorded, and the line stays open', async () => {
  await fresh();
  const duty = await here();
  await page.route('**/actions/trial.give', (route) => route.abort('connectionrefused'));
  await page.keyboard.press('g');
  await page.locator('sh-round-entry button.primary:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('sh-round-entry .failure').filter({ hasText: '没有保存。请先记在纸上。' }).waitFor();
  await page.unroute('**/actions/trial.give');
  await page.keyboard.press('Escape');
  assert.equal((await ofDuty(duty)).outcome, null);
  assert.equal(await lines(), 3);
});

test('what was on no plan is recorded by a letter, about the person shown', async () => {
  const [who] = await fresh();
  await page.keyboard.press('x');
  await page.locator('.panel form').waitFor();
  assert.match(await page.locator('.panel .context').innerText(), new RegExp(who.name));
  await page.locator('[data-field=title] input').fill('布洛芬');
  await page.locator('[data-field=outcome] input').first().check({ force: true });
  await page.locator('.panel form button.primary').click();
  await page.locator('.panel .receipt').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.round-done li').filter({ hasText: '布洛芬' }).waitFor();
});

test('on paper there are all people of the round, with boxes', async () => {
  await fresh(2);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.ok(await page.locator('.round-sheet').count() >= 2);
  assert.match(await page.locator('.round-sheet').last().innerText(), /□ 已服/);
  assert.ok(!(await page.locator('.page-head').isVisible()));
  await shot(page, 'round-paper');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  assert.equal(await page.locator('.round-sheet').count(), 0);
});

test('large type and night: nothing of the line is cut off', async () => {
  await fresh();
  await page.getByRole('button', { name: '大字' }).click();
  await page.getByRole('button', { name: '夜间' }).click();
  const wide = await page.evaluate(() => document.querySelector('#content').scrollWidth <= document.querySelector('#content').clientWidth);
  await shot(page, 'round-large-night');
  assert.ok(wide);
  for (const button of await page.locator('.round-line.here button').all()) assert.ok((await button.boundingBox()).width > 20);
  await page.getByRole('button', { name: '大字' }).click();
  await page.getByRole('button', { name: '夜间' }).click();
  assert.deepEqual(page.faults.filter((text) => !/prototype/.test(text)), []);
});
