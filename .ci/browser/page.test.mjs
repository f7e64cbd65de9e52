// What one page asks of a reader's machine: requests, bytes, permissions, width.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { attribute, elements, read, samples, size, files } from './lib/site.mjs';
import { launch, serve, visit } from './lib/browser.mjs';

const kilobytes = (file) => gzipSync(read(file), { level: 9 }).length / 1024;

let browser, server;
before(async () => { browser = await launch(); server = await serve('/a/sub/path/'); });
after(async () => { await browser?.close(); await server?.close(); });

for (const { kind, page: file } of samples()) {
  test(`${kind}: ${file}`, async (t) => {
    await t.test('at most four requests, none to another host, no complaint', async () => {
      const context = await browser.newContext();
      const { page, complaints, requests } = await visit(context, server.url + file);
      await page.waitForTimeout(100);
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests.filter((url) => !url.startsWith(server.url)), []);
      assert.ok(requests.length <= 4, `${requests.length} requests:\n${requests.join('\n')}`);
      await context.close();
    });

    await t.test('a policy that allows nothing inline, and a page that needs nothing inline', () => {
      const all = elements(read(file));
      const policy = all.find((e) => e.tagName === 'meta' && attribute(e, 'http-equiv')?.toLowerCase() === 'content-security-policy');
      assert.ok(policy, 'a Content-Security-Policy');
      const rules = attribute(policy, 'content');
      assert.doesNotMatch(rules, /unsafe-(inline|eval)/);
      assert.match(rules, /default-src 'none'|default-src 'self'/);
      const data = /^(application\/(ld\+)?json|text\/plain)$/;
      const inline = all.filter((e) => e.tagName === 'style' || (e.tagName === 'script' && !attribute(e, 'src') && !data.test(attribute(e, 'type') ?? '')) ||
        e.attrs.some((a) => a.name === 'style' || a.name.startsWith('on')));
      assert.deepEqual(inline.map((e) => `<${e.tagName} ${e.attrs.map((a) => a.name).join(' ')}>`), []);
    });

    await t.test('nothing to scroll sideways', async () => {
      for (const width of [320, 412, 1280]) {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        const { page } = await visit(context, server.url + file);
        const wide = await page.evaluate(() => {
          const limit = document.documentElement.clientWidth;
          if (document.scrollingElement.scrollWidth <= limit) return [];
          return [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > limit + 1)
            .slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
        });
        assert.deepEqual(wide, [], `at ${width} px`);
        await context.close();
      }
    });

    await t.test('small', () => {
      assert.ok(kilobytes(file) <= 150, `${kilobytes(file)} KB`);
      const nodes = elements(read(file)).length;
      assert.ok(nodes <= 10000, `${nodes} elements`);
    });
  });
}

test('style sheets and scripts are small', () => {
  // The shards of the search index are data, loaded when a reader first searches.
  const sum = (ending) => files.filter((file) => file.endsWith(ending) && !file.startsWith('assets/search/')).reduce((total, file) => total + kilobytes(file), 0);
  assert.ok(sum('.css') > 0 && sum('.css') <= 10, `${sum('.css')} KB of CSS`);
  assert.ok(sum('.js') <= 15, `${sum('.js')} KB of JavaScript`);
  assert.ok(size('index.html') > 0);
});
