// A sheet is tried, every fault is shown, the rest comes in, and is undone.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { act, close, open, rows, shot, signedIn, visit } from './desk.mjs';

before(open);
after(close);

const sheet = [
  '楼层,房间,床号,类型,朝向',
  '3层,T901,1,护理,南',
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
  await page.getByText('没有用到的列： 朝向').waitFor();
  const faults = await page.locator('.faults tbody tr').allInnerTexts();
  assert.ok(faults.some((line) => line.startsWith('4')), faults.join('\n'));
  assert.ok(faults.some((line) => line.startsWith('5')), faults.join('\n'));
  assert.equal((await rows(page, 'beds.beds')).length, before_);
  await shot(page, 'import');
  await page.getByRole('button', { name: /导入 2 行/ }).click();
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByText(/已撤销，回执/).waitFor();
  assert.equal((await rows(page, 'beds.beds')).length, before_);
  assert.deepEqual(page.faults, []);
});

test('an earlier import is listed with who made it, and undone by keys alone', async () => {
  const page = await signedIn('#/import');
  const before_ = (await rows(page, 'beds.beds')).length;
  await page.selectOption('#import-kind', 'beds.beds');
  await page.setInputFiles('#import-file', { name: 'beds.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.getByRole('button', { name: /导入 2 行/ }).click();
  await page.getByText(/已导入 2 行/).waitFor();
  await page.goto(page.url().replace(/#.*/, '#/page/beds.board'));
  await visit(page, '#/import');
  const line = page.locator('.earlier tbody tr').first();
  await line.waitFor();
  assert.match(await line.innerText(), /床位\s+\S+\s+2\s+2/);
  await line.locator('[data-undo]').focus();
  await page.keyboard.press('Enter');
  await page.locator('.sure').waitFor();
  await shot(page, 'import-undo');
  await page.keyboard.press('Escape'); // one step back: nothing is done
  await page.locator('.sure').waitFor({ state: 'detached' });
  assert.equal((await rows(page, 'beds.beds')).length, before_ + 2);
  await page.keyboard.press('Enter');
  await page.locator('.sure').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.earlier').getByText(/已撤销，回执/).waitFor();
  assert.match(await line.innerText(), /已撤销 · \S+ · \d{4}-/);
  assert.equal((await rows(page, 'beds.beds')).length, before_);
  assert.deepEqual(page.faults, []);
});

test('many rows come in by parts, each of them to be undone below', async () => {
  const page = await signedIn('#/import');
  const lines = Array.from({ length: 5004 }, (_, at) => (at === 5002 ? 'medical,,市民政局,2026-01-05' : `medical,P${at},市民政局,2026-01-05`));
  await page.selectOption('#import-kind', 'registry.licences');
  await page.setInputFiles('#import-file', { name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(['种类,编号,发证机关,发证日期', ...lines].join('\n')) });
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.getByRole('button', { name: /导入 5003 行/ }).click();
  await page.getByText(/已导入 5003 行，1 行没有导入。行数多，分成几次导入/).waitFor();
  assert.match(await page.locator('.faults tbody tr').first().innerText(), /^5004/);
  assert.equal(await page.getByRole('button', { name: '撤销这次导入' }).count(), 0);
  await shot(page, 'import-parts');
  for (const taken of ['3', '5000']) {
    const line = page.locator('.earlier tbody tr:not(.gone)').first();
    await line.getByText(taken, { exact: true }).waitFor();
    await line.locator('[data-undo]').click();
    await line.locator('.sure button').first().click();
    await page.locator('.earlier').getByText(/已撤销，回执/).waitFor();
  }
  await page.setInputFiles('#import-file', { name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.alloc(8 * 1024 * 1024 + 1, 'a') });
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.getByText(/文件有 9 MB，最大 8 MB。表格请分成 2 份/).waitFor();
  assert.deepEqual(page.faults, []);
});

const patient = (id, more) => ({ resource: { resourceType: 'Patient', id, name: [{ family: '试', given: [id] }], gender: 'female', birthDate: '1940-05-01', ...more } });
const bundle = (...entry) => Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));

test('a FHIR file: tried, faults and what has no place listed, the rest taken, undone', async () => {
  const page = await signedIn('#/import');
  const people = (await rows(page, 'residents.list')).length;
  const file = bundle(patient('one', { maritalStatus: { text: 'widowed' } }), patient('two', { gender: 'x' }),
    { resource: { resourceType: 'Observation', status: 'final', code: { text: 'x' } } });
  await page.selectOption('#import-kind', 'fhir');
  await page.fill('#import-source', '市一医院');
  await page.setInputFiles('#import-file', { name: 'out.json', mimeType: 'application/json', buffer: file });
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.getByText(/共 2 份，1 份可以导入，1 份有问题，另有 1 份/).waitFor();
  assert.match(await page.locator('.faults').first().innerText(), /2\s+Patient\.gender/);
  await page.locator('.left-out summary').click();
  assert.match(await page.locator('.left-out').innerText(), /Patient\.maritalStatus[^]*Observation/);
  assert.equal((await rows(page, 'residents.list')).length, people);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载没有导入的资源' }).click();
  assert.equal((await saved).suggestedFilename(), 'out-rejected.json');
  await shot(page, 'import-fhir');
  await page.getByRole('button', { name: '导入 1 份' }).click();
  await page.getByText(/已导入 1 份，1 份没有导入/).waitFor();
  assert.equal((await rows(page, 'residents.list')).length, people + 1);
  const line = page.locator('.earlier tbody tr').first();
  await line.getByRole('button', { name: /处未带入/ }).click();
  await page.locator('.earlier .left-out').getByText('Patient.maritalStatus').waitFor();
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByText(/已撤销，回执/).first().waitFor();
  assert.equal((await rows(page, 'residents.list')).length, people);
  assert.deepEqual(page.faults, []);
});

test('what stands in the way of an undo is named', async () => {
  const page = await signedIn('#/import');
  await page.selectOption('#import-kind', 'residents.fhir_patients');
  await page.setInputFiles('#import-file', { name: 'one.json', mimeType: 'application/json', buffer: bundle(patient('three')) });
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.getByRole('button', { name: '导入 1 份' }).click();
  await page.getByText(/已导入 1 份/).waitFor();
  const id = Math.max(...(await rows(page, 'residents.list')).map((one) => one.id));
  await act(page, 'residents.add_allergy', { resident: id, substance: '花生' });
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  const failure = page.locator('.failure');
  await failure.waitFor();
  assert.match(await failure.innerText(), /没有撤销[^]*“老人”第 \d+ 号/);
  await shot(page, 'import-refused');
  assert.deepEqual(page.faults, []);
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

test('a workbook: its sheet is chosen, what there is to know is said', async () => {
  const tools = fileURLToPath(new URL('../system', import.meta.url));
  const buffer = execFileSync('python3', ['-c', `
import sys
sys.path.insert(0, sys.argv[1])
from xlsx_files import Book, merges
beds = [["楼层", "房间", "床号", "朝向"], ["3层", "T905", (1, 0), "南"], [None, None, (2, 0), None], (["3层", "T906", (46027, 2)], 'hidden="1"')]
sys.stdout.buffer.write(Book(("填写说明", [["先看"], ["说明"]], ""), ("床位", beds, merges("A2:A3", "B2:B3"))).bytes())`, tools]);
  const page = await signedIn('#/import');
  await page.selectOption('#import-kind', 'beds.beds');
  await page.setInputFiles('#import-file', { name: 'beds.xlsx', mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.getByText('不像表头').first().waitFor();
  assert.equal(await page.inputValue('#import-sheet'), '填写说明');
  await page.selectOption('#import-sheet', '床位');
  await page.getByText('2 行可以导入').waitFor();
  assert.match(await page.locator('.faults tbody').innerText(), /4\s+床号\s+表格软件把这里存成了日期[^]*1月5日/);
  const notes = await page.locator('.note').allInnerTexts();
  assert.equal(notes.length, 2, notes.join('\n'));
  assert.equal(await page.getByText('GBK').count(), 0);
  await shot(page, 'import-workbook');
  await page.getByRole('button', { name: /导入 2 行/ }).click();
  await page.getByText(/已导入 2 行/).waitFor();
  const made = (await rows(page, 'beds.board')).filter((bed) => bed.room === 'T905');
  assert.equal(made.length, 2);
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByText(/已撤销，回执/).first().waitFor();
  await page.setInputFiles('#import-file', { name: 'old.xls', mimeType: 'application/octet-stream', buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]) });
  await page.getByRole('button', { name: /先试一遍/ }).click();
  await page.locator('.failure').getByText(/旧格式/).waitFor();
  await shot(page, 'import-old-workbook');
  assert.equal(await page.locator('#import-sheet').count(), 0);
  assert.deepEqual(page.faults, []);
});
