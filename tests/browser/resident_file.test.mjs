// A resident's file: what was added to it can be ended where it stands.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, close, open, receipt, rows, shot, signedIn, submit, visit } from './desk.mjs';

before(open);
after(close);

const line = (page, text) => page.locator('.record tbody tr').filter({ hasText: text });

test('contacts, entitlements and allergies are ended in the resident\'s file', async () => {
  const page = await signedIn('#/page/residents.residents');
  const { id } = await act(page, 'residents.register', { name: '杨文秀', sex: 'female', born: '1944-05-01',
    contacts: [{ name: '杨大', relation: '儿子', phone: '13900000001' }, { name: '杨二', relation: '女儿', phone: '13900000002' }],
    statuses: [{ kind: '低保', document: '潼民〔2020〕1号', from: '2020-01-01' }],
    allergies: [{ substance: '青霉素', severe: true }] });
  await visit(page, `#/record/residents.record/${id}`);
  await line(page, '杨大').waitFor();
  await line(page, '青霉素').waitFor();
  await shot(page, 'resident-file');
  await page.locator('.record').evaluate((node) => node.querySelector('.wide-part').scrollIntoView());
  await shot(page, 'resident-file-parts');

  await line(page, '杨大').getByRole('button', { name: '删除联系人' }).click();
  assert.match(await page.locator('.panel [data-field=contact] input').inputValue(), /杨大/);
  await submit(page);
  await receipt(page);
  await line(page, '杨大').waitFor({ state: 'detached' });
  assert.deepEqual((await rows(page, 'residents.contacts', `?resident=${id}`)).map((one) => one.name), ['杨二']);

  await line(page, '潼民').getByRole('button', { name: '结束身份或待遇' }).click();
  await page.locator('.panel [data-field=to] input.short').fill('2020-06-30');
  await submit(page);
  await receipt(page);
  await line(page, '2020-06-30').waitFor();
  assert.equal(await line(page, '2020-06-30').getByRole('button').count(), 0);

  await line(page, '青霉素').getByRole('button', { name: '排除过敏' }).click();
  await page.locator('.panel [data-field=on] input.short').fill('2020-06-30');
  await submit(page);
  await receipt(page);
  await line(page, '青霉素').getByRole('button').waitFor({ state: 'detached' });
  assert.equal((await rows(page, 'residents.record', `?id=${id}`))[0].allergies ?? null, null);
  assert.deepEqual(page.faults, []);
});
