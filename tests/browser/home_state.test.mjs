// What holds for the whole home stands over every page until it is over. What
// the host says of it is tested by test_space.py and test_tamper.py; here it is
// put into its answer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, open, shot, signedIn, visit } from './desk.mjs';

before(open);
after(close);

const said = {
  tight: { zh: '磁盘空间不够，还剩 250 MB：不能导入、不能上传文件。', en: 'The disk is short of space, 250 MB are left.' },
  last: { zh: '磁盘快满了，还剩 60 MB：只能记录给药和其他任务，其他都不保存，请记在纸上。请马上在主机上清理磁盘。', en: 'The disk is nearly full, 60 MB are left.' },
};

test('the bar says what is limited, on each page, and goes', async () => {
  const page = await signedIn('#/page/beds.board');
  let level = 'tight';
  await page.route('**/queries/core.home*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    assert.equal(typeof body.space.free_mb, 'number');
    body.space = level === 'ample' ? { level, free_mb: 5000, ballast: 'held' } : { level, free_mb: 250, ballast: 'out', ...said[level] };
    await route.fulfill({ response, json: body });
  });
  await page.reload();
  const bar = page.locator('sh-home-state .banner.late');
  await bar.waitFor();
  assert.equal((await bar.innerText()).trim(), said.tight.zh);
  assert.equal(await bar.getAttribute('role'), 'alert');
  await visit(page, '#/page/residents.residents');
  assert.equal(await bar.count(), 1);
  await shot(page, 'space-tight');
  level = 'last';
  await page.reload();
  const last = page.locator('sh-home-state .failure');
  await last.waitFor();
  assert.equal((await last.innerText()).trim(), said.last.zh);
  await shot(page, 'space-last');
  level = 'ample';
  await page.reload();
  await page.locator('tbody tr').first().waitFor();
  assert.equal(await page.locator('sh-home-state').innerText(), '');
  assert.deepEqual(page.faults, []);
});

test('an older copy is told of until a manager confirms it', async () => {
  const page = await signedIn('#/page/residents.residents');
  const older = '本机构的文件夹是以前的副本：2026-11-22 14:05 时本机的日志已有第 812 条，现在这里没有它。';
  let known = false;
  const asked = [];
  await page.route('**/queries/core.home*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    assert.equal(body.older, undefined);
    await route.fulfill({ response, json: known ? body : { ...body, older, older_en: 'older' } });
  });
  await page.route('**/actions/core.confirm_copy', async (route) => {
    asked.push(route.request().headers()['idempotency-key']);
    known = true;
    await route.fulfill({ status: 200, json: { receipt: 1, recorded_at: '2026-11-23T14:05:00+08:00', repeated: false, result: { lacks: 812 } } });
  });
  await page.reload();
  const bar = page.locator('sh-home-state .failure');
  await bar.waitFor();
  assert.equal((await bar.locator('p').innerText()).trim(), older);
  await shot(page, 'older-copy');
  await bar.getByRole('button', { name: '已知道，继续' }).click();
  await bar.waitFor({ state: 'detached' });
  assert.equal(asked.length, 1);
  assert.ok(asked[0]);
  assert.deepEqual(page.faults, []);
});
