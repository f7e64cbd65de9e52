// What one page asks of a reader's machine: requests, bytes, permissions, width.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch, serve, visit } from './lib/browser.mjs';
import { harbour, harbourPath } from './lib/fixture.mjs';
import { attribute, elements, nodeCount, site } from './lib/site.mjs';

const kilobytes = (data) => gzipSync(data, { level: 9 }).length / 1024;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** A policy that allows nothing inline but what it names by its hash, and a page that has nothing else inline. */
const inlineFaults = (html) => {
  const all = elements(html);
  const policy = all.find((e) => e.tagName === 'meta' && attribute(e, 'http-equiv')?.toLowerCase() === 'content-security-policy');
  const rules = policy ? attribute(policy, 'content') : '';
  const faults = [];
  if (/unsafe-(inline|eval|hashes)/.test(rules) || !/default-src 'none'/.test(rules)) faults.push(`the policy ${rules}`);
  const data = /^(application\/(ld\+)?json|text\/plain)$/;
  for (const e of all) {
    // The browser says so when the hash is not that of the style: it is a complaint below.
    if (e.tagName === 'style' && !/style-src 'self' 'sha256-/.test(rules)) faults.push('<style>');
    if (e.tagName === 'script' && !attribute(e, 'src') && !data.test(attribute(e, 'type') ?? '')) faults.push('<script>');
    for (const a of e.attrs) if (a.name === 'style' || a.name.startsWith('on')) faults.push(`<${e.tagName} ${a.name}>`);
  }
  return faults;
};

/** What reaches out of the page to the right, in every width. */
const tooWide = async (page) => {
  const found = [];
  for (const width of [320, 412, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    found.push(...await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      if (document.scrollingElement.scrollWidth <= limit) return [];
      return [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > limit + 1)
        .slice(0, 5).map((e) => `${innerWidth} px: ${e.outerHTML.slice(0, 120)}`);
    }));
  }
  return found;
};

for (const [name, prefix, open] of [['as published', '/a/sub/path/', () => site], ['the harbour', harbourPath, harbour]]) {
  test(`every kind of page, ${name}`, async (t) => {
    const { root, samples, read } = open();
    const server = await serve(prefix, root);
    for (const { kind, page: file } of samples()) {
      await t.test(`${kind}: ${file}`, async () => {
        const context = await browser.newContext();
        const { page, complaints, requests } = await visit(context, server.url + file);
        await page.waitForTimeout(100);
        assert.deepEqual(complaints, []);
        assert.deepEqual(requests.filter((url) => !url.startsWith(server.url)), [], 'nothing from another host');
        assert.ok(requests.length <= 4, `${requests.length} requests:\n${requests.join('\n')}`);
        assert.deepEqual(inlineFaults(read(file)), []);
        assert.deepEqual(await tooWide(page), []);
        assert.ok(kilobytes(read(file)) <= 150, `${kilobytes(read(file))} KB`);
        assert.ok(nodeCount(read(file)) <= 10000, `${nodeCount(read(file))} nodes`);
        await context.close();
      });
    }
    await server.close();
  });
}

test('style sheets and scripts are small', () => {
  // The shards of the search index are data, loaded when a reader first searches.
  const sum = (ending) => site.files.filter((file) => file.endsWith(ending) && !file.startsWith('assets/search/')).reduce((total, file) => total + kilobytes(site.read(file)), 0);
  assert.ok(sum('.css') > 0 && sum('.css') <= 10, `${sum('.css')} KB of CSS`);
  assert.ok(sum('.js') > 0 && sum('.js') <= 15, `${sum('.js')} KB of JavaScript`);
});

test('a missing page is styled, and leads home, at any depth', async () => {
  const context = await browser.newContext();
  for (const [prefix, root, home] of [['/', site.root, false], [harbourPath, harbour().root, true]]) {
    const server = await serve(prefix, root);
    for (const depth of ['gone.html', 'events/gone/', 'a/b/c/d.html']) {
      const page = await context.newPage();
      const complaints = [];
      page.on('console', (message) => { if (/policy/i.test(message.text())) complaints.push(message.text()); });
      const response = await page.goto(server.url + depth);
      assert.equal(response.status(), 404);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).maxWidth), '1216px', `${depth}: its style`);
      assert.deepEqual(complaints, []);
      if (home || depth === 'gone.html') {
        await page.locator('main a').click();
        await page.waitForURL(`${server.url}index.html`);
      }
      await page.close();
    }
    await server.close();
  }
  await context.close();
});
