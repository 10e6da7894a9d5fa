// A host in safe mode, with a folder of its own: the desk says to use paper and
// leads to the last sheets.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, open, ownHost, shot, visit } from './desk.mjs';

const own = ownHost();
/** Without the name in it: that would be refused. */
const wordOf = (user) => `crane-tree-${user.length}`;
const signedInAs = (user) => own.signedInAs(user, wordOf(user));

before(async () => {
  own.songhe(['init']);
  own.songhe(['home', 'new', 'oak', '--name', '橡树', '--kind', 'private']);
  for (const role of ['nurse', 'social_worker']) own.songhe(['user', 'add', role, '--role', role, '--password-stdin'], `${wordOf(role)}\n`);
  own.songhe(['do', 'oak', 'medication.print_paper', JSON.stringify({ unit: '一病区' })]);
  await own.serve('--safe-mode');
  await open();
});

after(async () => {
  await close();
  await own.end();
});

test('on each page a nurse is told to use paper, and opens the last sheet', async () => {
  const page = await signedInAs('nurse');
  const bar = page.locator('sh-home-state .failure');
  await bar.getByText('现在请用纸').waitFor();
  await bar.getByText(/纸质单不能更新/).waitFor();
  assert.match(await bar.locator('li').innerText(), /^mar-一病区 写于 \d{4}-\d\d-\d\d 周. \d\d:\d\d$/);
  await bar.getByText(/homes\/oak\/out/).waitFor();
  await shot(page, 'safe-mode');
  await visit(page, '#/page/beds.board');
  await page.getByText(/没有这一页/).waitFor();
  assert.equal(await bar.count(), 1);
  const opened = page.waitForEvent('popup');
  await bar.getByRole('link', { name: 'mar-一病区' }).click();
  const sheet = await opened;
  await sheet.getByRole('heading', { name: /纸质给药单.*一病区/ }).waitFor();
  const size = await sheet.locator('h1').evaluate((heading) => getComputedStyle(heading).fontSize);
  assert.equal(Math.round(parseFloat(size)), 27); // 20 pt: its own style holds
  await shot(sheet, 'safe-mode-sheet');
  assert.deepEqual(page.faults, []);
});

test('who may not open it is told whom to ask', async () => {
  const page = await signedInAs('social_worker');
  const bar = page.locator('sh-home-state .failure');
  await bar.getByText(/请护士或负责人打开打印/).waitFor();
  assert.equal(await bar.getByRole('link').count(), 0);
  assert.deepEqual(page.faults, []);
});
