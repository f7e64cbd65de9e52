// Valid HTML, and the other doors: each file is opened by somebody else's reader of its format.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import path from 'node:path';
import ICAL from 'ical.js';
import { HtmlValidate } from 'html-validate';
import { launch, serve } from './lib/browser.mjs';
import { attribute, elements, exists, files, kindOf, pages, read, redirects, root, timeline } from './lib/site.mjs';

const require = createRequire(import.meta.url);
const happened = timeline.events.filter((event) => event.status !== 'expected');

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser?.close(); await server?.close(); });

test('every page is valid: html-validate', async () => {
  const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'], rules: {
    // Choices of style that HTML leaves free, or that a minifier makes.
    'attr-quotes': 'off', 'no-trailing-whitespace': 'off', 'no-implicit-close': 'off', 'void-style': 'off', 'doctype-style': 'off', 'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off', 'no-raw-characters': 'off', 'long-title': 'off', 'no-inline-style': 'error', 'no-implicit-button-type': 'off', 'element-required-attributes': 'error',
    'prefer-native-element': 'off', 'no-redundant-role': 'off', 'unique-landmark': 'error', 'require-sri': 'off', 'valid-id': ['error', { relaxed: true }],
  } });
  const faults = [];
  for (const page of [...pages, ...redirects]) {
    const report = await validator.validateString(read(page), page);
    for (const result of report.results) for (const m of result.messages) faults.push(`${page}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`);
  }
  assert.deepEqual(faults.slice(0, 20), [], `${faults.length} faults`);
});

const java = spawnSync('java', ['-version']).status === 0;
test('every page is valid: the Nu checker', { skip: java ? false : 'no java on this machine; html-validate has run' }, () => {
  const jar = require('vnu-jar');
  // A long tree in a few calls: the checker takes its time to start.
  const faults = [];
  const all = [...pages, ...redirects];
  for (let i = 0; i < all.length; i += 400) {
    const batch = all.slice(i, i + 400).map((page) => path.join(root, page));
    const { stderr, error } = spawnSync('java', ['-Xss16m', '-jar', jar, '--errors-only', '--format', 'json', ...batch], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (error) throw error;
    for (const m of JSON.parse(stderr).messages) faults.push(`${path.relative(root, new URL(m.url).pathname)}:${m.lastLine}:${m.lastColumn}: ${m.message}`);
  }
  assert.deepEqual(faults.slice(0, 20), [], `${faults.length} faults`);
});

test('style sheets are valid: the Nu checker', { skip: java ? false : 'no java on this machine' }, () => {
  const sheets = files.filter((file) => file.endsWith('.css')).map((file) => path.join(root, file));
  const { stderr } = spawnSync('java', ['-jar', require('vnu-jar'), '--css', '--errors-only', '--format', 'json', ...sheets], { encoding: 'utf8' });
  // The checker knows CSS as of some years ago: what is newer is not a fault.
  const faults = JSON.parse(stderr).messages.map((m) => m.message).filter((m) => !/color-mix|light-dark|text-wrap|@layer|container|:has|nesting|accent-color|scrollbar|forced-color|inset-inline|oklch|unrecognized media|not a media feature/i.test(m));
  assert.deepEqual(faults.slice(0, 10), []);
});

test('the pages carry JSON-LD that names what they show', () => {
  const faults = [];
  let found = 0;
  for (const page of pages) {
    for (const script of elements(read(page)).filter((e) => e.tagName === 'script' && attribute(e, 'type') === 'application/ld+json')) {
      const data = JSON.parse(script.childNodes[0].value);
      found++;
      if (!/^https?:\/\/schema\.org\/?$/.test(data['@context'])) faults.push(`${page}: context ${data['@context']}`);
      if (!data['@type'] && !data['@graph']) faults.push(`${page}: no type`);
    }
    if (kindOf(page) === 'events' && !read(page).includes('ld+json')) faults.push(`${page}: no JSON-LD`);
  }
  assert.deepEqual(faults.slice(0, 10), []);
  assert.ok(found > 0);
});

/** The feed as the browser's XML parser reads it: [{id, title, updated, link}]. */
const atom = async (file) => {
  const page = await browser.newPage();
  const feed = await page.evaluate((xml) => {
    const document = new DOMParser().parseFromString(xml, 'application/xml');
    if (document.querySelector('parsererror')) throw new Error(document.querySelector('parsererror').textContent);
    const child = (node, name) => [...node.children].find((c) => c.localName === name && c.namespaceURI === 'http://www.w3.org/2005/Atom')?.textContent;
    const of = (node) => ({ id: child(node, 'id'), title: child(node, 'title'), updated: child(node, 'updated'), author: child(node, 'author') });
    return { ...of(document.documentElement), name: document.documentElement.localName, entries: [...document.documentElement.children].filter((c) => c.localName === 'entry').map(of) };
  }, read(file));
  await page.close();
  return feed;
};

for (const file of ['feed.xml', 'corrections.xml']) {
  test(`${file} is an Atom feed (RFC 4287)`, async () => {
    const feed = await atom(file);
    assert.equal(feed.name, 'feed');
    const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
    for (const part of [feed, ...feed.entries]) {
      assert.ok(part.id && /^[a-z][a-z0-9+.-]*:/i.test(part.id), `an id that is an IRI: ${part.id}`);
      assert.ok(part.title !== undefined, 'a title');
      assert.match(part.updated ?? '', stamp);
      assert.ok(part.author || feed.author, 'an author (RFC 4287, 4.1.1)');
    }
    assert.equal(new Set(feed.entries.map((entry) => entry.id)).size, feed.entries.length, 'ids are unique');
    if (file === 'feed.xml') assert.ok(feed.entries.length > 0, 'entries');
  });
}

test('feed.json is a JSON Feed', () => {
  const feed = JSON.parse(read('feed.json'));
  assert.match(feed.version, /^https:\/\/jsonfeed\.org\/version\/1/);
  assert.ok(feed.title && Array.isArray(feed.items) && feed.items.length > 0);
  for (const item of feed.items) assert.ok(typeof item.id === 'string' && item.id !== '' && (item.content_html || item.content_text), item.id);
});

test('timeline.ics opens in a calendar', () => {
  const raw = read('timeline.ics');
  assert.ok(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 75), 'lines of at most 75 octets (RFC 5545, 3.1)');
  const calendar = new ICAL.Component(ICAL.parse(raw));
  const entries = calendar.getAllSubcomponents('vevent').map((e) => new ICAL.Event(e));
  assert.ok(entries.length > 0);
  assert.equal(new Set(entries.map((e) => e.uid)).size, entries.length, 'ids are unique');
  const dated = timeline.events.filter((e) => e.grain === 'day' && e.start);
  const days = new Set(entries.map((e) => `${e.startDate.toString()} ${e.summary}`));
  for (const event of dated.slice(0, 50)) {
    assert.ok([...days].some((d) => d.startsWith(event.start)), `${event.start}: ${event.title}`);
  }
  for (const e of entries) assert.ok(e.endDate.compare(e.startDate) >= 0, e.summary);
});

test('timeline.csv is a table that runs nothing', () => {
  const rows = parseCSV(read('timeline.csv'));
  const [head, ...body] = rows;
  assert.ok(head.includes('date') && head.includes('title'), head.join());
  assert.equal(body.length, timeline.events.length);
  for (const row of body) {
    assert.equal(row.length, head.length);
    for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r]\D/, 'no formula');
  }
});

/** RFC 4180. */
const parseCSV = (s) => {
  const rows = [[]];
  for (const [, quoted, plain, end] of s.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') break;
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
};

test('sitemap.xml names pages that exist', { skip: exists('sitemap.xml') ? false : 'the project states no base URL' }, () => {
  const addresses = [...read('sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1]);
  assert.ok(addresses.length > 0);
  const common = addresses.reduce((a, b) => { while (!b.startsWith(a)) a = a.slice(0, -1); return a; });
  for (const address of addresses) {
    const file = address.slice(common.length).replace(/(^|\/)$/, '$1index.html');
    assert.ok(files.includes(file), address);
  }
});

test('timelinejs.json loads in the real TimelineJS', async () => {
  const dist = path.dirname(require.resolve('@knight-lab/timelinejs/dist/js/timeline.js'));
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.route('**/*', (route) => (route.request().url().startsWith(server.url) ? route.continue() : route.abort()));
  await page.goto(`${server.url}robots.txt`);
  await page.setContent('<div id="timeline" style="width: 1200px; height: 700px"></div>');
  await page.addScriptTag({ path: path.join(dist, 'timeline.js') });
  const shown = await page.evaluate(async (data) => {
    const made = new window.TL.Timeline('timeline', data, { font: null, script_path: '/' });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return { events: made.config?.events.length, errors: made.config?.messages?.errors ?? ['no configuration'], slides: document.querySelectorAll('.tl-slide').length, text: document.querySelector('#timeline').innerText.slice(0, 200) };
  }, JSON.parse(read('timelinejs.json')));
  assert.deepEqual(shown.errors, []);
  assert.ok(shown.events > 0 && shown.events <= timeline.events.length, `${shown.events} of ${timeline.events.length} events`);
  assert.ok(shown.slides >= shown.events, `${shown.slides} slides: ${shown.text}`);
  assert.deepEqual(errors, []);
  await page.close();
});

test('timeline.md is Markdown that names every event', () => {
  const md = read('timeline.md');
  const plain = (s) => s.replace(/[\\*_`[\]<>#&;]/g, '').replace(/\s+/g, ' ');
  const missing = happened.filter((event) => !plain(md).includes(plain(event.title))).map((event) => event.title);
  assert.deepEqual(missing.slice(0, 10), []);
});
