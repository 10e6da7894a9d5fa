// A sheet is tried, every fault is shown, the rest comes in, and is undone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, open, rows, shot, signedIn } from './desk.mjs';

before(open);
after(close);

const sheet = [
  '楼层,房间,床号,类型',
  '3层,T901,1,护理',
  '3层,T901,2,护理',
  '3层,,3,护理',
  '3层,T902,1,飞行',
].join('\r\n');

test('import of beds: tried, faults listed, done, undone', async () => {
  const page = await signedIn('#/import');
  await page.selectOption('#import-kind', 'beds.beds');
  await page.setInputFiles('#import-file', { name: 'beds.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
  const before_ = (await rows(page, 'beds.beds')).length;
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.locator('.receipt').waitFor();
  const faults = await page.locator('.faults tbody tr').allInnerTexts();
  assert.ok(faults.some((line) => line.startsWith('4')), faults.join('\n'));
  assert.ok(faults.some((line) => line.startsWith('5')), faults.join('\n'));
  assert.equal((await rows(page, 'beds.beds')).length, before_);
  await shot(page, 'import');
  await page.getByRole('button', { name: /导入 2 行/ }).click();
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByText('已撤销').waitFor();
  assert.equal((await rows(page, 'beds.beds')).length, before_);
});

test('a GBK sheet is read as well', async () => {
  const page = await signedIn('#/import');
  // 楼层,房间,床号 in GBK, and one row.
  const bytes = Buffer.from([0xc2, 0xa5, 0xb2, 0xe3, 0x2c, 0xb7, 0xbf, 0xbc, 0xe4, 0x2c, 0xb4, 0xb2, 0xba, 0xc5, 0x0d, 0x0a,
    0x33, 0xb2, 0xe3, 0x2c, 0x54, 0x39, 0x30, 0x33, 0x2c, 0x31, 0x0d, 0x0a]);
  await page.selectOption('#import-kind', 'beds.beds');
  await page.setInputFiles('#import-file', { name: 'gbk.csv', mimeType: 'text/csv', buffer: bytes });
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.getByText('GBK').waitFor();
  assert.match(await page.locator('.receipt').innerText(), /1 行可以导入/);
});
