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

/** Somebody of the list who has neither an assessment nor a draft. */
async function somebody() {
  const known = [...await rows(page, 'assessment.assessments'), ...await rows(page, 'assessment.drafts')].map((row) => row.resident);
  return (await rows(page, 'residents.list')).find((row) => !known.includes(row.id));
}

const line = (code) => page.locator('.record tr').filter({ hasText: code }).first();
const answer = async (draft) => (await rows(page, 'assessment.draft', `?id=${draft}`))[0];

test('an answer of a draft that is cleared in its form is gone', async () => {
  const who = await somebody();
  const { draft } = await act(page, 'assessment.begin', { resident: who.id, standard: 'Barthel' });
  await visit(page, `#/record/assessment.draft/${draft}`);
  const fill = page.getByRole('button', { name: /^填写 Barthel/ });
  await line('BI1').waitFor();
  await fill.click();
  for (const [name, word] of [['bi1', '10 可独立完成'], ['bi2', '5 可独立完成']]) {
    await page.locator(`.panel [data-field=${name}] .radio`).filter({ hasText: word }).locator('input').check({ force: true });
  }
  assert.equal(await page.locator('.panel [data-field=clear]').count(), 0);
  await page.locator('.panel form button.primary').click();
  await receipt(page);
  await line('10 可独立完成').or(line('可独立完成')).waitFor();
  await fill.click();
  await page.locator('.panel [data-field=bi1]').getByRole('button', { name: '清除' }).click();
  await shot(page, 'assessment-cleared');
  await page.locator('.panel form button.primary').click();
  await receipt(page);
  const after_ = await answer(draft);
  assert.equal(after_.answered, 1);
  assert.equal(after_.bi2, '5');
  assert.equal(after_.bi1 ?? null, null);
  assert.deepEqual(page.faults, []);
});

test('what is completed is corrected, by that name, from its answers', async () => {
  const who = await somebody();
  const answers = Object.fromEntries([10, 5, 5, 10, 10, 10, 10, 15, 15, 10].map((score, at) => [`BI${at + 1}`, score]));
  const { assessment } = await act(page, 'assessment.complete', { resident: who.id, standard: 'Barthel', answers,
    assessors: [{ name: '赵护士', background: 'nursing' }] });
  await visit(page, `#/record/assessment.assessment/${assessment}`);
  await line('BI1').waitFor();
  assert.equal(await page.getByRole('button', { name: /开始评估/ }).count(), 0);
  await page.getByRole('button', { name: /更正评估/ }).click();
  await page.locator('.panel [data-field=why] input, .panel [data-field=why] textarea').fill('洗澡评错了');
  await shot(page, 'assessment-correct');
  await page.locator('.panel form button.primary').click();
  await receipt(page);
  const [draft] = (await rows(page, 'assessment.drafts')).filter((row) => row.resident === who.id);
  assert.equal((await answer(draft.id)).answered, 10);
  assert.deepEqual(page.faults, []);
});
