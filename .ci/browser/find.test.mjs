// Finding: search, filters and keys, with the state in the address; from a disk and from a server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { launch, serve, visit } from './lib/browser.mjs';
import { fold, root, timeline } from './lib/site.mjs';

let browser, server;
before(async () => { browser = await launch(); server = await serve('/a/sub/path/'); });
after(async () => { await browser?.close(); await server?.close(); });

/** The events that a reader sees, in the list or among the results, by their IDs. */
const shown = (page) => page.evaluate(() => [...document.querySelectorAll('#list .ev, #results .ev')].filter((e) => e.checkVisibility())
  .map((e) => decodeURIComponent(e.querySelector('a').getAttribute('href').match(/events\/([^/]+)\//)[1])));

/** Waits until the list has settled on an answer. */
const settled = async (page, want) => {
  await page.waitForFunction((w) => {
    const visible = [...document.querySelectorAll('#list .ev, #results .ev')].filter((e) => e.checkVisibility());
    return w === 'all' ? !location.search : location.search.includes(w) && document.querySelector('#status').textContent !== '' && visible.length >= 0;
  }, want, { timeout: 10000 });
  await page.waitForTimeout(250);
};

/** A word that some titles have and most have not. */
const rareWord = () => {
  const count = new Map();
  for (const event of timeline.events) for (const word of new Set(fold(event.title).toLowerCase().match(/\p{L}{6,}/gu) ?? [])) count.set(word, (count.get(word) ?? 0) + 1);
  return [...count].filter(([, n]) => n >= 2 && n <= timeline.events.length / 4).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0][0];
};

for (const [where, address] of [['from a disk', () => pathToFileURL(path.join(root, 'index.html')).href], ['from a server', () => `${server.url}index.html`]]) {
  test(`search finds words, keeps them in the address, and forgets them on Escape: ${where}`, async () => {
    const context = await browser.newContext();
    const { page, complaints } = await visit(context, address());
    const everything = (await shown(page)).length;
    const word = rareWord();
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q', '/ goes to the search');
    await page.keyboard.type(word);
    await settled(page, word);
    const found = await shown(page);
    const titled = timeline.events.filter((event) => fold(event.title).toLowerCase().split(/[^\p{L}]+/u).includes(word)).map((event) => event.id);
    assert.deepEqual(titled.filter((id) => !found.includes(id)), [], `"${word}" in these titles is not found`);
    assert.ok(found.length < everything, 'and not everything');
    assert.match(await page.locator('#status').innerText(), /\d/, 'how many are told, to a screen reader too');

    const again = await visit(context, page.url());
    await settled(again.page, word);
    assert.deepEqual(await shown(again.page), found, 'the address brings the same answer back');

    await page.keyboard.press('Escape');
    await settled(page, 'all');
    assert.equal((await shown(page)).length, everything);
    assert.deepEqual([...complaints, ...again.complaints], []);
    await context.close();
  });
}

test('each filter shows as many events as it says', async () => {
  const context = await browser.newContext();
  const { page } = await visit(context, `${server.url}index.html`);
  await page.locator('#filters summary').click();
  const selects = await page.locator('#filters select').all();
  assert.ok(selects.length >= 3, `${selects.length} filters`);
  for (const select of selects) {
    const option = select.locator('option').nth(1);
    const [value, label] = [await option.getAttribute('value'), await option.innerText()];
    await select.selectOption(value);
    const name = await select.getAttribute('name');
    await settled(page, `${name}=`);
    const wanted = Number(label.match(/\((\d+)\)\s*$/)[1]);
    const got = await shown(page);
    // A timeline that is spread over pages lists the first 200 answers and tells their number.
    const spread = await page.locator('#results').isVisible();
    assert.equal(got.length, spread ? Math.min(wanted, 200) : wanted, `${name}: ${label}`);
    await select.selectOption('');
    await settled(page, 'all');
  }
  await context.close();
});

test('j and k walk the events, Enter opens one', async () => {
  const context = await browser.newContext();
  const { page } = await visit(context, `${server.url}index.html`);
  const focused = () => page.evaluate(() => decodeURIComponent(document.activeElement.getAttribute('href')?.match(/events\/([^/]+)\//)?.[1] ?? ''));
  const events = await shown(page);
  await page.keyboard.press('j');
  assert.equal(await focused(), events[0]);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await focused(), events[2]);
  await page.keyboard.press('k');
  assert.equal(await focused(), events[1]);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => decodeURIComponent(url.pathname).includes(`/events/${events[1]}/`));
  await context.close();
});

test('a reader can turn the keys off (WCAG 2.1.4), and they stay off', async () => {
  const context = await browser.newContext();
  const { page } = await visit(context, `${server.url}index.html`);
  await page.locator('#keys').uncheck();
  await page.locator('h1').click();
  await page.keyboard.press('/');
  assert.notEqual(await page.evaluate(() => document.activeElement.id), 'q');
  const again = await visit(context, `${server.url}index.html`);
  assert.equal(await again.page.locator('#keys').isChecked(), false);
  await context.close();
});
