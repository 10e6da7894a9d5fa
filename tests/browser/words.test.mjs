// Every page says its words in the reader's language: what is left of Chinese on
// an English desk was typed by a person. And pictures on the printed round.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, ask, close, home, open, rows, shot, signedIn, visit } from './desk.mjs';

const HAN = /[\u4e00-\u9fff]/;
const zone = { timeZone: 'Asia/Shanghai', hourCycle: 'h23' };
const clock = (ms) => new Intl.DateTimeFormat('en-GB', { ...zone, hour: '2-digit', minute: '2-digit' }).format(ms);
// Some minutes from now or ago, but of today: marks are looked for in its column.
const at = (minutes) => {
  const now = clock(Date.now());
  const then = clock(Date.now() + minutes * 60000);
  if (minutes > 0) return then > now ? then : '23:59';
  return then < now ? then : '00:01';
};
const today = () => {
  const parts = new Intl.DateTimeFormat('en-GB', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(Date.now());
  return ['year', 'month', 'day'].map((name) => parts.find((part) => part.type === name).value).join('-');
};

let page;
let who; // a resident with a picture, with medicines, assessments, an entitlement
let made; // { order, ability, safety }

// What was typed here in Chinese; the drug's name is one.
const TYPED = ['试验降压片', '试验助眠片', '女儿', '协议甲', '李医师', '处方甲', '等化验', '减量', '在走廊滑倒', '赵护士', '钱社工', '民〔2026〕77 号', '王小明'];

const scores = (parts, name) => Object.fromEntries(parts.flatMap(([part, count], at) => (
  Array.from({ length: count }, (_, i) => [name(part ?? at + 1, i + 1), 0]))));

async function medicines() {
  const add = async (name) => (await act(page, 'medication.add_drug', {
    name, ingredients: [name], form: 'tablet', unit: 'tablet', strength: '5', strength_unit: 'mg', source: 'test', edition: '1' })).drug;
  const drug = await add('试验降压片');
  await act(page, 'medication.sign_consent', { resident: who.id, signer: '女儿', relation: 'child', signed: today(), document: '协议甲' });
  const order = (more) => act(page, 'medication.order', { resident: who.id, drug, dose: { amount: '0.5', unit: 'tablet' }, route: 'po',
    frequency: 'qd', times: [at(12)], meal: 'after', prescriber: '李医师', document: '处方甲', ...more });
  const first = await order();
  const changed = await act(page, 'medication.change', { order: first.order, reason: '减量', dose: { amount: '0.25', unit: 'tablet' } });
  await act(page, 'medication.receive', { resident: who.id, drug, lot: 'W1', expiry: `${Number(today().slice(0, 4)) + 1}-01-31`, quantity: '10', from: '女儿' });
  // due ten minutes ago, so that it belongs to this shift
  const late = await order({ drug: await add('试验助眠片'), start: new Date(Date.now() - 20 * 60000).toISOString(), times: [at(-10)] });
  const line = (await rows(page, 'medication.round')).find((row) => row.order === late.order);
  await act(page, 'medication.record', { duty: line.duty, outcome: 'refused', reason: '睡着' });
  return { drug, order: changed.order, duty: line.duty };
}

async function assessments() {
  await act(page, 'incidents.report', { kind: 'fall', severity: 'minor', resident: who.id, what: '在走廊滑倒' });
  const ability = await act(page, 'assessment.complete', { resident: who.id, standard: 'GB/T 42195-2022',
    answers: scores([[null, 8], [null, 4], [null, 9], [null, 5]], (part, i) => `B.${part}.${i}`),
    assessors: [{ name: '赵护士', background: 'nursing' }, { name: '钱社工', background: 'social_work' }], risk_events: { straying: [today()] } });
  const safety = await act(page, 'assessment.complete', { resident: who.id, standard: 'GB 38600-2019',
    answers: { ...scores([4, 3, 4, 3, 3, 5, 3, 4, 3].map((count) => [null, count]), (part, i) => `K${part}.${i}`), 'K6.1': 2, 'K6.2': 1 },
    assessors: [{ name: '赵护士', background: 'nursing' }] });
  return { ability: ability.assessment, safety: safety.assessment };
}

before(async () => {
  await open();
  page = await signedIn('#/plugins');
  // of whom no other test has recorded anything
  const busy = new Set((await rows(page, 'medication.orders', '?all=true')).map((one) => one.resident));
  for (const one of (await rows(page, 'residents.list')).filter(({ id }) => !busy.has(id))) {
    [who] = await rows(page, 'residents.record', `?id=${one.id}`);
    if (who.photo) break;
  }
  made = { ...await medicines(), ...await assessments() };
  await act(page, 'residents.add_status', { resident: who.id, kind: '低保', document: '民〔2026〕77 号', from: today() });
  await page.getByRole('button', { name: 'English' }).first().click();
});
after(async () => { await shot(page, 'words-last'); await close(); });

/** Texts of the page, and titles of its marks. */
const texts = () => page.evaluate(() => {
  const found = [...document.querySelectorAll('#content [title]')].map((one) => one.title);
  const walk = document.createTreeWalker(document.querySelector('#content'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) found.push(walk.currentNode.data);
  return found.map((one) => one.trim()).filter(Boolean);
});

async function goTo(hash, ready) {
  await visit(page, hash);
  await page.locator(ready).first().waitFor();
  await page.waitForFunction(() => !/Reading…|Loading/.test(document.querySelector('#content').innerText));
}

/** What stays of Chinese when names and all that was typed are taken away. */
async function left(typed) {
  const strange = [...typed].filter(Boolean).sort((a, b) => b.length - a.length);
  return (await texts()).map((text) => strange.reduce((rest, one) => rest.split(one).join(''), text)).filter((text) => HAN.test(text));
}

test('pages about a resident have no Chinese of the program on an English desk', async () => {
  const beds = await rows(page);
  const typed = new Set(TYPED);
  const { name: homeName } = (await ask(page, '/api/v1/session')).homes[0];
  for (const bed of beds) for (const key of ['resident_name', 'building', 'floor', 'unit', 'room', 'bed_name']) typed.add(bed[key]);
  typed.add(homeName);
  for (const text of Object.values(who)) if (typeof text === 'string') typed.add(text);
  for (const one of await rows(page, 'residents.contacts', `?resident=${who.id}`)) for (const text of Object.values(one)) if (typeof text === 'string') typed.add(text);
  for (const one of await rows(page, 'residents.statuses', `?resident=${who.id}`)) { typed.add(one.document); typed.add(one.grade); }
  const shown = [
    [`#/page/medication.mar?resident=${who.id}`, '.grid tbody tr[data-line]'], [`#/page/medication.orders?resident=${who.id}`, 'tbody tr'],
    [`#/record/medication.order/${made.order}`, '.record'], [`#/record/medication.dose/${encodeURIComponent(made.duty)}`, '.record'],
    [`#/page/medication.timeline?resident=${who.id}`, '.events li'], [`#/page/medication.ledger?resident=${who.id}`, 'tbody tr'],
    [`#/record/assessment.assessment/${made.ability}`, '.record sh-table'], [`#/record/assessment.assessment/${made.safety}`, '.record sh-table'],
    [`#/record/assessment.plan/${who.id}`, '.record sh-table'], [`#/page/assessment.tasks?resident=${who.id}`, 'tbody tr'],
    [`#/page/assessment.levels?resident=${who.id}`, '.events li'], [`#/page/assessment.notices?resident=${who.id}`, 'tbody tr'],
    [`#/record/residents.record/${who.id}`, '.record sh-table'],
  ];
  for (const [hash, ready] of shown) {
    await goTo(hash, ready);
    await page.waitForTimeout(300); // sections ask one by one
    assert.deepEqual(await left(typed), [], hash);
  }
  assert.deepEqual(page.faults, []);
});

test('how often a care task comes is said in words in both languages', async () => {
  await goTo(`#/page/assessment.tasks?resident=${who.id}`, 'tbody tr');
  const said = async () => (await page.locator('tbody').innerText()).replace(/\s+/g, ' ');
  assert.match(await said(), /Company to toilet and bath .*every day 06:30/);
  assert.match(await said(), /every Tue, Thu 10:00/);
  await shot(page, 'words-tasks-en');
  await goTo(`#/record/assessment.plan/${who.id}`, '.record sh-table');
  await page.locator('.record section').filter({ hasText: 'every day 06:30' }).first().waitFor();
  assert.doesNotMatch(await page.locator('.record').innerText(), /FREQ=/);
  await page.getByRole('button', { name: '中文' }).first().click();
  await page.locator('.record section').filter({ hasText: '每天 06:30' }).first().waitFor();
  await shot(page, 'words-plan');
  await goTo(`#/page/assessment.tasks?resident=${who.id}`, 'tbody tr');
  assert.match(await said(), /每周二、四 10:00/);
  await page.getByRole('button', { name: 'English' }).first().click();
});

test('a mark, an order and a reason are said in both languages', async () => {
  await goTo(`#/page/medication.mar?resident=${who.id}`, '.grid tbody tr[data-line]');
  const sheet = async () => (await page.locator('.grid').innerText()).replace(/\s+/g, ' ');
  assert.match(await sheet(), /试验降压片 5 mg/);
  assert.match(await sheet(), /0\.25 tablet \(a quarter\) · By mouth · qd \d\d:\d\d · After food/);
  assert.match(await sheet(), /\d\d:\d\dR/);
  assert.match(await page.locator('.grid td.today[title^=Refused]').first().getAttribute('title'), /^Refused .*; Asleep/);
  await shot(page, 'words-mar-en');
  await goTo('#/page/medication.handover', 'tbody tr');
  const line = page.locator('tbody tr').filter({ hasText: '试验助眠片' });
  assert.match(await line.filter({ hasText: 'Not given' }).first().innerText(), /Asleep/);
  await shot(page, 'words-handover-en');
  await page.getByRole('button', { name: '中文' }).first().click();
  assert.match(await line.filter({ hasText: '没有给' }).first().innerText(), /睡着/);
  await goTo(`#/page/medication.mar?resident=${who.id}`, '.grid tbody tr[data-line]');
  assert.match(await sheet(), /试验降压片 5毫克/);
  assert.match(await sheet(), /0\.25 片（四分之一片）/);
  assert.match(await sheet(), /\d\d:\d\d拒/);
});

test('an assessment tells kind, day and severity of its events, and who was told', async () => {
  await goTo(`#/record/assessment.assessment/${made.ability}`, '.record sh-table');
  const events = page.locator('.record section').filter({ hasText: '风险事件' }).locator('tbody');
  await events.waitFor();
  const said = (await events.innerText()).replace(/\s+/g, ' ');
  assert.match(said, new RegExp(`评估表填写 走失 ${today()}`));
  assert.match(said, /当时本院记录 跌倒 1/);
  assert.match(said, new RegExp(`本院记录 跌倒 ${today()} \\S+ 轻伤`));
  await shot(page, 'words-events');
  await goTo('#/page/assessment.notices?open=true', 'tbody tr');
  await page.locator('tbody tr').filter({ hasText: who.name }).getByRole('button', { name: '记录结果告知' }).click();
  const form = page.locator('.panel-body:not([hidden])');
  await form.locator('[data-field=name] input').fill('王小明');
  await form.locator('[data-field=relation] select').selectOption('child');
  await form.locator('[data-field=way] label').filter({ hasText: '当面' }).click();
  await form.locator('[data-field=signature] label').filter({ hasText: '已在纸上签字' }).click();
  await form.locator('button[type=submit]').click();
  await form.locator('.receipt').waitFor();
  await page.keyboard.press('Escape');
  const [notice] = await rows(page, 'assessment.notices', `?assessment=${made.safety}`);
  assert.equal(notice.state, 'told');
  assert.equal(notice.name, '王小明');
  await goTo(`#/record/assessment.assessment/${made.safety}`, '.record sh-table');
  await page.locator('.record section').filter({ hasText: '结果告知' }).getByText('已在纸上签字').waitFor();
  await shot(page, 'words-told');
});

test('an entitlement is said in words in both languages', async () => {
  await goTo(`#/record/residents.record/${who.id}`, '.record sh-table');
  const kinds = page.locator('.record section').filter({ hasText: '民〔2026〕77 号' }).locator('tbody');
  assert.match(await kinds.innerText(), /低保/);
  await page.getByRole('button', { name: 'English' }).first().click();
  await kinds.filter({ hasText: 'Minimum living allowance' }).waitFor();
  assert.doesNotMatch(await kinds.innerText(), /dibao|tekun/);
  await page.getByRole('button', { name: '中文' }).first().click();
});

test('the printed round has the pictures, also by Ctrl+P', async () => {
  await goTo('#/page/medication.round', '.round-people');
  await page.evaluate(() => { window.printed = 0; window.print = () => { window.printed += 1; window.dispatchEvent(new Event('beforeprint')); }; });
  await page.keyboard.press('Control+p');
  await page.waitForFunction(() => window.printed === 1);
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('.round-sheet').filter({ hasText: who.name });
  assert.ok(await sheet.locator('img.round-photo').evaluate((one) => one.complete && one.naturalWidth > 0));
  const box = await sheet.locator('img.round-photo').boundingBox();
  assert.ok(box.width > 40 && box.width < 90, `${box.width}`);
  await shot(page, 'words-round-paper');
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.getByRole('button', { name: '打印', exact: true }).click();
  await page.waitForFunction(() => window.printed === 2);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.deepEqual(page.faults, []);
});
