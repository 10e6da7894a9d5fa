// What a resident takes elsewhere: entered, seen and ended by keyboard alone, in
// both languages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, close, open, receipt, rows, shot, signedIn, visit } from './desk.mjs';

const DRUG = '家属带来的止痛片';
let page;
let who; // { id, name } of the resident

before(async () => {
  await open();
  page = await signedIn('#/plugins');
  await act(page, 'medication.add_drug', { name: DRUG, ingredients: ['对乙酰氨基酚'], strength: '500', strength_unit: 'mg',
    form: 'tablet', unit: 'tablet', source: 'test', edition: '1' });
  const [bed] = (await rows(page)).filter((one) => one.resident && one.tone === 'occupied').slice(-1);
  who = { id: bed.resident, name: bed.resident_name };
});
after(async () => { await shot(page, 'outside-last'); await close(); });

const list = () => rows(page, 'medication.outside', `?resident=${who.id}`);
const focused = (field) => page.locator(`[data-field="${field}"] :is(input, textarea, select):focus`).waitFor();

/** Goes on to a field of the form, as a person does: by Tab. */
async function tabTo(field) {
  for (let steps = 0; steps < 20; steps += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement.closest('[data-field]')?.dataset.field);
    if (at === field) return;
  }
  assert.fail(`no ${field} in twenty steps`);
}

test('a nurse enters what the family brought: a mistyped frequency names near ones', async () => {
  await visit(page, `#/page/medication.outside?resident=${who.id}`);
  await page.locator('.about').filter({ hasText: who.name }).waitFor();
  await page.keyboard.press('n');
  await focused('source');
  await page.keyboard.type('女儿说的，药盒在床头');
  await tabTo('drug');
  await page.keyboard.type(DRUG);
  await page.locator('[data-field=drug] [role=option]').filter({ hasText: DRUG }).waitFor();
  await page.keyboard.press('Enter');
  await tabTo('dose.amount');
  await page.keyboard.type('1');
  await tabTo('dose.unit');
  await page.keyboard.press('ArrowDown');
  await tabTo('frequency');
  await page.keyboard.type('tdi');
  await tabTo('from');
  await page.keyboard.press('Enter');
  await page.locator('[data-field=frequency] .fault').filter({ hasText: 'tid（每日三次）' }).waitFor();
  await shot(page, 'outside-typo');
  assert.equal((await list()).length, 0);
  await focused('frequency');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('tid');
  await tabTo('from');
  await page.keyboard.type('20260101');
  await page.keyboard.press('Enter');
  await receipt(page);
  const [row] = await list();
  assert.equal(row.dose, '1 片（一片），tid（每日三次）');
  assert.equal(row.counted, 'yes');
  await page.locator('tbody tr').filter({ hasText: DRUG }).filter({ hasText: '已算进' }).waitFor();
  await shot(page, 'outside-list');
});

test('it stands in the resident\'s record and counts when a doctor orders the same', async () => {
  const drug = (await rows(page, 'medication.drugs', `?text=${encodeURIComponent(DRUG)}`))[0].id;
  await assert.rejects(act(page, 'medication.order', { resident: who.id, drug, dose: { amount: '1', unit: 'tablet' }, route: 'po',
    frequency: 'bid', prescriber: '李医师', document: '处方' }), /taken elsewhere/);
  await visit(page, `#/record/medication.resident/${who.id}`);
  await page.locator('.record tbody tr').filter({ hasText: DRUG }).waitFor();
  await shot(page, 'outside-record');
});

test('it is ended by keyboard, on an English desk', async () => {
  await page.getByRole('button', { name: 'English' }).first().click();
  await visit(page, `#/page/medication.outside?resident=${who.id}`);
  const line = page.locator('tbody tr').filter({ hasText: DRUG });
  await line.filter({ hasText: '1 tablet (one), tid (three times daily)' }).filter({ hasText: 'Being taken' }).waitFor();
  await shot(page, 'outside-english');
  const inSight = await line.getByRole('button').evaluate((button) => button.getBoundingClientRect().right <= button.closest('.scroll').getBoundingClientRect().right);
  assert.ok(inSight, 'the button is not cut off');
  await line.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await focused('reason');
  await shot(page, 'outside-end');
  await page.keyboard.type('given here from today');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.locator('button[type=submit]:focus').waitFor();
  await page.keyboard.press('Enter');
  await receipt(page);
  await line.filter({ hasText: /No more/ }).waitFor();
  assert.equal(await line.getByRole('button').count(), 0);
  assert.equal((await list())[0].counted, 'over');
  await page.getByRole('button', { name: '中文' }).first().click();
  assert.deepEqual(page.faults, []);
});
