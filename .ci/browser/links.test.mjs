// Every link works from a disk and under any path.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { broken, linksOf } from './lib/links.mjs';
import { launch, visit } from './lib/browser.mjs';
import { harbour, harbourPath } from './lib/fixture.mjs';
import { files, pages, read, root, samples } from './lib/site.mjs';

const tree = (contents) => ({ files: Object.keys(contents).sort(), read: (file) => contents[file] });

test('the link checker finds what is broken', () => {
  const site = tree({
    'index.html': '<a href="a/">folder</a><a href="a/index.html#x">ok</a><a href="a/index.html#y">id</a><a href="/a/index.html">root</a><a href="gone.html">gone</a>',
    'a/index.html': '<p id=x></p><a href=../index.html>ok</a><a href="../../x.html">out</a><script src="https://example.org/x.js"></script><a href="javascript:x()">js</a>',
    'a.css': 'p { background: url(b.png) }',
  });
  assert.deepEqual(broken(site), [
    'a.css: <style> b.png: no such file',
    'a/index.html: <a> ../../x.html: leaves the site',
    'a/index.html: <script> https://example.org/x.js: loads something from elsewhere',
    'a/index.html: <a> javascript:x(): a scheme that has no place here',
    'index.html: <a> a/: names a folder, which opens as a listing from a disk',
    'index.html: <a> a/index.html#y: no element has the id y',
    'index.html: <a> /a/index.html: breaks under a sub-path and from a disk: it is not relative',
    'index.html: <a> gone.html: no such file',
  ]);
});

test('nothing on the site is broken', () => {
  const problems = broken({ files, read });
  assert.equal(problems.length, 0, problems.slice(0, 20).join('\n'));
});

test('every page can be reached from the first one', () => {
  const seen = new Set(['index.html']);
  for (const page of seen) {
    for (const { tag, address } of linksOf(read(page))) {
      if (tag !== 'a' || /^[a-z]+:/i.test(address)) continue;
      const target = path.posix.join(path.posix.dirname(page), decodeURIComponent(address.split(/[?#]/)[0]) || path.posix.basename(page));
      if (target.endsWith('.html') && files.includes(target)) seen.add(target);
    }
  }
  // Cards are for other sites to embed, and 404.html is what a server shows by itself.
  const lost = pages.filter((page) => !seen.has(page) && !page.startsWith('embed/') && page !== '404.html');
  assert.deepEqual(lost, []);
});

test('nothing on the harbour is broken, where it says that it stands', () => {
  const { files: all, read: open } = harbour();
  // The page of errors has no place of its own: its links begin at the root that base_url names.
  const rooted = (file) => (file === '404.html' ? open(file).replaceAll(`="${harbourPath}`, '="') : open(file));
  const problems = broken({ files: all, read: rooted });
  assert.equal(problems.length, 0, problems.slice(0, 20).join('\n'));
});

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

// Under a sub-path page.test.mjs opens them.
test('pages open from a disk', async (t) => {
  const context = await browser.newContext();
  for (const { kind, page } of samples()) {
    await t.test(kind, async () => {
      const visited = await visit(context, pathToFileURL(path.join(root, page)).href);
      assert.deepEqual(visited.complaints, []);
      assert.ok(await visited.page.locator('h1').first().innerText(), 'a heading');
      assert.notEqual(await visited.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgba(0, 0, 0, 0)', 'its style');
      await visited.page.close();
    });
  }
  await context.close();
});
