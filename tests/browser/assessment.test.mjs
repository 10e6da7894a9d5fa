// Assessments: a draft is filled in, and what was chosen is taken back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, close, open, receipt, rows, shot, signedIn, visit } from './desk.mjs';

let page;

before(async () => {
  await open();
  page = await signedIn();
});
after(close);

/** Somebody of the list who has no assessment yet by this scale. */
async function somebody(standard) {
  const known = new Set((await rows(page, 'assessment.assessments', `?standard=${encodeURIComponent(standard)}`))
    .map((row) => row.resident));
  return (await rows(page, 'residents.list')).find((row) => !known.has(row.id));
}

const line = (code) => page.locator('.record tr').filter({ hasText: code }).first();
const answer = async (draft) => (await rows(page, 'assessment.draft', `?id=${draft}`))[0];

test('an answer of a draft that is cleared in its form is gone', async () => {
  const who = await somebody('Barthel');
  const { draft } = await act(page, 'assessment.begin', { resident: who.id, standard: 'Barthel' });
  await act(page, 'assessment.fill_barthel', { draft, bi1: '10', bi2: '5' });
  await visit(page, `#/record/assessment.draft/${draft}`);
  await line('BI1').waitFor();
  await page.getByRole('button', { name: /填写 Barthel/ }).click();
  const field = page.locator('.panel [data-field=bi1]');
  await field.getByRole('button', { name: '清除' }).click();
  assert.equal(await page.locator('.panel [data-field=clear]').count(), 0);
  await shot(page, 'assessment-cleared');
  await page.locator('.panel form button.primary').click();
  await receipt(page);
  const after_ = await answer(draft);
  assert.equal(after_.answered, 1);
  assert.equal(after_.bi2, '5');
  assert.equal(after_.bi1 ?? null, null);
  assert.deepEqual(page.faults, []);
});
