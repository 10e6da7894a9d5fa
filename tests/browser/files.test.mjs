// Photos and documents at the desk: put in by keyboard, seen on the record and
// on the round, taken out again; papers listed and saved.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, allFloors, ask, board, close, home, open, receipt, rows, shot, signedIn, visit } from './desk.mjs';

const zone = { timeZone: 'Asia/Shanghai', hourCycle: 'h23' };
const clock = (ms) => new Intl.DateTimeFormat('en-GB', { ...zone, hour: '2-digit', minute: '2-digit' }).format(ms);
const today = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n');

let page;
let who; // a resident without a picture
let bed;

before(async () => {
  await open();
  page = await signedIn('#/page/residents.residents');
  page.setDefaultTimeout(30000); // the browser has pictures to make small
  await page.locator('tbody tr').first().waitFor();
  page.on('filechooser', () => {}); // from now on no chooser opens by itself
  // From the last bed on: the rounds of other tests are of the first unit.
  for (const row of (await rows(page)).filter((one) => one.resident && one.tone === 'occupied').reverse()) {
    const [record] = await rows(page, 'residents.record', `?id=${row.resident}`);
    if (record.photo) continue;
    who = record;
    bed = row;
    break;
  }
});
after(close);

/** A noisy picture as a telephone takes it, as bytes. */
const picture = (width, height, kind) => page.evaluate(async ([w, h, type]) => {
  const canvas = new OffscreenCanvas(w, h);
  const draw = canvas.getContext('2d');
  const dots = draw.createImageData(w, h);
  const words = new Uint32Array(dots.data.buffer);
  let seed = 1;
  for (let at = 0; at < words.length; at++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    words[at] = seed | 0xff000000;
  }
  draw.putImageData(dots, 0, 0);
  const blob = await canvas.convertToBlob({ type, quality: 0.98 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
}, [width, height, kind]).then((text) => Buffer.from(text, 'base64'));

const panel = () => page.locator('.panel-body:not([hidden])');
const field = (name) => panel().locator(`[data-field=${name}] sh-file-field`);

/** Opens the form of an action from the record that is shown. */
async function form(name) {
  await visit(page, `#/record/residents.record/${who.id}`);
  const button = page.locator('article.record .buttons').getByRole('button', { name, exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await panel().locator('form :focus').waitFor(); // the form has taken the focus
}

/** Presses the field's button and hands the browser's chooser a file. */
async function choose(name, file) {
  await field(name).locator('button').first().focus();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(file, { timeout: 60000 });
}

test('a telephone’s picture is made small and put in by keyboard', async () => {
  const large = await picture(3200, 2400, 'image/jpeg');
  assert.ok(large.length > 8 * 1024 * 1024, `${large.length} bytes`);
  await form('换照片');
  await field('photo').locator('button:focus').waitFor();
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/files'), { timeout: 60000 });
  await choose('photo', { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: large });
  const request = await sent;
  assert.equal(request.headers()['content-type'], 'image/jpeg');
  const answer = await (await request.response()).json();
  assert.equal(answer.type, 'image/jpeg');
  assert.ok(answer.size < 1024 * 1024, `${large.length} bytes became ${answer.size}`);
  console.log(`# ${large.length} bytes became ${answer.size}`);
  await field('photo').getByText('已上传').waitFor({ timeout: 60000 });
  const preview = await field('photo').locator('img').evaluate((image) => [image.naturalWidth, image.naturalHeight]);
  assert.deepEqual(preview, [800, 600]);
  await shot(page, 'files-form');
  await panel().locator('button[type=submit]').focus();
  await page.keyboard.press('Enter');
  await receipt(page);
  const image = page.locator('article.record img.portrait');
  await image.waitFor();
  await page.waitForFunction(() => document.querySelector('article.record img.portrait').naturalWidth === 800);
  await shot(page, 'files-record');
  assert.deepEqual(page.faults, []);
});

test('the picture is on the round, large, and beside the board', async () => {
  const made = await act(page, 'medication.add_drug', {
    name: '试验药片', ingredients: ['试验'], form: 'tablet', unit: 'tablet', source: 'test', edition: '1' });
  await act(page, 'medication.sign_consent', { resident: who.id, signer: '家属', relation: 'child', signed: today(), document: '协议' });
  await act(page, 'medication.order', { resident: who.id, drug: made.drug ?? made.id, dose: { amount: '1', unit: 'tablet' },
    route: 'po', frequency: 'qd', times: [clock(Date.now() + 12 * 60000)], prescriber: '李医师', document: '处方' });
  await visit(page, `#/page/medication.round?who=${who.id}`);
  const image = page.locator('.round-head img.portrait');
  await image.waitFor();
  await page.waitForFunction(() => document.querySelector('.round-head img.portrait').naturalWidth === 800);
  assert.ok((await image.boundingBox()).width > 90);
  await shot(page, 'files-round');
  await page.setViewportSize({ width: 1366, height: 768 });
  const other = await board();
  await allFloors(other);
  await other.locator('.bed', { hasText: bed.bed_name }).first().click();
  await other.locator('aside.panel img.portrait').waitFor();
  await shot(other, 'files-board');
  assert.deepEqual([...page.faults, ...other.faults], []);
  await other.close();
});

test('what is no picture is refused in words, before it is sent', async () => {
  await form('换照片');
  await choose('photo', { name: 'letter.pdf', mimeType: 'application/pdf', buffer: pdf });
  await field('photo').locator('.fault').filter({ hasText: '这里要放照片' }).waitFor();
  await choose('photo', { name: 'bad.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') });
  await field('photo').locator('.fault').filter({ hasText: '打不开' }).waitFor();
  await shot(page, 'files-refused');
  await page.keyboard.press('Escape');
});

test('who closes the chooser without a choice keeps the form', async () => {
  await form('换照片');
  await field('photo').locator('input').first().evaluate((input) => input.dispatchEvent(new Event('cancel', { bubbles: true })));
  await page.waitForTimeout(200);
  assert.ok(await field('photo').isVisible());
  await page.keyboard.press('Escape');
});

test('a form waits for what is still on its way', async () => {
  await form('换照片');
  let go;
  await page.route('**/files', async (route) => { await new Promise((on) => { go = on; }); await route.continue().catch(() => {}); });
  await choose('photo', { name: 'a.jpg', mimeType: 'image/jpeg', buffer: await picture(100, 100, 'image/jpeg') });
  await field('photo').locator('progress').waitFor();
  await panel().locator('button[type=submit]').click();
  await panel().locator('.field.wrong .fault').filter({ hasText: '还在上传' }).waitFor();
  assert.equal(await panel().locator('.receipt').count(), 0);
  await field('photo').getByRole('button', { name: '取消' }).click();
  go();
  await page.unroute('**/files');
  await page.keyboard.press('Escape');
});

test('a paper goes with an entitlement, is listed and can be saved', async () => {
  await form('登记身份或待遇');
  await panel().locator('[data-field=kind] input').fill('低保');
  await panel().locator('[data-field=document] textarea, [data-field=document] input').first().fill('民〔2026〕9 号');
  await choose('document_file', { name: '证明.pdf', mimeType: 'application/pdf', buffer: pdf });
  await field('document_file').getByText('证明.pdf').waitFor();
  await panel().locator('[data-field=from] input').first().fill(today());
  await panel().locator('button[type=submit]').click();
  await receipt(page);
  const link = page.locator('article.record .file-paper');
  await link.waitFor();
  assert.match(await link.innerText(), /PDF · 1 KB/);
  const saved = page.waitForEvent('download').catch(() => null);
  const popup = page.context().waitForEvent('page');
  await link.click();
  const file = await Promise.race([saved, popup.then((tab) => tab.waitForEvent('download'))]);
  assert.match(file.suggestedFilename(), /\.pdf$/);
  await shot(page, 'files-paper');
  assert.deepEqual(page.faults, []);
});

test('pictures of an incident, several in one report', async () => {
  await visit(page, '#/page/incidents.incidents');
  await page.locator('tbody tr').first().waitFor();
  const before = await page.locator('tbody tr').count();
  await page.locator('.page-head button.primary').click();
  await panel().locator('form').waitFor();
  await panel().locator('[data-field=kind] select').selectOption('fall');
  await panel().locator('[data-field=severity] label').first().click();
  await panel().locator('[data-field=what] textarea').fill('在走廊滑倒');
  for (const at of [0, 1]) {
    await panel().locator('[data-field=documents] > button, [data-field=documents] button', { hasText: '添加一项' }).click();
    const one = panel().locator('[data-field="documents"] .item').nth(at).locator('sh-file-field');
    const chooser = page.waitForEvent('filechooser');
    await one.locator('button').first().click();
    await (await chooser).setFiles({ name: `p${at}.jpg`, mimeType: 'image/jpeg', buffer: await picture(3000, 40 + at, 'image/jpeg') });
    await one.getByText(`p${at}.jpg`).waitFor();
  }
  await shot(page, 'files-incident-form');
  await panel().locator('button[type=submit]').click();
  await receipt(page);
  await page.locator('tbody tr').nth(before).waitFor(); // the list has the new one
  await page.locator('tbody tr').first().click();
  const pictures = page.locator('aside.panel .file-picture img');
  await pictures.nth(1).waitFor();
  assert.equal(await pictures.count(), 2);
  await page.waitForFunction(() => [...document.querySelectorAll('aside.panel .file-picture img')].every((one) => one.naturalWidth === 2200));
  await shot(page, 'files-incident');
  const tab = page.context().waitForEvent('page');
  await page.locator('aside.panel .file-picture').first().click();
  const large = await tab;
  await large.waitForLoadState();
  assert.equal(await large.evaluate(() => document.images[0]?.naturalWidth), 2200);
  await large.close();
  assert.deepEqual(page.faults, []);
});

test('a photo is taken away again; the hash alone opens nothing', async () => {
  const [{ photo }] = await rows(page, 'residents.record', `?id=${who.id}`);
  const path = `/api/v1/homes/${await home(page)}/files/${photo}`;
  assert.equal((await ask(page, path)).status, 404);
  await form('换照片');
  await field('photo').locator('img').waitFor(); // the one that is there
  await field('photo').getByRole('button', { name: '去掉', exact: true }).click();
  await panel().locator('button[type=submit]').click();
  await receipt(page);
  await page.locator('article.record span.portrait').waitFor();
  await shot(page, 'files-without');
  assert.equal((await rows(page, 'residents.record', `?id=${who.id}`))[0].photo, null);
  assert.deepEqual(page.faults, []);
});
