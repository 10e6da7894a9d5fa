// The obligations calendar: a month, a year ahead, a day, one duty.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, open, shot, signedIn } from './desk.mjs';

before(open);
after(close);

test('a year of duties is counted, and a day opens down to the rule', async () => {
  const page = await signedIn('#/page/core.calendar');
  await page.locator('.cal-month .cal-counts .state').first().waitFor();
  await shot(page, 'obligations-month');
  await page.evaluate(() => { location.hash = '#/page/core.calendar?by=year&on=2027-01-01'; });
  await page.locator('.cal-small.has').first().waitFor();

  await shot(page, 'obligations-year');
  assert.ok(await page.locator('.cal-small.has').count() >= 2);
  await page.evaluate(() => { location.hash = '#/page/core.calendar'; });
  const day = page.locator('.cal-day:has(.cal-counts .state)').last();
  await day.click();
  await page.locator('tbody tr').first().waitFor();
  await shot(page, 'obligations-day');
  const line = page.locator('tbody tr').first();
  assert.doesNotMatch(await line.innerText(), /resident:\d/);
  await line.press('Enter');
  const panel = page.locator('.panel .record');
  await panel.getByText('依据').first().waitFor();
  await shot(page, 'obligations-duty');
  assert.deepEqual(page.faults, []);
});
