// Every page that the catalogue names opens and shows something.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, close, home, open, shot, signedIn } from './desk.mjs';

before(open);
after(close);

test('every declared page opens without a fault', async () => {
  const page = await signedIn('#/plugins');
  const { pages } = await ask(page, `/api/v1/homes/${await home(page)}/catalogue`);
  for (const { id, kind } of pages) {
    if (kind === 'record') continue;
    await page.evaluate((hash) => { location.hash = hash; }, `#/page/${id}`);
    await page.locator('#content h1, #content form').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('#content').innerText.includes('正在读取'));
    assert.equal(await page.locator('#content .failure').count(), 0, `${id}: ${await page.locator('#content').innerText()}`);
  }
  assert.deepEqual(page.faults, []);
});

test('a list is moved through by keys, and Shift+Enter opens a page', async () => {
  const page = await signedIn('#/page/residents.residents');
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.panel .record h2').first().waitFor();
  const name = (await page.locator('.panel .record h2').first().innerText()).split(/\s/)[0];
  await shot(page, 'record-beside');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Enter');
  await page.locator('.record-page h2').first().waitFor();
  assert.ok((await page.locator('.record-page h2').first().innerText()).includes(name));
  await shot(page, 'record-page');
  await page.goBack();
  await page.locator('tbody tr').first().waitFor();
});

test('an outcome of a duty is recorded by its own words', async () => {
  const page = await signedIn('#/today');
  await page.locator('#content h1').waitFor();
  await page.locator('#content').getByText('正在读取').waitFor({ state: 'detached' });
  await shot(page, 'today');
  // The sample home has beds that wait for cleaning.
  const line = page.locator('tr[data-duty]:has(.doing button)', { hasText: '清洁床位' }).first();
  await line.waitFor();
  const duty = await line.getAttribute('data-duty');
  await line.locator('.doing button').first().click();
  await page.locator('.panel form button.primary').click();
  await page.locator('.receipt').waitFor();
  const now = page.locator(`tr[data-duty="${duty}"]`);
  await page.waitForFunction((id) => document.querySelector(`tr[data-duty="${id}"] td:nth-child(4)`)?.textContent.trim(), duty);
  assert.notEqual((await now.locator('td').nth(3).innerText()).trim(), '');
});
