// Search, filters and keys, as a reader uses them: from a disk, where a page may fetch nothing, and from a server.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, serve, visit } from './lib/browser.mjs';
import { root, timeline } from './lib/site.mjs';

let browser, server;
before(async () => { browser = await launch(); server = await serve('/a/sub/path/'); });
after(async () => { await browser?.close(); await server?.close(); });

const shown = (page) => page.locator('.ev:visible').count();
const settled = (page, want) => page.waitForFunction((words) => document.querySelector('#status').textContent.match(words), want, { timeout: 10000 });

/** The least common long word of an event's title, and how many titles, summaries and quotes begin a word with it. */
const rareWord = () => {
  const words = timeline.events.flatMap((event) => event.title.toLowerCase().match(/\p{L}{7,}/gu) ?? []);
  const count = (word) => words.filter((w) => w === word).length;
  return words.sort((a, b) => count(a) - count(b) || (a < b ? -1 : 1))[0];
};

for (const [where, address] of [['from a disk', () => pathToFileURL(path.join(root, 'index.html')).href], ['from a server', () => `${server.url}index.html`]]) {
  test(`finding ${where}`, async (t) => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, reducedMotion: 'reduce' });
    const { page, complaints } = await visit(context, address());
    const all = await shown(page);

    await t.test('the slash goes to the search, a word finds its event, the address says so', async () => {
      const word = rareWord();
      await page.keyboard.press('/');
      await page.keyboard.type(word);
      // A slow machine answers for the first letters, too: the answer to the whole word is the one that counts.
      await page.waitForFunction((w) => new URLSearchParams(location.search).get('q') === w, word, { timeout: 10000 });
      await page.waitForTimeout(400);
      await settled(page, /\d/);
      const titles = await page.locator('.ev:visible a[href*="events/"]').allInnerTexts();
      assert.ok(titles.length > 0 && titles.length < timeline.events.length, `${titles.length} found by ${word}`);
      assert.ok(titles.some((title) => title.toLowerCase().includes(word)), `${word} in ${titles.join('; ')}`);
      const titled = timeline.events.filter((event) => event.title.toLowerCase().split(/[^\p{L}]+/u).includes(word));
      assert.ok(titles.length >= titled.length, `${titles.length} found of ${titled.length} titles with ${word}`);
    });

    await t.test('the same address shows the same events', async () => {
      const before = await shown(page);
      await page.reload();
      await settled(page, /\d/);
      assert.equal(await shown(page), before);
    });

    await t.test('Escape brings everything back', async () => {
      await page.keyboard.press('/');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !location.search);
      assert.equal(await shown(page), all);
    });

    await t.test('a word that no event has finds nothing, and says so', async () => {
      await page.locator('#q').fill('zzqxjv');
      await settled(page, /\p{L}{3}.*\./u);
      assert.equal(await shown(page), 0);
      await page.locator('#clear').click();
      await page.waitForFunction(() => !location.search);
      assert.equal(await shown(page), all);
    });

    await t.test('every filter leaves the events that its count promises', async () => {
      await page.locator('#filters summary').click();
      for (const select of await page.locator('#filters select').all()) {
        const label = await select.locator('option').nth(1).innerText();
        await select.selectOption({ index: 1 });
        const promised = Number(label.match(/\((\d+)\)$/)[1]);
        await settled(page, new RegExp(`^${promised}\\b`));
        await select.selectOption({ index: 0 });
        await page.waitForFunction(() => !location.search);
      }
    });

    await t.test('key moments only', async () => {
      await page.locator('#key').check();
      await settled(page, new RegExp(`^${timeline.events.filter((event) => event.key).length}\\b`));
      await page.locator('#key').uncheck();
      await page.waitForFunction(() => !location.search);
    });

    await t.test('j and k walk the events, Enter opens one', async () => {
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press('j');
      const first = await page.evaluate(() => document.activeElement.href);
      await page.keyboard.press('j');
      const second = await page.evaluate(() => document.activeElement.href);
      assert.notEqual(first, second);
      await page.keyboard.press('k');
      assert.equal(await page.evaluate(() => document.activeElement.href), first);
      const outlined = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none');
      assert.ok(outlined, 'a visible focus');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.href === first);
    });

    await t.test('keys that are turned off do nothing', async () => {
      await page.goto(address());
      await page.locator('#keys').uncheck();
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press('/');
      assert.notEqual(await page.evaluate(() => document.activeElement.id), 'q');
      await page.locator('#keys').check();
    });

    // A page that is left while its icon is still on its way aborts the icon, and says so.
    assert.deepEqual(complaints.filter((complaint) => !complaint.includes('ERR_ABORTED')), []);
    await context.close();
  });
}

test('a bar of the overview leads to its event', async () => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const { page } = await visit(context, `${server.url}index.html`);
  const href = await page.locator('.strip a').first().getAttribute('href');
  await page.goto(new URL(href, page.url()).href);
  const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
  assert.ok(await page.evaluate((i) => document.getElementById(i) !== null, id), id);
  await context.close();
});

test('the overview grows in place and shrinks again, without a drag', async () => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const { page, complaints } = await visit(context, `${server.url}index.html`);
  const width = () => page.locator('.pan > svg').evaluate((svg) => svg.getBoundingClientRect().width);
  const before = await width();
  await page.locator('[data-zoom="2"]').click();
  assert.ok(Math.abs(await width() - 2 * before) < 2, `${before}, then ${await width()}`);
  assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth <= document.documentElement.clientWidth), true, 'the page itself does not scroll sideways');
  await page.locator('[data-zoom="0.5"]').click();
  assert.equal(await width(), before);
  assert.deepEqual(complaints, []);
  await context.close();
});
