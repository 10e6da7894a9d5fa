// The bed board, as a manager uses it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { allFloors, board, card, close, focusedBed, open, receipt, rows, shot } from './desk.mjs';

before(open);
after(close);

test('every bed of the query is one card with number, word and icon', async () => {
  const page = await board();
  await allFloors(page);
  const beds = await rows(page);
  assert.equal(await page.locator('.bed').count(), beds.length);
  for (const bed of beds.slice(0, 10)) {
    const one = card(page, bed.bed);
    assert.equal(await one.locator('.number').innerText(), bed.bed_name);
    assert.notEqual((await one.locator('.state').innerText()).trim(), '');
    assert.equal(await one.locator('.state svg').count(), 1);
    if (bed.resident_name) assert.ok((await one.innerText()).includes(bed.resident_name));
  }
  assert.deepEqual(page.faults, []);
  await shot(page, 'board');
});

test('counters say how many, and filter', async () => {
  const page = await board();
  const beds = await rows(page);
  for (const counter of await page.locator('.counter[data-state]').all()) {
    const state = await counter.getAttribute('data-state');
    assert.equal(Number(await counter.locator('b').innerText()), beds.filter((bed) => bed.state === state).length);
  }
  await page.locator('.counter[data-state=free]').click();
  const clear = beds.filter((bed) => bed.state === 'free').length;
  assert.equal(await page.locator('.bed:not(.dim)').count(), clear);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.bed.dim').count(), 0);
});

test('arrows move, Enter opens beside, Esc goes back to the same card', async () => {
  const page = await board();
  const cards = page.locator('.floor.shown .bed');
  await cards.first().focus();
  const first = await focusedBed(page);
  await page.keyboard.press('ArrowRight');
  const second = await focusedBed(page);
  assert.notEqual(second, first);
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await focusedBed(page), second);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  assert.equal(await focusedBed(page), first);
  await page.keyboard.press('Enter');
  await page.locator('.panel h2').first().waitFor();
  assert.ok((await page.locator('.panel h2').first().innerText()).includes(first));
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.panel').count(), 0);
  assert.equal(await focusedBed(page), first);
});

test('a transfer by keys is recorded, with a receipt, and the board follows', async () => {
  const page = await board();
  await allFloors(page);
  const before_ = await rows(page);
  // To the same sex's room: rules of the home may refuse others.
  const [from, to] = pairFor(before_);
  await card(page, from.bed).focus();
  await page.keyboard.press('t');
  const picker = page.locator('[data-field=bed] input');
  await picker.fill(to.bed_name);
  await page.locator('.options li').filter({ hasText: to.bed_name }).first().click();
  await page.locator('.panel form button.primary').click();
  const text = await receipt(page);
  assert.match(text, /回执 \S+/);
  await page.waitForFunction(([key, name]) => document.querySelector(`.bed[data-key="${key}"]`).textContent.includes(name), [to.bed, from.resident_name]);
  const after_ = await rows(page);
  assert.equal(after_.find((bed) => bed.bed === to.bed).resident, from.resident);
  assert.notEqual(after_.find((bed) => bed.bed === from.bed).resident, from.resident);
});

test('a rule of placement is broken rule by rule, with a reason, and listed', async () => {
  const page = await board();
  await allFloors(page);
  const beds = await rows(page);
  const to = beds.find((bed) => bed.tone === 'free' && bed.kind === 'respite');
  const beside = beds.filter((bed) => bed.room === to.room && bed.resident);
  const from = beds.find((bed) => bed.state === 'occupied' && bed.kind !== 'respite'
    && !bed.flags.includes('isolation') && beside.every((other) => other.sex === bed.sex));
  await card(page, from.bed).focus();
  await page.keyboard.press('t');
  await page.locator('[data-field=bed] input').fill(to.bed_name);
  await page.locator('.options li').filter({ hasText: to.bed_name }).first().click();
  await page.locator('.panel form button.primary').click();
  await page.locator('[data-field=bed] .fault').filter({ hasText: '喘息床位只给短期' }).waitFor();
  await page.keyboard.press('Tab'); // the picker has the focus again, and its list is open
  const rules = page.locator('[data-field=overrides]');
  await rules.locator('button', { hasText: '添加一项' }).click();
  await rules.locator('select').selectOption('respite_only');
  await rules.locator('textarea').fill('护理床位检修，暂住');
  await shot(page, 'board-override');
  await page.locator('.panel form button.primary').click();
  await receipt(page);
  await page.goto(`${page.url().split('#')[0]}#/page/beds.overrides`);
  const row = page.locator('tbody tr').filter({ hasText: '护理床位检修，暂住' });
  await row.waitFor();
  assert.match(await row.innerText(), new RegExp(`${from.resident_name}[^]*${to.bed_name}`));
  await shot(page, 'bed-overrides');
});

/** An occupied bed and a free one, in the same room when there is one. */
function pairFor(beds) {
  const free = beds.filter((bed) => bed.tone === 'free');
  const taken = beds.filter((bed) => bed.state === 'occupied');
  for (const to of free) {
    const from = taken.find((bed) => bed.room === to.room);
    if (from) return [from, to];
  }
  return [taken[0], free[0]];
}

test('a swap marks two beds, asks, and changes both', async () => {
  const page = await board();
  await allFloors(page);
  const beds = await rows(page);
  const taken = beds.filter((bed) => bed.state === 'occupied');
  const one = taken.find((bed) => taken.some((other) => other !== bed && other.room === bed.room)) || taken[0];
  const other = taken.find((bed) => bed !== one && bed.room === one.room) || taken[1];
  await card(page, one.bed).focus();
  await page.keyboard.press('s');
  await page.locator('.banner').waitFor();
  assert.ok((await page.locator('.banner').innerText()).includes(one.bed_name));
  await card(page, other.bed).focus();
  await page.keyboard.press('s');
  const context = await page.locator('.panel .context').innerText();
  assert.ok(context.includes(one.resident_name) && context.includes(other.resident_name), context);
  await page.locator('.panel form button.primary').click();
  await receipt(page);
  const now = await rows(page);
  assert.equal(now.find((bed) => bed.bed === one.bed).resident, other.resident);
  assert.equal(now.find((bed) => bed.bed === other.bed).resident, one.resident);
});

test('dragging asks before it commits', async () => {
  const page = await board();
  await allFloors(page);
  const beds = await rows(page);
  const [from, to] = pairFor(beds);
  await card(page, from.bed).dragTo(card(page, to.bed));
  await page.locator('.panel .context').waitFor();
  assert.ok((await page.locator('.panel .context').innerText()).includes(to.bed_name));
  assert.equal((await rows(page)).find((bed) => bed.bed === from.bed).resident, from.resident);
  await page.keyboard.press('Escape');
  assert.equal((await rows(page)).find((bed) => bed.bed === from.bed).resident, from.resident);
});

test('a key that does not fit the bed says so and opens nothing', async () => {
  const page = await board();
  await allFloors(page);
  const free = (await rows(page)).find((bed) => bed.tone === 'free');
  await card(page, free.bed).focus();
  await page.keyboard.press('d');
  await page.locator('.toast').waitFor();
  assert.equal(await page.locator('.panel').count(), 0);
});

test('a change made elsewhere shows by itself', async () => {
  const page = await board();
  await allFloors(page);
  const other = await board();
  await allFloors(other);
  const bed = (await rows(other)).find((one) => one.state === 'occupied');
  await card(other, bed.bed).focus();
  await other.keyboard.press('l');
  await other.locator('.panel form').waitFor();
  await fillRequired(other);
  await other.locator('.panel form button.primary').click();
  await receipt(other);
  await page.waitForFunction((key) => document.querySelector(`.bed[data-key="${key}"]`).classList.contains('tone-away'), bed.bed);
});

/** Fills what a form still asks for with something sensible. */
async function fillRequired(page) {
  for (const field of await page.locator('.panel .field:has(.must)').all()) {
    const input = field.locator('input[type=text]').first();
    if (await field.locator('input[type=radio]').count()) await field.locator('input[type=radio]').first().check({ force: true });
    else if (await field.getByRole('button', { name: '现在' }).count()) await field.getByRole('button', { name: '现在' }).click();
    else if (await input.count() && !(await input.inputValue())) await input.fill('测试');
    else if (await field.locator('textarea').count()) await field.locator('textarea').fill('测试');
  }
}

test('the past is shown as the past and cannot be changed', async () => {
  const page = await board();
  await page.getByRole('button', { name: '看过去' }).click();
  await page.locator('.past input.short').fill('2020-01-01');
  await page.locator('.past input.time').fill('08:00');
  const asked = page.waitForRequest((request) => /beds\.board\?at=2020-01-01T08%3A00%3A00%2B08%3A00/.test(request.url()));
  await page.getByRole('button', { name: '查看' }).click();
  await asked;
  assert.match(await page.locator('.banner.late').innerText(), /2020-01-01 周三 08:00/);
  await page.getByRole('button', { name: '回到现在' }).click();
  await page.locator('.bed.tone-occupied').first().waitFor();
});

test('wall mode hides names', async () => {
  const page = await board();
  const bed = (await rows(page)).find((one) => one.state === 'occupied');
  await page.getByRole('button', { name: '大屏' }).click();
  await page.locator('.wall').waitFor();
  assert.ok(!(await page.locator('.board').innerText()).includes(bed.resident_name));
  await page.getByRole('button', { name: '显示姓名' }).click();
  await allFloors(page);
  assert.ok((await page.locator('.board').innerText()).includes(bed.resident_name));
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.wall').count(), 0);
});

test('large type at 1366 by 768 cuts nothing off, and the night has contrast', async () => {
  const page = await board();
  await page.getByRole('button', { name: '大字' }).click();
  await shot(page, 'board-large');
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '20px');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.ok(await page.evaluate(() => [...document.querySelectorAll('.bed')].every((bed) => bed.scrollWidth <= bed.clientWidth + 1)));
  for (const night of [false, true]) {
    if (night) await page.getByRole('button', { name: '夜间' }).click();
    assert.deepEqual(await page.evaluate(lowContrast), []);
  }
  await shot(page, 'board-large-night');
});

/** Runs in the page: texts of less than 4.5:1 on what lies behind them. */
function lowContrast() {
  const read = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = read(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const bad = new Set();
  for (const node of document.querySelectorAll('.frame *')) {
    const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!own || !node.checkVisibility()) continue;
    const [a, b] = [light(read(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.add(`${node.className || node.localName}: ${node.textContent.trim().slice(0, 20)}`);
  }
  return [...bad];
}

test('on paper there are all floors, a heading and no buttons', async () => {
  const page = await board();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.print-head').isVisible());
  assert.ok(!(await page.locator('.rail').isVisible()));
  const beds = await rows(page);
  assert.equal(await page.locator('.bed').evaluateAll((all) => all.filter((bed) => bed.checkVisibility()).length), beds.length);
});
