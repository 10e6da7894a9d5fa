// Self-assessment: evidence that opens its records, items scored one by one.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, close, open, shot, signedIn, visit } from './desk.mjs';

before(open);
after(close);

const day = (back) => new Date(Date.now() - back * 86400000).toISOString().slice(0, 10);
const year = { from: day(200), to: day(2) };

test('a figure of the evidence opens the records behind it', async () => {
  const page = await signedIn();
  await visit(page, '#/page/quality.evidence');
  const figure = page.locator('button.figure', { hasText: '投诉按期答复' });
  await figure.waitFor();
  await shot(page, 'quality-evidence');
  assert.match(await figure.innerText(), /\d+ \/ \d+/);
  await figure.click();
  await page.locator('tbody tr').first().waitFor();
  await shot(page, 'quality-evidence-records');
  assert.match(await page.locator('tbody').innerText(), /答复投诉/);
  assert.deepEqual(page.faults, []);
});

test('items are scored one by one and the record shows what is claimed', async () => {
  const page = await signedIn();
  const items = [['1.1', '交通便捷度', 40], ['1.2', '公共信息图形标志', 50], ['1.3', '绿化', 30]];
  for (const [code, name, points] of items) {
    await act(page, 'quality.import_item', { part: 'environment', code, name, points, effort: 3 });
  }
  await act(page, 'quality.begin', year);
  await visit(page, '#/page/quality.drafts');
  await page.locator('tbody tr').first().press('Enter');
  const lines = page.locator('main tbody tr, .panel tbody tr');
  await page.getByText('绿化').first().waitFor();
  await shot(page, 'quality-scoring');
  assert.equal(await lines.filter({ hasText: '没有打分' }).count() >= 3, true);
  for (const [i, score] of [[1, 40], [2, 35], [3, 30]]) {
    await act(page, 'quality.score_item', { draft: 1, item: i, score, ...(i === 1 ? { document: '照片' } : {}) });
  }
  await act(page, 'quality.self_assess', { draft: 1, scores: { facilities: 104, operation: 120, service: 480 } });
  await visit(page, '#/record/quality.assessment/2');
  await page.getByText('绿化').first().waitFor();
  await shot(page, 'quality-assessment');
  assert.match(await page.locator('main').innerText(), /只有自述/);
  await visit(page, '#/page/quality.overview');
  await page.getByText('四级').first().waitFor();
  await shot(page, 'quality-overview');
  await visit(page, '#/page/quality.what_if?environment=95');
  await page.getByText('三级').first().waitFor();
  await shot(page, 'quality-what-if');
  assert.deepEqual(page.faults, []);
});

test('basic quality says why it is not met', async () => {
  const page = await signedIn('#/page/quality.basic');
  await page.getByText('没有人确认').first().waitFor();
  await shot(page, 'quality-basic');
  assert.match(await page.locator('main').innerText(), /没有安排巡查/);
  assert.deepEqual(page.faults, []);
});
