// Large timelines: 500 events fit on one page, 10,000 split by themselves; each page stays light.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { launch, serve, visit } from './lib/browser.mjs';
import { large } from './lib/fixture.mjs';
import { nodeCount } from './lib/site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

const build = (events) => {
  const { root: site, files, timeline } = large(events);
  assert.ok(timeline.events.length >= events * 0.9, `${timeline.events.length} events of ${events}`);
  return { site, files, timeline, read: (file) => readFileSync(path.join(site, file)) };
};

const kilobytes = (data) => gzipSync(data, { level: 6 }).length / 1024;

test('500 events: the first page weighs at most 110 KB and asks for at most four files', async () => {
  const { site, read } = build(500);
  assert.ok(kilobytes(read('index.html')) <= 110, `${kilobytes(read('index.html'))} KB`);
  assert.ok(nodeCount(read('index.html').toString('utf8')) <= 10000, `${nodeCount(read('index.html').toString('utf8'))} nodes`);
  const server = await serve('/', site);
  const context = await browser.newContext();
  const { complaints, requests } = await visit(context, `${server.url}index.html`);
  assert.deepEqual(complaints, []);
  assert.ok(requests.length <= 4, requests.join('\n'));
  await context.close();
  await server.close();
});

test('10,000 events: no page over 150 KB or 10,000 nodes, and every event has its page', async () => {
  const { site, files, timeline, read } = build(10000);
  const heavy = [];
  // The pages of single events and sources are alike: every hundredth stands for them.
  const pages = files.filter((file) => file.endsWith('.html')).filter((file, i) => !/^(events|sources|embed)\/./.test(file) || i % 100 === 0);
  for (const file of [...pages, 'sources/index.html']) {
    const html = read(file);
    if (kilobytes(html) > 150) heavy.push(`${file}: ${kilobytes(html)} KB`);
    const count = nodeCount(html.toString('utf8'));
    if (count > 10000) heavy.push(`${file}: ${count} nodes`);
  }
  assert.deepEqual(heavy, []);
  const known = new Set(files);
  assert.deepEqual(timeline.events.filter((event) => !known.has(`events/${event.id}/index.html`)).map((event) => event.id), []);

  // Without JavaScript, each is reached from the first page in three steps: year, month, event.
  const lists = files.filter((file) => /^(index|years\/.*index)\.html$/.test(file)).map((file) => read(file).toString('utf8')).join('\n');
  assert.deepEqual(timeline.events.filter((event) => !lists.includes(`events/${event.id}/index.html`)).map((event) => event.id).slice(0, 5), []);

  // Search loads a few shards, not everything.
  const server = await serve('/', site);
  const context = await browser.newContext();
  const { page, requests } = await visit(context, `${server.url}index.html`);
  const before = requests.length;
  await page.keyboard.press('/');
  await page.keyboard.type(timeline.events[4321].title.split(' ')[1], { delay: 40 });
  await page.waitForFunction(() => document.querySelector('#results .ev a'), null, { timeout: 20000 });
  const shards = requests.slice(before);
  assert.ok(shards.length > 0 && shards.length <= 30, `${shards.length} requests for a search`);
  await context.close();
  await server.close();
});
