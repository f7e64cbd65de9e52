// What a reader finds without JavaScript, without a mouse, without a screen, and on paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve, visit } from './lib/browser.mjs';
import { pdfText } from './lib/pdf.mjs';
import { attribute, elements, exists, fileOf, fold, kindOf, letters, pages, read, samples, text, timeline } from './lib/site.mjs';

const sources = new Map(timeline.sources.map((source) => [source.id, source]));
/** The pages that list events: the first one, and the years and months of a long timeline. */
const lists = pages.filter((page) => ['index', 'years', 'months'].includes(kindOf(page)));

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser?.close(); await server?.close(); });

test('there is something to read', () => {
  assert.ok(timeline.events.length > 0, 'events');
  assert.ok(timeline.sources.length > 0, 'sources');
});

test('without JavaScript, every event is on a list and has a page with its title, sources and quotes', () => {
  const listed = lists.map((page) => text(read(page))).join('\n');
  const missing = [];
  const want = (page, words, what) => { if (!page.includes(fold(words))) missing.push(what); };
  for (const event of timeline.events) {
    want(listed, event.title, `${event.id}: not on any list`);
    const page = text(read(fileOf(event.url)));
    want(page, event.title, `${event.id}: its title`);
    for (const evidence of event.evidence) {
      want(page, evidence.quote, `${event.id}: the quote "${evidence.quote.slice(0, 60)}"`);
      const source = sources.get(evidence.source);
      want(page, source.publisher || source.title, `${event.id}: the source ${source.id}`);
    }
  }
  assert.deepEqual(missing.slice(0, 20), []);
});

test('without JavaScript, every source shows what is quoted from it', () => {
  const missing = [];
  for (const source of timeline.sources) {
    const file = `sources/${source.id}/index.html`;
    const page = exists(file) ? text(read(file)) : '';
    if (!page.includes(fold(source.title || source.publisher || source.id))) missing.push(`${source.id}: its page with its title`);
    for (const event of timeline.events) {
      for (const evidence of event.evidence.filter((e) => e.source === source.id)) {
        if (!page.includes(fold(evidence.quote))) missing.push(`${source.id}: "${evidence.quote.slice(0, 60)}"`);
      }
    }
  }
  assert.deepEqual(missing.slice(0, 20), []);
});

test('without JavaScript, every correction and every undated report is in the HTML', () => {
  const missing = [];
  const corrections = text(read('corrections/index.html'));
  for (const c of timeline.corrections) if (!corrections.includes(fold(c.reason || c.id))) missing.push(`correction ${c.id}`);
  const undated = text(read('undated/index.html'));
  for (const u of timeline.undated) if (!undated.includes(fold(u.quote))) missing.push(`undated: "${u.quote.slice(0, 60)}"`);
  assert.deepEqual(missing.slice(0, 20), []);
});

test('without JavaScript, nothing is shown that cannot work', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const { page } = await visit(context, `${server.url}index.html`);
  for (const control of await page.locator('input, select, button').all()) {
    assert.equal(await control.isVisible(), false, await control.evaluate((e) => e.outerHTML));
  }
  await context.close();
});

/** What the keyboard must reach: everything visible that can be used. */
const controls = () => {
  const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  window.controls = [...document.querySelectorAll(usable)].filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }));
  return window.controls.length;
};

/** The place of the focused control among them, and whether a reader can see that it is focused. */
const focused = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const outlined = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
  const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { at: window.controls.indexOf(element), html: element.outerHTML.slice(0, 140), outlined, onScreen };
};

for (const { kind, page: file } of samples().filter(({ kind }) => kind !== 'embed')) {
  test(`the keyboard reaches everything, visibly: ${kind}`, async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, reducedMotion: 'reduce' });
    const { page } = await visit(context, server.url + file);
    const count = await page.evaluate(controls);
    const reached = new Set();
    const faults = [];
    for (let i = 0; i < count + 20; i++) {
      await page.keyboard.press('Tab');
      const now = await page.evaluate(focused);
      if (now === null) { if (reached.size > 0) break; continue; }
      if (!now.outlined) faults.push(`no visible focus: ${now.html}`);
      if (!now.onScreen) faults.push(`focused off the screen: ${now.html}`);
      reached.add(now.at);
    }
    const missed = await page.evaluate((at) => window.controls.filter((e, i) => !at.includes(i)).map((e) => e.outerHTML.slice(0, 140)), [...reached]);
    // A group of radio buttons is one stop, as readers expect.
    assert.deepEqual(missed.filter((html) => !html.includes('type="radio"') && !html.includes('type=radio')).slice(0, 10), [], `of ${count}, reached ${reached.size}`);
    assert.deepEqual(faults.slice(0, 10), []);
    await context.close();
  });
}

test('a screen reader meets one heading of the page, then levels without a gap', () => {
  const faults = [];
  for (const page of pages) {
    const levels = elements(read(page)).filter((e) => /^h[1-6]$/.test(e.tagName)).map((e) => Number(e.tagName[1]));
    if (levels.filter((level) => level === 1).length !== 1) faults.push(`${page}: ${levels.filter((l) => l === 1).length} first headings`);
    if (levels[0] !== 1) faults.push(`${page}: starts with a heading of level ${levels[0]}`);
    levels.forEach((level, i) => { if (i > 0 && level > levels[i - 1] + 1) faults.push(`${page}: level ${levels[i - 1]} then ${level}`); });
  }
  assert.deepEqual(faults.slice(0, 10), []);
});

test('a screen reader hears the events in the order of time', async () => {
  const context = await browser.newContext({ bypassCSP: true });
  const { page } = await visit(context, `${server.url}index.html`);
  // What is off the screen is laid out when a reader comes near; here the whole page is read at once.
  await page.addStyleTag({ content: '* { content-visibility: visible !important }' });
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const names = nodes.filter((node) => node.role?.value === 'link' || node.role?.value === 'heading').map((node) => fold(node.name?.value ?? ''));
  const titles = timeline.events.map((event) => fold(event.title));
  const heard = timeline.events.filter((event, i) => titles.indexOf(titles[i]) === titles.lastIndexOf(titles[i]))
    .map((event) => ({ start: event.start ?? '', title: event.title, at: names.lastIndexOf(fold(event.title)) })).filter(({ at }) => at >= 0);
  assert.ok(heard.length > timeline.events.length / 2, 'events by their titles in the accessibility tree');
  // What is known to the year alone comes before the months of that year: the order is that of the first possible day.
  const order = heard.sort((a, b) => a.at - b.at);
  assert.deepEqual(order.filter(({ start }, i) => i > 0 && start < order[i - 1].start).map(({ start, title }) => `${start} ${title}`), []);
  await context.close();
});

test('landmarks: one main part, a language, a title of its own', () => {
  const faults = [];
  const titles = new Map();
  for (const page of pages) {
    const all = elements(read(page));
    if (all.filter((e) => e.tagName === 'main').length !== 1) faults.push(`${page}: not one <main>`);
    if (!attribute(all.find((e) => e.tagName === 'html'), 'lang')) faults.push(`${page}: no language`);
    const title = fold(all.find((e) => e.tagName === 'title')?.childNodes[0]?.value ?? '');
    if (title === '') faults.push(`${page}: no title`);
    if (!page.startsWith('embed/')) titles.set(title, [...(titles.get(title) ?? []), page]);
  }
  assert.deepEqual(faults.slice(0, 10), []);
  const shared = [...titles].filter(([, where]) => where.length > 1).map(([title, where]) => `${title}: ${where.slice(0, 4).join(', ')}`);
  assert.ok(shared.length <= pages.length / 10, `titles that tell no page from another:\n${shared.slice(0, 10).join('\n')}`);
});

test('printed, every event is there with its sources\' addresses', async () => {
  const context = await browser.newContext();
  const printed = [];
  for (const file of lists) {
    const { page } = await visit(context, server.url + file);
    printed.push(await pdfText(await page.pdf({ format: 'A4' })));
    await page.close();
  }
  const paper = letters(printed.join(' '));
  const missing = timeline.events.filter((event) => !paper.includes(letters(event.title))).map((event) => event.title);
  assert.deepEqual(missing.slice(0, 10), []);

  const event = [...timeline.events].sort((a, b) => b.evidence.length - a.evidence.length)[0];
  const { page } = await visit(context, server.url + fileOf(event.url));
  const sheet = letters(await pdfText(await page.pdf({ format: 'A4' })));
  for (const { source } of event.evidence) {
    const address = sources.get(source).url;
    if (address) assert.ok(sheet.includes(letters(address)), `the address ${address} on paper`);
  }
  await context.close();
});
