// Grids, timelines, checklists, calendars and figures of the trial plugin, by
// keyboard, on paper, and within a record.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, close, open, rows, shot, signedIn, trial, visit } from './desk.mjs';

let page;
let who; // somebody with lines and readings

before(async () => {
  await open();
  page = await signedIn('#/plugins');
  [who] = await trial(page);
});
after(close);

const focused = (name) => page.evaluate((key) => document.activeElement.dataset?.[key] ?? '', name);

test('a page about somebody asks whom, then shows them with what must not be overlooked', async () => {
  await visit(page, '#/page/trial.month');
  await page.locator('.empty').filter({ hasText: '请先填写上面的：老人' }).waitFor();
  assert.equal(await page.locator('.failure').count(), 0);
  await page.locator('.tools sh-ref-picker input').click();
  await page.keyboard.type(who.name);
  await page.locator('.options li').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.grid tbody tr').first().waitFor();
  assert.match(await page.locator('.about').innerText(), new RegExp(`${who.name}.*过敏.*青霉素`, 's'));
  assert.match(page.url(), new RegExp(`resident=${who.id}`));
});

test('a grid: lines by days, moved through by keys, told in full, stepped by month', async () => {
  await visit(page, `#/page/trial.month?resident=${who.id}`);
  await page.locator('.grid tbody tr').first().waitFor();
  assert.equal(await page.locator('.grid tbody tr').count(), 3);
  const today = await page.locator('.grid thead th.today').innerText();
  assert.match(today, /^\d+/);
  await page.locator('.grid tbody th').first().focus();
  await page.keyboard.press('ArrowDown');
  for (let day = Number.parseInt(today, 10); day > 0; day -= 1) await page.keyboard.press('ArrowRight');
  assert.match(await page.locator('.grid-story').innerText(), /地高辛片.*该给，还没有记录/s);
  await shot(page, 'grid');
  const month = await page.locator('.period b').innerText();
  await page.keyboard.press('[');
  await page.waitForFunction((was) => document.querySelector('.period b').textContent !== was, month);
  assert.equal(await page.locator('.grid tbody tr').count(), 3);
  assert.equal(await page.locator('.grid td .mark').count(), 0);
  await page.keyboard.press(']');
  await page.locator('.grid td .mark').first().waitFor();
  await page.locator('.period').getByRole('button', { name: '年' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.grid thead th').length === 13);
  assert.deepEqual(page.faults, []);
});

test('a grid on paper lies across, with legend and room for a signature', async () => {
  await visit(page, `#/page/trial.month?resident=${who.id}&by=month`);
  await page.locator('.grid tbody tr').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.signatures').isVisible());
  assert.ok(await page.locator('.grid-legend').isVisible());
  assert.ok(!(await page.locator('.grid-story').isVisible()));
  await shot(page, 'grid-paper');
  await page.emulateMedia({ media: 'screen' });
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  // A4 across, in points: wider than high.
  const [, width, height] = /MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(paper);
  assert.ok(Number(width) > Number(height), `${width} x ${height}`);
});

test('a timeline: steps of a level, dots of a pulse, events newest first, zoom', async () => {
  await visit(page, `#/page/trial.course?resident=${who.id}`);
  await page.locator('.chart').first().waitFor();
  assert.equal(await page.locator('.chart').count(), 2);
  const steps = await page.locator('.chart .step').getAttribute('d');
  assert.equal(steps.match(/V/g).length, 5, steps);
  assert.match(await page.locator('.chart').first().innerText().catch(() => '') || await page.locator('.chart').first().evaluate((one) => one.textContent), /中度/);
  // The line stays within its axes, whatever the numbers.
  const inside = await page.evaluate(() => [...document.querySelectorAll('.chart .dot')].every((dot) => dot.cx.baseVal.value >= 95 && dot.cx.baseVal.value <= 945));
  assert.ok(inside);
  const days = await page.locator('.events .day h3').allInnerTexts();
  assert.deepEqual(days, [...days].sort().reverse());
  const all = await page.locator('.events li li').count();
  await page.getByRole('button', { name: '一个月', exact: true }).click();
  await page.waitForFunction((n) => document.querySelectorAll('.events li li').length < n, all);
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.locator('.counter').filter({ hasText: '脉搏' }).click();
  assert.equal(await page.locator('.events li li').count(), 6);
  await page.locator('.counter').filter({ hasText: '脉搏' }).click();
  await shot(page, 'timeline');
  const before_ = await page.locator('.events li li').count();
  await act(page, 'trial.read', { resident: who.id, pulse: 72 });
  await page.waitForFunction((n) => document.querySelectorAll('.events li li').length === n + 1, before_);
  assert.deepEqual(page.faults, []);
});

test('a checklist by keys: what is not answered is named, an answer that wants a note gets it', async () => {
  await visit(page, '#/page/trial.walk');
  await page.locator('.check').first().waitFor();
  assert.equal(await page.locator('.check').count(), 5);
  await page.locator('.check').first().focus();
  await page.keyboard.press('1');
  assert.equal(await focused('item'), '102');
  await page.locator('.form-end button.primary').click();
  await page.locator('.check.wrong').first().waitFor();
  assert.equal(await page.locator('.check.wrong').count(), 3);
  await page.locator('.check').nth(1).focus();
  await page.keyboard.press('2');
  await page.locator('.check-note:focus').waitFor();
  await page.keyboard.type('不通');
  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await page.keyboard.press('1');
  assert.match(await page.locator('.check-form .round-progress').innerText(), /已查 4 \/ 5 项/);
  await shot(page, 'checklist');
  await page.locator('.form-end button.primary').click();
  // The host's fault of the second answer stands at the second item.
  await page.locator('.check').nth(1).locator('.fault').filter({ hasText: '请写清楚哪里不通' }).waitFor();
  await page.locator('.check').nth(1).locator('.check-note').fill('二号楼梯口堆了纸箱');
  await page.locator('.form-end button.primary').click();
  await page.locator('.receipt').waitFor();
  assert.deepEqual(page.faults, []);
});

test('a duty of today opens its checklist and is recorded there', async () => {
  await act(page, 'trial.setup', { first: 1, people: 0 });
  await visit(page, '#/today');
  const line = page.locator('tr[data-duty]').filter({ hasText: '试用巡查' }).filter({ has: page.locator('.doing button') }).first();
  await line.waitFor();
  await line.locator('.doing button').first().click();
  await page.locator('.check').first().waitFor();
  assert.match(page.url(), /duty=/);
  for (let item = 0; item < 5; item += 1) await page.keyboard.press(item === 4 ? '3' : '1');
  // what the live stream brings after it takes no receipt away
  const asked = page.waitForResponse((answer) => answer.url().includes('/duties') && answer.ok());
  await page.locator('.form-end button.primary').click();
  await page.locator('.receipt').waitFor();
  await asked;
  await page.waitForTimeout(300);
  await page.locator('.receipt button').click();
  await page.waitForFunction(() => location.hash === '#/today');
});

test('the blank of a checklist prints with boxes', async () => {
  await visit(page, '#/page/trial.walk');
  await page.locator('.check-blank').waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  assert.match(await page.locator('.check-blank').innerText(), /疏散通道是否畅通.*□ 正常.*□ 异常/s);
  assert.ok(await page.locator('.check-blank .signatures').isVisible());
  assert.equal(await page.locator('.check-form:visible').count(), 0);
  await shot(page, 'checklist-paper');
  await page.emulateMedia({ media: 'screen' });
});

test('a calendar counts by day, moves by keys, and opens the day', async () => {
  await visit(page, '#/page/trial.days');
  await page.locator('.cal-month td.today .state').first().waitFor();
  await shot(page, 'calendar');
  const today = await page.locator('td.today .cal-day').getAttribute('data-day');
  const counted = (await rows(page, 'trial.of_day', `?day=${today}`)).length;
  const shown = (await page.locator('td.today .cal-counts .state').allInnerTexts()).reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
  assert.equal(shown, counted);
  await page.locator('td.today .cal-day').focus();
  // there and back within the month: another one has to be fetched first
  const keys = today.endsWith('-01') ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  for (const key of keys) await page.keyboard.press(key);
  assert.equal(await focused('day'), today);
  await page.keyboard.press('Enter');
  await page.locator('.page-head h1').filter({ hasText: '当天事项' }).waitFor();
  await page.locator('tbody tr').first().waitFor();
  assert.match(await page.locator('.tools').innerText(), new RegExp(`${counted} / ${counted} 行`));
  await page.goBack();
  await page.locator('.cal-month').waitFor();
  await page.locator('.period').getByRole('button', { name: '年' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.cal-box').length === 12);
  await shot(page, 'calendar-year');
  assert.deepEqual(page.faults, []);
});

test('figures: what is known, what is not, judged in words, linked to what is behind', async () => {
  await visit(page, '#/page/trial.figures');
  await page.locator('.figure').first().waitFor();
  await page.locator('.cal-month').waitFor();
  const figure = (title) => page.locator('.figure').filter({ hasText: title });
  assert.match(await figure('按时给药').innerText(), /98\.4.*%.*\+0\.6.*达标.*目标 ≥ 95 %/s);
  assert.equal(await figure('按时给药').locator('.trend').count(), 1);
  assert.match(await figure('防火巡查').innerText(), /不达标.*试用标准 第 5 条/s);
  assert.match(await figure('满意度').innerText(), /还没有数据/);
  assert.match(await figure('登记的老人').innerText(), /\d+/);
  await shot(page, 'dashboard');
  await figure('今天未记录').click();
  await page.locator('.page-head h1').filter({ hasText: '当天事项' }).waitFor();
  assert.deepEqual(page.faults, []);
});

test('a record shows a grid in place and links to pages about it', async () => {
  await visit(page, `#/record/trial.person/${who.id}`);
  await page.locator('.record .grid tbody tr').first().waitFor();
  assert.equal(await page.locator('.record .grid tbody tr').count(), 3);
  await shot(page, 'record-parts');
  await page.getByRole('link', { name: '试用经过' }).last().click();
  await page.locator('.chart').first().waitFor();
  assert.match(page.url(), new RegExp(`trial.course.*resident=${who.id}`));
  assert.deepEqual(page.faults, []);
});

test('pages with required filters start with something, or say what to choose', async () => {
  for (const id of ['beds.occupancy', 'residents.expiring', 'beds.census']) {
    await visit(page, `#/page/${id}`);
    await page.locator('#content table, #content .empty').first().waitFor();
    assert.equal(await page.locator('#content .failure').count(), 0, id);
  }
  // What was chosen stands in the address and is there after a reload.
  await visit(page, '#/page/beds.occupancy');
  await page.locator('[data-field=from] input').first().fill('2026-01-05');
  await page.locator('[data-field=from] input').first().press('Tab');
  await page.waitForFunction(() => location.hash.includes('from=2026-01-05'));
  await page.reload();
  await page.locator('[data-field=from] input').first().waitFor();
  assert.equal(await page.locator('[data-field=from] input').first().inputValue(), '2026-01-05');
});

test('all kinds at large type in the night stay within the screen', async () => {
  await page.getByRole('button', { name: '大字' }).click();
  await page.getByRole('button', { name: '夜间' }).click();
  for (const [name, hash] of [['grid', `trial.month?resident=${who.id}`], ['timeline', `trial.course?resident=${who.id}`],
    ['checklist', 'trial.walk'], ['calendar', 'trial.days'], ['dashboard', 'trial.figures']]) {
    await visit(page, `#/page/${hash}`);
    await page.waitForTimeout(300);
    const fits = await page.evaluate(() => document.querySelector('#content').scrollWidth <= document.querySelector('#content').clientWidth + 1);
    await shot(page, `${name}-large-night`);
    assert.ok(fits, name);
  }
  await page.getByRole('button', { name: '大字' }).click();
  await page.getByRole('button', { name: '夜间' }).click();
});
