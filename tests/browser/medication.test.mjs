// A whole medicine round of a unit on the sample home, by keyboard alone, and
// the sheet that it leaves.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, close, open, receipt, rows, second, secondPassword, shot, signedIn, visit } from './desk.mjs';

const PEOPLE = 6;
let page;
let unit; // the care unit of the round
let people; // its residents with medicines, [{ id, name }]

const zone = { timeZone: 'Asia/Shanghai', hourCycle: 'h23' };
const clock = (ms) => new Intl.DateTimeFormat('en-GB', { ...zone, hour: '2-digit', minute: '2-digit' }).format(ms);
// By its parts: how a language orders a date differs between versions of Node.
const today = () => {
  const parts = new Intl.DateTimeFormat('en-GB', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(Date.now());
  return ['year', 'month', 'day'].map((name) => parts.find((part) => part.type === name).value).join('-');
};

// In some minutes, but still today: the month's sheet is looked at by its day.
const soon = () => {
  const later = clock(Date.now() + 12 * 60000);
  return later > clock(Date.now()) ? later : '23:59';
};

const orders = [
  { drug: '阿司匹林肠溶片' },
  { drug: '美托洛尔缓释片', more: { conditions: [{ sign: 'pulse', below: '60' }] } },
  { drug: '吗啡缓释片', more: { signer: true } },
];

before(async () => {
  await open();
  page = await signedIn('#/plugins');
  const drugs = {};
  for (const { drug } of orders) {
    const made = await act(page, 'medication.add_drug', {
      name: drug, ingredients: [drug], form: 'tablet', unit: 'tablet', source: 'test', edition: '1' });
    drugs[drug] = made.drug ?? made.id;
  }
  const lying = (await rows(page)).filter((bed) => bed.resident && bed.tone === 'occupied');
  unit = lying[0].unit_name ?? lying[0].unit;
  people = lying.filter((bed) => (bed.unit_name ?? bed.unit) === unit).slice(0, PEOPLE)
    .map((bed) => ({ id: bed.resident, name: bed.resident_name }));
  const due = soon();
  for (const who of people) {
    await act(page, 'medication.sign_consent', {
      resident: who.id, signer: '家属', relation: 'child', signed: today(), document: '协议' });
    for (const { drug, more } of orders) {
      await act(page, 'medication.order', { resident: who.id, drug: drugs[drug], dose: { amount: '1', unit: 'tablet' },
        route: 'po', frequency: 'qd', times: [due], prescriber: '李医师', document: '处方', ...more });
    }
  }
  const needed = await act(page, 'medication.add_drug', {
    name: '止痛片', ingredients: ['止痛片'], form: 'tablet', unit: 'tablet', source: 'test', edition: '1' });
  for (const who of people.slice(0, 2)) {
    await act(page, 'medication.order', { resident: who.id, drug: needed.drug, dose: { amount: '1', unit: 'tablet' }, route: 'po',
      frequency: 'prn', prn: { reason: '疼痛', min_interval: 240, max_doses: 4 }, prescriber: '李医师', document: '处方' });
  }
});
after(async () => { await shot(page, 'medication-last'); await close(); });

const told = async (text) => page.locator('.round-told').filter({ hasText: text }).waitFor();
const title = () => page.locator('.round-line.here .round-title').innerText();
const name = () => page.locator('.round-name').innerText();

/** Gives the line that is chosen, with what it asks for. */
async function give(drug) {
  await page.keyboard.press('g');
  if (drug === '美托洛尔缓释片') {
    await page.locator('[data-field=pulse] input:focus').waitFor();
    await page.keyboard.type('72');
  } else if (drug === '吗啡缓释片') {
    await page.locator('[data-field=second_user] input:focus').waitFor();
    await page.keyboard.type(second);
    await page.keyboard.press('Tab');
    await page.keyboard.type(secondPassword);
  } else {
    await page.locator('sh-round-entry button.primary:focus').waitFor();
  }
  await page.keyboard.press('Enter');
  await told(`${drug}`);
}

/** A slow pulse is refused, then the dose is held for the first reason. */
async function hold() {
  await page.keyboard.press('g');
  await page.locator('[data-field=pulse] input:focus').waitFor();
  await page.keyboard.type('52');
  await page.keyboard.press('Enter');
  await page.locator('sh-round-entry .fault').filter({ hasText: '52' }).waitFor();
  await shot(page, 'medication-slow-pulse');
  await page.keyboard.press('Escape');
  await page.locator('sh-round-entry').waitFor({ state: 'detached' });
  await page.keyboard.press('h');
  await page.locator('.choice:focus').waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await told('美托洛尔缓释片');
}

async function refuse() {
  await page.keyboard.press('r');
  await page.locator('.choice:focus').waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await told('阿司匹林肠溶片');
}

test('M17 as needed, under a name only what is as needed of that person can be picked', async () => {
  await visit(page, `#/page/medication.round?unit=${encodeURIComponent(unit)}`);
  await page.locator('.round-line').first().waitFor();
  const who = await name();
  await page.keyboard.press('e');
  await page.locator('[data-field=order] [role=option]').first().waitFor();
  const found = await page.locator('[data-field=order] [role=option]').allInnerTexts();
  await shot(page, 'medication-as-needed');
  assert.equal(found.length, 1, found.join());
  assert.match(found[0], new RegExp(`${who}.*止痛片.*疼痛.*可给`, 's'));
  await page.keyboard.type('阿司');
  await page.locator('[data-field=order] .options').filter({ hasText: '没有可选的' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('sh-action-form').waitFor({ state: 'detached' });
});

test('a full round by keyboard alone', async () => {
  await visit(page, `#/page/medication.round?unit=${encodeURIComponent(unit)}`);
  await page.locator('.round-line').first().waitFor();
  const total = PEOPLE * orders.length;
  assert.equal((await page.locator('.round-progress').innerText()).match(/\/ (\d+) 项/)[1], String(total));
  await shot(page, 'medication-round');
  const began = Date.now();
  for (let at = 0; at < PEOPLE; at += 1) {
    for (let line = 0; line < orders.length; line += 1) {
      const drug = await title();
      const left = await page.locator('.round-line').count();
      if (at === 1 && drug === '美托洛尔缓释片') await hold();
      else if (at === 2 && drug === '阿司匹林肠溶片') await refuse();
      else await give(drug);
      await page.waitForFunction((n) => document.querySelectorAll('.round-line').length === n, left - 1);
    }
    await page.locator('.round-finished').waitFor();
    const done = await name();
    if (at < PEOPLE - 1) {
      await page.keyboard.press('Enter');
      await page.waitForFunction((was) => document.querySelector('.round-name').textContent !== was, done);
    }
  }
  console.log(`# ${total} doses by keyboard in ${Date.now() - began} ms`);
  assert.match(await page.locator('.round-progress').innerText(), new RegExp(`已完成 ${total} / ${total} 项，还剩 0 人`));
  await shot(page, 'medication-done');
  const recorded = (await rows(page, 'medication.round', `?unit=${encodeURIComponent(unit)}`)).filter((row) => row.outcome);
  assert.equal(recorded.length, total);
  const outcomes = recorded.map((row) => row.outcome);
  assert.equal(outcomes.filter((one) => one === 'given').length, total - 2);
  assert.equal(outcomes.filter((one) => one === 'held').length, 1);
  assert.equal(outcomes.filter((one) => one === 'refused').length, 1);
  for (const row of recorded) if (row.drug_name === '吗啡缓释片') assert.equal(row.second_name, second);
  assert.deepEqual(page.faults, []);
});

test('a wrong entry is corrected from the done strip; the sheet shows that it was', async () => {
  const who = await name();
  const at = people.find((one) => one.name === who);
  await page.keyboard.press('u');
  await page.locator('[data-field=outcome] input, [data-field=outcome] select').first().waitFor();
  const select = page.locator('[data-field=outcome] select');
  if (await select.count()) await select.selectOption('refused');
  else await page.locator('[data-field=outcome] .radio').filter({ hasText: '拒' }).locator('input').check({ force: true });
  await page.locator('[data-field=reason] input').fill('老人吐出，重新记录');
  await page.keyboard.press('Enter');
  await page.locator('.round-told').filter({ hasText: '已记录' }).waitFor();
  await visit(page, `#/page/medication.mar?resident=${at.id}`);
  await page.locator('.grid tbody tr').first().waitFor();
  assert.ok((await page.locator('.grid td.today .mark').allInnerTexts()).some((text) => text.includes('*')), 'a corrected dose is marked');
});

test('the month on the sheet, by keys and on paper', async () => {
  await visit(page, `#/page/medication.mar?resident=${people[0].id}`);
  await page.locator('.grid tbody tr[data-line]').first().waitFor();
  assert.equal(await page.locator('.grid tbody tr[data-line]').count(), orders.length + 1); // and the one as needed
  assert.match(await page.locator('.about').innerText(), new RegExp(people[0].name));
  await page.locator('.grid td.today').first().click();
  await page.keyboard.press('Escape');
  assert.match(await page.locator('.grid-story').innerText(), /已服|manager/);
  await shot(page, 'medication-mar');
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'medication-mar-paper');
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...paper.matchAll(/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
  assert.ok(boxes.length >= 1 && boxes.every(([, width, height]) => Number(width) > Number(height)));
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(page.faults, []);
});

test('pages of medication open about a resident: record, course', async () => {
  await visit(page, `#/record/medication.resident/${people[0].id}`);
  await page.locator('.record .grid tbody tr').first().waitFor();
  await shot(page, 'medication-resident');
  await visit(page, `#/page/medication.timeline?resident=${people[0].id}`);
  await page.locator('.events li li').first().waitFor();
  await shot(page, 'medication-timeline');
  assert.deepEqual(page.faults, []);
});

test('the letter on a list\'s button opens its form; a frequency is typed as it is said', async () => {
  await visit(page, `#/page/medication.orders?resident=${people[5].id}`);
  await page.locator('.doing button').first().waitFor();
  await page.keyboard.press('n');
  const form = page.locator('.panel-body:not([hidden])');
  await form.locator('[data-field=drug] input').fill('止痛片');
  await form.locator('[data-field=drug] [role=option]').filter({ hasText: '止痛片' }).click();
  await form.locator('[data-field="dose.amount"] input').fill('1');
  await form.locator('[data-field="dose.unit"] select').selectOption('tablet');
  await form.locator('[data-field=route] select').selectOption('po');
  await form.locator('[data-field=frequency] textarea').fill('{"every": PT8H}');
  await form.locator('button[type=submit]').click();
  await form.locator('[data-field=frequency] .fault svg').waitFor();
  await form.locator('[data-field=frequency] textarea').fill('tdi');
  await form.locator('button[type=submit]').click();
  await form.locator('[data-field=frequency] .fault').filter({ hasText: 'tid（每日三次）' }).waitFor();
  await form.locator('[data-field=frequency] textarea').fill('tid');
  await form.locator('button[type=submit]').click();
  await receipt(page);
  const written = (await rows(page, 'medication.orders', `?resident=${people[5].id}`)).filter((row) => row.drug_name === '止痛片');
  assert.deepEqual(written.map((row) => row.often.split(' ')[0]), ['tid']);
});

test('nothing is cut off in the lists, and a form says whose medicine it is', async () => {
  const cut = () => page.evaluate(() => [...document.querySelectorAll('.doing button')].filter((button) => {
    const edge = button.closest('.scroll').getBoundingClientRect().right;
    return button.getBoundingClientRect().right > edge + 1;
  }).map((button) => button.innerText));
  await visit(page, `#/page/medication.orders?resident=${people[0].id}`);
  await page.locator('.doing button').first().waitFor();
  assert.deepEqual(await cut(), []);
  const bed = await page.locator('tbody td').first().evaluate((cell) => cell.getClientRects().length && cell.innerText);
  assert.doesNotMatch(bed, /\n/);
  const ready = (await rows(page, 'medication.prn')).find((row) => row.state === 'ready');
  await act(page, 'medication.give_prn', { order: ready.order, reason: '头痛' });
  for (const large of [true, false]) {
    await page.getByRole('button', { name: '大字' }).click();
    await visit(page, '#/page/medication.prn');
    await page.locator('.doing button').first().waitFor();
    assert.deepEqual(await cut(), []);
    await shot(page, `prn-${large ? 'large' : 'usual'}`);
    await visit(page, `#/page/medication.orders?resident=${people[0].id}`);
    await page.locator('.doing button').first().waitFor();
    assert.deepEqual(await cut(), []);
    if (large) await shot(page, 'orders-large');
  }
  await page.getByRole('button', { name: '更改医嘱' }).first().click();
  const about = await page.locator('.panel-body:not([hidden])').innerText();
  assert.match(about, new RegExp(`${people[0].name}.*，1 片`));
  await page.keyboard.press('Escape');
  await visit(page, '#/');
  await page.locator('.duties .doing button').first().click();
  await page.locator('.panel-body:not([hidden])').waitFor();
  assert.deepEqual(await cut(), []);
  await shot(page, 'today-beside-form');
  await page.keyboard.press('Escape');
  assert.deepEqual(page.faults, []);
});

test('what the host warns of stands with the receipt', async () => {
  await act(page, 'medication.sign_consent', { resident: people[5].id, signer: '女儿', relation: 'child', signed: today(), document: '协议甲' });
  await visit(page, `#/page/medication.stock?resident=${people[5].id}`);
  await page.getByRole('button', { name: '收药' }).first().click();
  const form = page.locator('.panel-body:not([hidden])');
  await form.locator('[data-field=drug] input').fill('止痛片');
  await form.locator('[data-field=drug] [role=option]').filter({ hasText: '止痛片' }).click();
  await form.locator('[data-field=lot] input').fill('N1');
  await form.locator('[data-field=expiry] input:not(.hidden-picker)').fill(today());
  await form.locator('[data-field=quantity] input').fill('20');
  await form.locator('[data-field=from] input').fill('女儿');
  await form.locator('button[type=submit]').click();
  await form.locator('.receipt .warning').first().waitFor();
  await shot(page, 'medication-receipt-warning');
  assert.match(await receipt(page), new RegExp(`有效期到 ${today()}，已临近。`));
  await page.locator('tbody tr').filter({ hasText: 'N1' }).waitFor();
  assert.deepEqual(page.faults, []);
});
