// What a site offers once it knows its own address and its repository: pictures, the map of the site, a place to
// suggest a correction. And what a project may replace: colours, fonts, a template, the language.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import path from 'node:path';
import { launch, serve, visit } from './lib/browser.mjs';
import { harbour, harbourAddress, harbourPath } from './lib/fixture.mjs';
import { attribute, elements, fileOf, fold, site, text } from './lib/site.mjs';

const home = harbour();

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

const meta = (html, property) => attribute(elements(html).find((e) => e.tagName === 'meta' && [attribute(e, 'property'), attribute(e, 'name')].includes(property)) ?? { attrs: [] }, 'content');
const fileAt = (address) => fileOf(address.slice(harbourAddress.length));

/** The width and height that the head of a PNG states. */
const sizeOfPNG = (file) => {
  const data = readFileSync(file);
  assert.equal(data.subarray(1, 4).toString('latin1'), 'PNG', file);
  return [data.readUInt32BE(16), data.readUInt32BE(20)];
};

test('every page names its own address, and every event has a picture of its own', () => {
  const faults = [];
  const pictures = new Set();
  for (const page of home.pages.filter((p) => !p.startsWith('embed/') && p !== '404.html')) {
    const html = home.read(page);
    const canonical = elements(html).find((e) => e.tagName === 'link' && attribute(e, 'rel') === 'canonical');
    if (!canonical || fileAt(attribute(canonical, 'href')) !== page) faults.push(`${page}: canonical ${canonical && attribute(canonical, 'href')}`);
    for (const name of ['og:title', 'og:description', 'og:image', 'og:image:alt', 'og:url', 'og:type', 'twitter:card']) if (!meta(html, name)) faults.push(`${page}: no ${name}`);
    const picture = meta(html, 'og:image') ?? '';
    if (!picture.startsWith(harbourAddress) || !home.exists(fileAt(picture))) { faults.push(`${page}: picture ${picture}`); continue; }
    if (page.startsWith('events/')) {
      if (pictures.has(picture)) faults.push(`${page}: the picture of another event`);
      pictures.add(picture);
    }
    const [width, height] = sizeOfPNG(path.join(home.root, fileAt(picture)));
    if (width !== 1200 || height !== 630) faults.push(`${page}: a picture of ${width} by ${height}`);
  }
  assert.deepEqual(faults.slice(0, 10), []);
  assert.equal(pictures.size, home.timeline.events.length);
});

test('the map of the site names every page to be found, and no other', () => {
  const addresses = [...home.read('sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1]);
  assert.deepEqual(addresses.filter((address) => !address.startsWith(harbourAddress)), []);
  const wanted = home.pages.filter((page) => !page.startsWith('embed/') && page !== '404.html');
  assert.deepEqual(addresses.map(fileAt).sort(), wanted);
  assert.match(home.read('robots.txt'), new RegExp(`^Sitemap: ${harbourAddress}sitemap.xml$`, 'm'));
});

test('the map of the site is XML of sitemaps.org', async () => {
  const page = await browser.newPage();
  const root = await page.evaluate((xml) => {
    const { documentElement: e } = new DOMParser().parseFromString(xml, 'application/xml');
    return [e.localName, e.namespaceURI, [...e.children].every((url) => url.localName === 'url' && url.querySelector('loc'))];
  }, home.read('sitemap.xml'));
  assert.deepEqual(root, ['urlset', 'http://www.sitemaps.org/schemas/sitemap/0.9', true]);
  await page.close();
});

const suggestion = (where, event) => elements(where.read(fileOf(event.url))).filter((e) => e.tagName === 'a').map((e) => attribute(e, 'href')).find((href) => /issues\/new|^mailto:/.test(href ?? ''));

test('a reader can suggest a correction, with what is known filled in', () => {
  for (const event of home.timeline.events) {
    const address = new URL(suggestion(home, event));
    assert.equal(address.origin + address.pathname, 'https://github.com/ellery/harbour/issues/new');
    assert.ok(address.searchParams.get('title').includes(event.title), address.href);
    assert.ok(address.searchParams.get('body').includes(harbourAddress + encodeURI(event.url)), address.href);
  }
  const mailed = harbour({ repository: '"mailto:desk@ellery.example"' });
  const [event] = mailed.timeline.events;
  const mail = new URL(suggestion(mailed, event));
  assert.equal(mail.protocol + mail.pathname, 'mailto:desk@ellery.example');
  assert.ok(decodeURIComponent(mail.search).includes(event.title));
  // A project that names no place offers none.
  for (const quiet of site.timeline.events.slice(0, 3)) assert.equal(suggestion(site, quiet), undefined);
});

test('feeds, calendars and Markdown link to whole addresses', () => {
  for (const file of ['feed.xml', 'corrections.xml', 'feed.json', 'corrections.json', 'timeline.ics', 'timeline.md']) {
    assert.ok(home.read(file).replaceAll(/\r\n /g, '').includes(`${harbourAddress}events/`), file);
  }
});

test('a card stands in a frame of another site, without scripts', async () => {
  const server = await serve(harbourPath, home.root);
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) complaints.push(message.text()); });
  await page.goto(`${server.url}robots.txt`);
  const cards = home.pages.filter((file) => file.startsWith('embed/'));
  const shown = [cards.find((card) => card.includes('/years/')), cards.find((card) => card.includes('/periods/')), cards.find((card) => !/\/(years|periods)\//.test(card))];
  await page.setContent(shown.map((card) => `<iframe title=card sandbox="allow-top-navigation-by-user-activation" src="${server.url}${card}"></iframe>`).join(''));
  for (const [i, card] of shown.entries()) {
    const frame = page.frameLocator('iframe').nth(i);
    assert.ok(await frame.locator('h1 a').innerText(), card);
    assert.equal(await frame.locator('script').count(), 0);
    assert.equal(await frame.locator('h1 a').getAttribute('target'), '_top');
    assert.notEqual(await frame.locator('body').evaluate((body) => getComputedStyle(body).padding), '0px', 'its style');
  }
  assert.deepEqual(complaints, []);
  await context.close();
  await server.close();
});

const style = async (where, colorScheme, read) => {
  const server = await serve(harbourPath, where.root);
  const context = await browser.newContext({ colorScheme });
  const { page } = await visit(context, `${server.url}index.html`);
  const value = await page.evaluate(read);
  await context.close();
  await server.close();
  return value;
};

test('a theme sets colours and fonts', async () => {
  const accent = () => getComputedStyle(document.querySelector('.keys-list a')).borderTopColor;
  assert.equal(await style(home, 'light', accent), 'rgb(11, 95, 107)');
  assert.equal(await style(home, 'dark', accent), 'rgb(127, 208, 220)');
  assert.match(await style(home, 'light', () => getComputedStyle(document.body).fontFamily), /^Georgia/);
});

// The example of docs/themes.md, as it stands there.
const themes = readFileSync(new URL('../../docs/themes.md', import.meta.url), 'utf8');
const example = (name) => {
  const found = themes.match(new RegExp(`\\$ cat > templates/${name.replace('.', '\\.')} <<'END'\\n([\\s\\S]*?)\\nEND\\n`));
  assert.ok(found, `docs/themes.md shows templates/${name}`);
  return found[1];
};

test('one template, one asset and one word can be replaced from a folder, as the manual shows', async () => {
  const own = harbour({}, { '404.html': example('404.html'), 'lang/en.yaml': example('lang/en.yaml'), 'assets/icon.svg': example('assets/icon.svg') });
  assert.match(text(own.read('404.html')), /The tide has taken this page/);
  assert.match(text(own.read('index.html')), /Turning points/);
  assert.notEqual(own.read('assets/icon.svg'), home.read('assets/icon.svg'));
  // Nothing else changes.
  assert.equal(own.read('assets/site.css'), home.read('assets/site.css'));
  assert.equal(own.read('sources/index.html'), home.read('sources/index.html'));
});

test('the interface speaks Ukrainian and Russian: dates, plurals, labels', () => {
  for (const [language, words] of Object.entries({
    uk: ['Джерела', '28 березня 2014', '44 р. до н. е.', 'до: 1911', 'Виправлення', { one: 'подія', few: 'події', many: 'подій' }],
    ru: ['Источники', '28 марта 2014', '44 г. до н. э.', 'до: 1911', 'Исправления', { one: 'событие', few: 'события', many: 'событий' }],
  })) {
    const { read, samples, timeline: { events } } = harbour({ language });
    const index = text(read('index.html'));
    assert.match(read('index.html'), new RegExp(`<html lang="${language}">`));
    const counted = `${events.length} ${words.pop()[new Intl.PluralRules(language).select(events.length)]}`;
    for (const word of [...words, counted]) assert.ok(index.toLowerCase().includes(word.toLowerCase()), `${language}: ${word}`);
    // What the interface says itself is in its language on every page: the words of the English one are nowhere.
    for (const { page } of samples()) {
      const said = fold(text(read(page)));
      for (const english of ['Skip to the content', 'Corrections', 'Undated', 'Why this date', 'Back to the timeline', 'Made with', 'Step by step', 'independent source']) {
        assert.ok(!said.includes(english), `${language}: ${page} says ${english}`);
      }
    }
  }
});
