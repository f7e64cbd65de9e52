// Valid HTML, and the other doors: each file is opened by somebody else's reader of its format.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ICAL from 'ical.js';
import { HtmlValidate } from 'html-validate';
import { launch, serve } from './lib/browser.mjs';
import { harbour } from './lib/fixture.mjs';
import { attribute, elements, fileOf, files, kindOf, pages, read, root, samples, site, timeline } from './lib/site.mjs';

const require = createRequire(import.meta.url);
const happened = timeline.events.filter((event) => event.status !== 'expected');

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser?.close(); await server?.close(); });

test('pages are valid: html-validate', async () => {
  const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'], rules: {
    // Choices of style that HTML leaves free, or that a minifier makes.
    'attr-quotes': 'off', 'no-trailing-whitespace': 'off', 'no-implicit-close': 'off', 'void-style': 'off', 'doctype-style': 'off', 'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off', 'no-raw-characters': 'off', 'long-title': 'off', 'no-inline-style': 'error', 'no-implicit-button-type': 'off', 'element-required-attributes': 'error',
    'prefer-native-element': 'off', 'no-redundant-role': 'off', 'unique-landmark': 'error', 'require-sri': 'off', 'valid-id': ['error', { relaxed: true }],
  } });
  const faults = [];
  // The Nu checker below reads every page; this one has an eye for barriers, and reads one of each kind and some more.
  for (const [{ read, redirects }, some] of [[site, [...new Set([...samples().map(({ page }) => page), ...pages.filter((_, i) => i % 40 === 0)])]], [harbour(), harbour().samples().map(({ page }) => page)]]) {
    for (const page of [...some, ...redirects.slice(0, 1)]) {
      const report = await validator.validateString(read(page), page);
      for (const result of report.results) for (const m of result.messages) faults.push(`${page}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`);
    }
  }
  assert.deepEqual(faults.slice(0, 20), [], `${faults.length} faults`);
});

/** The errors that the Nu checker, which W3C's validator is, finds in files: none is filtered. */
const nu = (dir, names, ...options) => {
  const files = names.map((name) => path.join(dir, name));
  const { stderr, error } = spawnSync('java', ['-Xss16m', '-jar', String(require('vnu-jar')), '--errors-only', '--format', 'json', ...options, ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  return JSON.parse(stderr).messages.map((m) => `${path.relative(dir, decodeURI(new URL(m.url).pathname))}:${m.lastLine}:${m.lastColumn}: ${m.message}`);
};

const java = spawnSync('java', ['-version']).status === 0;
const withJava = { skip: java ? false : 'no java on this machine: ./.ci/bin/java installs it' };

test('the Nu checker finds a fault where there is one', withJava, () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'nu-'));
  writeFileSync(path.join(dir, 'x.html'), '<!doctype html><html lang=en><title>x</title><p><div></div></p><img src=x>');
  const faults = nu(dir, ['x.html']);
  rmSync(dir, { recursive: true });
  assert.match(faults.join(), /alt/);
});

test('every page is valid: the Nu checker', withJava, () => {
  // One run for both sites: the checker takes its time to start.
  const all = [site, harbour()].flatMap(({ root: dir, pages: some, redirects: more }) => [...some, ...more].map((page) => path.join(dir, page)));
  const faults = nu('/', all.map((file) => path.relative('/', file)));
  assert.deepEqual(faults.slice(0, 20), [], `${faults.length} faults`);
});

test('style sheets are valid: the Nu checker', withJava, () => {
  assert.deepEqual(nu(root, files.filter((file) => file.endsWith('.css')), '--css'), []);
});

/** The types of schema.org that the pages use, with the properties that it defines for them, and what values must be. */
const vocabulary = {
  Article: ['headline', 'about', 'citation', 'inLanguage', 'isAccessibleForFree', 'url', 'image', 'correction'],
  NewsArticle: ['headline', 'url', 'datePublished', 'inLanguage', 'publisher', 'author'],
  Event: ['name', 'description', 'startDate', 'endDate', 'location', 'about'],
  CorrectionComment: ['text', 'datePublished', 'author'],
  CollectionPage: ['name', 'description', 'url', 'inLanguage', 'dateModified'],
  Dataset: ['name', 'description', 'url', 'inLanguage', 'dateModified'],
  WebPage: ['name', 'mainEntity', 'isBasedOn'],
  Person: ['name'], Organization: ['name'], Place: ['name'],
};
const isoDate = /^-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d.*)?)?|-W\d\d)?$/;

const linkedDataFaults = (data) => {
  const faults = [];
  const walk = (node, at) => {
    if (Array.isArray(node)) return node.forEach((each) => walk(each, at));
    if (typeof node !== 'object' || node === null) return undefined;
    const types = [node['@type']].flat();
    for (const type of types) if (!vocabulary[type]) faults.push(`${at}: type ${type}`);
    for (const [key, value] of Object.entries(node)) {
      if (key === '@type' || key === '@context') continue;
      if (!types.some((type) => vocabulary[type]?.includes(key))) faults.push(`${at}: ${types} has no ${key}`);
      if (/^date|Date$/.test(key) && !isoDate.test(value)) faults.push(`${at}.${key}: ${value}`);
      if (/^(url|image)$/.test(key) && !URL.canParse(value)) faults.push(`${at}.${key}: ${value}`);
      if (value === '' || value === null) faults.push(`${at}.${key} is empty`);
      walk(value, `${at}.${key}`);
    }
    return undefined;
  };
  if (!/^https?:\/\/schema\.org\/?$/.test(data['@context'])) faults.push(`context ${data['@context']}`);
  walk(data, '');
  return faults;
};

const linkedData = (html) => elements(html).filter((e) => e.tagName === 'script' && attribute(e, 'type') === 'application/ld+json').map((e) => JSON.parse(e.childNodes[0].value));

test('the pages carry JSON-LD in the words of schema.org, with their corrections', () => {
  const faults = [];
  for (const { pages: all, read: open, timeline: { events } } of [site, harbour()]) {
    for (const page of all) {
      const found = linkedData(open(page));
      if (['index', 'events', 'sources'].includes(kindOf(page)) && found.length !== 1) faults.push(`${page}: ${found.length} objects`);
      faults.push(...found.flatMap(linkedDataFaults).map((fault) => `${page}${fault}`));
    }
    for (const event of events.filter((e) => e.corrections.length > 0)) {
      const [data] = linkedData(open(fileOf(event.url)));
      if (data.correction?.length !== event.corrections.length) faults.push(`${event.id}: ${data.correction?.length} corrections of ${event.corrections.length}`);
    }
  }
  assert.deepEqual(faults.slice(0, 10), []);
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

for (const file of ['feed.json', 'corrections.json']) {
  test(`${file} is a JSON Feed (version 1.1)`, () => {
    for (const { read: open, timeline: { corrections } } of [site, harbour()]) {
      const feed = JSON.parse(open(file));
      assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
      assert.ok(feed.title && Array.isArray(feed.items));
      if (file === 'feed.json' || corrections.some((c) => c.outcome === 'applied')) assert.ok(feed.items.length > 0);
      for (const address of [feed.home_page_url, feed.feed_url].filter(Boolean)) assert.ok(URL.canParse(address), address);
      for (const item of feed.items) {
        assert.ok(typeof item.id === 'string' && item.id !== '' && (item.content_html || item.content_text), item.id);
        assert.ok(!Number.isNaN(Date.parse(item.date_modified)) && /Z|[+-]\d\d:\d\d$/.test(item.date_modified), item.date_modified);
        if (item.tags) assert.ok(item.tags.every((tag) => typeof tag === 'string'));
      }
      assert.equal(new Set(feed.items.map((item) => item.id)).size, feed.items.length, 'ids are unique');
    }
  });
}

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
    for (let i = 0; i < 100 && document.querySelectorAll('.tl-slide').length < data.events.length; i++) await new Promise((resolve) => setTimeout(resolve, 100));
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
