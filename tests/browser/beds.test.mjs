// Beds from end to end at the desk: what a stay needs from the first offer to
// the last, on the pages where it is looked for.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, allFloors, board, card, close, open, receipt, rows, shot, signedIn, submit, visit } from './desk.mjs';

before(open);
after(close);

const bedOf = async (page, key) => (await rows(page)).find((one) => one.bed === key);
const button = (page, name) => page.locator('.panel .bed-facts > .buttons button').filter({ hasText: name });

/** Somebody new, in no bed yet. */
async function newcomer(page, name, more = {}) {
  const born = { name, sex: 'male', born: '1944-05-01', care_level: 1, ...more };
  return (await act(page, 'residents.register', born)).id;
}

/** A free bed that a man of level 1 may have, of `kind`, in a room of its own when there is one. */
async function freeBed(page, kind = 'general') {
  const beds = await rows(page);
  const others = (bed) => beds.filter((one) => one.room === bed.room && one !== bed && (one.resident || one.reserved_resident));
  const free = beds.filter((bed) => bed.state === 'free' && bed.kind === kind);
  return free.find((bed) => !others(bed).length) || free.find((bed) => others(bed).every((one) => one.sex === 'male'));
}

/** A field says by name what it is filled with, once the name has come. */
const named = (page, field, name) => page.waitForFunction(([at, wanted]) => document.querySelector(
  `.panel-body:not([hidden]) [data-field=${at}] input`)?.value.includes(wanted), [field, name]);

/** Opens a bed beside the board. */
async function look(page, bed) {
  await allFloors(page);
  await card(page, bed).focus();
  await page.keyboard.press('Enter');
  await page.locator('.panel .bed-facts').waitFor();
}

/** Types a day and a time into a field of the form that is open. */
async function fillTime(page, field, day, time) {
  const typed = page.locator(`.panel-body:not([hidden]) [data-field=${field}]`);
  await typed.locator('input.short').fill(day);
  await typed.locator('input.time').fill(time);
}

const overrides = ['room_sex', 'sex', 'needs_nursing', 'house'].map((rule) => ({ rule, reason: '测试安排' }));

test('beside the board: a trial is confirmed, hospital follows leave, a death is recorded', async () => {
  const page = await board();
  const bed = await freeBed(page);
  const who = await newcomer(page, '试住人');
  await act(page, 'beds.assign', { resident: who, bed: bed.bed, overrides });
  await page.reload();
  await page.locator('.bed').first().waitFor();
  await look(page, bed.bed);
  assert.match(await page.locator('.panel .bed-facts dl').first().innerText(), /试住到/);
  await shot(page, 'bed-trial');
  await button(page, '试住转正').click();
  await submit(page);
  await receipt(page);
  await button(page, '试住转正').waitFor({ state: 'detached' });
  assert.equal((await bedOf(page, bed.bed)).trial_until ?? null, null);
  await button(page, '请假外出').click();
  await submit(page);
  await receipt(page);
  await button(page, '返回').waitFor();
  await button(page, '送医住院').click();
  await submit(page);
  await receipt(page);
  assert.equal((await bedOf(page, bed.bed)).state, 'in_hospital');
  await button(page, '送医住院').waitFor({ state: 'detached' });
  await button(page, '去世').click();
  await submit(page);
  await receipt(page);
  await button(page, '清洁完成').waitFor();
  assert.equal((await bedOf(page, bed.bed)).state, 'cleaning');
  await assert.rejects(act(page, 'beds.assign', { resident: who, bed: bed.bed }), /recorded as deceased/);
  // And taken back, where those who are gone are listed.
  await visit(page, '#/page/beds.gone');
  const line = page.locator('tbody tr').filter({ hasText: '试住人' });
  await line.waitFor();
  await shot(page, 'beds-gone');
  await line.getByRole('button', { name: '更正去世登记' }).click();
  await page.locator('.panel [data-field=reason] textarea, .panel [data-field=reason] input').first().fill('登记错了人');
  await submit(page);
  await receipt(page);
  await page.waitForFunction(() => ![...document.querySelectorAll('tbody tr')].some((row) => row.innerText.includes('试住人') && row.innerText.includes('去世')));
  assert.deepEqual(page.faults, []);
});

test('a bed reserved for later is given to a guest until then, and the guest stays longer', async () => {
  const page = await board();
  const bed = await freeBed(page, 'respite') || await freeBed(page);
  const [later, guest] = [await newcomer(page, '以后来'), await newcomer(page, '短住人')];
  const purpose = 'respite';
  await act(page, 'beds.reserve', { resident: later, bed: bed.bed, purpose, from: '2040-09-01T09:00:00+08:00', to: '2040-10-01T09:00:00+08:00', overrides });
  await page.reload();
  await page.locator('.bed').first().waitFor();
  await look(page, bed.bed);
  assert.match(await card(page, bed.bed).innerText(), /2040-09-01 以后来/);
  await shot(page, 'bed-reserved-later');
  await button(page, '安排床位').click();
  await page.locator('.panel [data-field=resident] input').fill('短住人');
  await page.locator('.options li').filter({ hasText: '短住人' }).first().click();
  await page.locator('.panel [data-field=purpose]').locator('label').filter({ hasText: '喘息' }).locator('input').check({ force: true });
  await fillTime(page, 'to', '2040-08-01', '10:00');
  await submit(page);
  await receipt(page);
  assert.equal((await bedOf(page, bed.bed)).resident, guest);
  await button(page, '改计划离开时间').click();
  await fillTime(page, 'to', '2040-08-20', '10:00');
  await submit(page);
  await receipt(page);
  assert.match((await bedOf(page, bed.bed)).planned_end, /^2040-08-20/);
  await button(page, '取消预定').click();
  await named(page, 'resident', '以后来');
  await submit(page);
  await receipt(page);
  const now = await bedOf(page, bed.bed);
  assert.equal(now.reserved_resident ?? null, null);
  assert.equal(now.resident, guest);
  assert.deepEqual(page.faults, []);
});

test('proposals give a bed, and who has it is discharged', async () => {
  const page = await signedIn('#/page/beds.propose');
  await page.locator('tbody tr').first().waitFor();
  const found = await rows(page, 'beds.propose');
  assert.equal(await page.locator('tbody tr:not(.reasons)').count(), found.length);
  await shot(page, 'bed-proposals');
  const one = found.find((row) => row.proposed);
  const line = page.locator('tbody tr').filter({ hasText: one.resident_name }).first();
  assert.match(await line.innerText(), new RegExp(one.proposed_name));
  await line.getByRole('button', { name: '安排床位' }).click();
  await submit(page);
  await receipt(page);
  assert.equal((await bedOf(page, one.proposed)).resident, one.resident);
  await visit(page, '#/page/beds.board');
  await look(page, one.proposed);
  await page.locator('.panel').focus();
  await button(page, '退住').click();
  await submit(page);
  await receipt(page);
  assert.equal((await bedOf(page, one.proposed)).state, 'cleaning');
  assert.equal((await rows(page, 'beds.gone')).find((row) => row.resident === one.resident).ended_by, 'home');
  assert.deepEqual(page.faults, []);
});

test('a room is changed from the list of rooms and from the record of its bed', async () => {
  const page = await signedIn('#/page/beds.rooms');
  const line = page.locator('tbody tr').first();
  await line.waitFor();
  await line.getByRole('button', { name: '更改房间' }).click();
  await page.locator('.panel [data-field=area] input').fill('31.5');
  await submit(page);
  await receipt(page);
  const [room] = await rows(page, 'beds.room_list');
  assert.equal(Number(room.area), 31.5);
  await shot(page, 'rooms');
  const bed = (await rows(page, 'beds.beds')).find((one) => one.room === room.room_name);
  await visit(page, `#/record/beds.bed/${bed.bed}`);
  await page.getByRole('button', { name: '更改房间' }).click();
  assert.equal(await page.locator('.panel [data-field=area] input').inputValue(), '31.5');
  await named(page, 'room', room.room_name);
  assert.deepEqual(page.faults, []);
});
