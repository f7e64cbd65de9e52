// What a reader finds without JavaScript, without a mouse, without a screen, and on paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve, visit } from './lib/browser.mjs';
import { harbour, harbourPath } from './lib/fixture.mjs';
import { pdfText } from './lib/pdf.mjs';
import { attribute, elements, exists, fileOf, fold, kindOf, letters, pages, read, site, text, timeline } from './lib/site.mjs';

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

/**
 * Watches the focus from inside the page: what the keyboard must reach is everything visible that can be used. Of each
 * focused control it notes whether a reader can see that it is focused, and, when the focus leaves, whether it was on
 * the screen.
 */
const watchFocus = () => {
  const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const controls = [...document.querySelectorAll(usable)].filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }));
  const name = (e) => e.outerHTML.slice(0, 140);
  const seen = new Set();
  const faults = [];
  addEventListener('focusin', ({ target }) => {
    const style = getComputedStyle(target);
    seen.add(target);
    if (!(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1)) faults.push(`no visible focus: ${name(target)}`);
  });
  addEventListener('focusout', ({ target }) => {
    const box = target.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) faults.push(`focused off the screen: ${name(target)}`);
  });
  window.journey = () => ({
    ended: !document.activeElement || document.activeElement === document.body,
    count: controls.length,
    // A group of radio buttons is one stop, as readers expect.
    missed: controls.filter((e) => !seen.has(e) && e.type !== 'radio').map(name),
    faults,
  });
  return controls.length;
};

const harbourSamples = harbour().samples().filter(({ kind }) => kind !== 'embed');
for (const [name, open, prefix, some] of [['the harbour', harbour, harbourPath, harbourSamples], ['as published', () => site, '/', [{ kind: 'index', page: 'index.html' }]]]) {
  test(`the keyboard reaches every event, source and control, visibly: ${name}`, async (t) => {
    const { root } = open();
    const there = await serve(prefix, root);
    for (const { kind, page: file } of some) {
      await t.test(kind, async () => {
        const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, reducedMotion: 'reduce' });
        const { page } = await visit(context, there.url + file);
        const count = await page.evaluate(watchFocus);
        assert.ok(count > 5, `${count} controls`);
        for (let i = 0; i < count + 20; i++) {
          await page.keyboard.press('Tab');
          if (i >= count && (await page.evaluate(() => window.journey())).ended) break;
        }
        const { missed, faults } = await page.evaluate(() => window.journey());
        assert.deepEqual(missed.slice(0, 10), [], `${missed.length} of ${count} missed`);
        assert.deepEqual(faults.slice(0, 10), []);
        await context.close();
      });
    }
    await there.close();
  });
}

/** What a screen reader says of a page, in its order: [role, name]. */
const heard = async (address) => {
  const context = await browser.newContext({ bypassCSP: true });
  const { page } = await visit(context, address);
  // What is off the screen is laid out when a reader comes near; here the whole page is read at once.
  await page.addStyleTag({ content: '* { content-visibility: visible !important }' });
  const { nodes } = await (await context.newCDPSession(page)).send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const said = [];
  // Capitals are a matter of style: titles of parts are written in small letters and drawn in large ones.
  const plain = (name) => (name === name.toUpperCase() ? name.charAt(0) + name.slice(1).toLowerCase() : name);
  const walk = (node) => {
    if (!node.ignored) said.push([node.role?.value, plain(fold(node.name?.value ?? ''))]);
    for (const id of node.childIds ?? []) walk(byId.get(id));
  };
  walk(nodes[0]);
  await context.close();
  return said;
};

test('a screen reader hears an event in the order of the page: what, who says so, why this date, what differs, what was corrected', async () => {
  const { root, timeline: { events }, read: open } = harbour();
  const there = await serve(harbourPath, root);
  const disputed = events.find((event) => event.disagreements.length > 0);
  const corrected = events.find((event) => event.corrections.length > 0 && event.evidence.length > 0);
  for (const [event, last] of [[disputed, 'The sources disagree'], [corrected, 'Corrections']]) {
    const said = await heard(there.url + fileOf(event.url));
    const headings = said.filter(([role]) => role === 'heading').map(([, name]) => name);
    assert.deepEqual(headings.slice(0, 3), [event.title, 'What the sources say', 'Why this date']);
    assert.ok(headings.indexOf(last) > headings.lastIndexOf('Why this date') && headings.indexOf(last) < headings.indexOf('Event'), headings.join(', '));
    // Every quote is heard after the heading of the sources and before the reason for its date.
    const words = said.map(([, name]) => name);
    const from = words.indexOf('What the sources say');
    for (const { quote } of event.evidence) {
      const [begin] = quote.split(/\s(?=\S+$)/);
      const at = words.findIndex((name, i) => i > from && name !== '' && (quote.startsWith(name) || name.startsWith(begin)));
      assert.ok(at > from && words.indexOf('Why this date', at) > at, `${quote}: ${at}`);
    }
    const roles = said.map(([role]) => role);
    for (const landmark of ['banner', 'navigation', 'main', 'contentinfo']) assert.ok(roles.includes(landmark), landmark);
    assert.ok(roles.indexOf('banner') < roles.indexOf('main') && roles.indexOf('main') < roles.indexOf('contentinfo'));
    assert.match(open(fileOf(event.url)), /<a class="skip" href="#main">/);
  }
  await there.close();
});

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
  const names = (await heard(`${server.url}index.html`)).filter(([role]) => role === 'link' || role === 'heading').map(([, name]) => name);
  const titles = timeline.events.map((event) => fold(event.title));
  const found = timeline.events.filter((event, i) => titles.indexOf(titles[i]) === titles.lastIndexOf(titles[i]))
    .map((event) => ({ start: event.start ?? '', title: event.title, at: names.lastIndexOf(fold(event.title)) })).filter(({ at }) => at >= 0);
  assert.ok(found.length > timeline.events.length / 2, 'events by their titles in the accessibility tree');
  // What is known to the year alone comes before the months of that year: the order is that of the first possible day.
  const order = found.sort((a, b) => a.at - b.at);
  assert.deepEqual(order.filter(({ start }, i) => i > 0 && start < order[i - 1].start).map(({ start, title }) => `${start} ${title}`), []);
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

test('printed, every event is there with its sources\' addresses, and nothing is cut', async () => {
  const context = await browser.newContext();
  const print = async (address) => {
    const { page } = await visit(context, address);
    const printed = await pdfText(await page.pdf({ format: 'A4' }));
    await page.close();
    return printed;
  };
  // A first page that lists everything needs no other; else the pages of years and months hold the events.
  const whole = /data-complete="true"/.test(read('index.html'));
  let paper = '';
  for (const file of whole ? ['index.html'] : lists) {
    const { words, cut } = await print(server.url + file);
    assert.deepEqual(cut, []);
    paper += letters(words);
  }
  const missing = timeline.events.filter((event) => !paper.includes(letters(event.title))).map((event) => event.title);
  const used = new Set(timeline.events.flatMap((event) => event.evidence.map((e) => e.source)));
  for (const id of used) if (sources.get(id).url && !paper.includes(letters(sources.get(id).url))) missing.push(sources.get(id).url);
  assert.deepEqual(missing.slice(0, 10), []);

  // An event on paper: its quotes, the addresses behind them, the way to its date unfolded, its disagreements.
  const many = [...timeline.events].sort((a, b) => b.evidence.length - a.evidence.length)[0];
  for (const event of [many, timeline.events.find((e) => e.disagreements.length > 0), timeline.events.find((e) => e.corrections.length > 0 && e.evidence.length > 0)].filter(Boolean)) {
    const { words, cut } = await print(server.url + fileOf(event.url));
    const sheet = letters(words);
    assert.deepEqual(cut, []);
    for (const { source, quote, rule } of event.evidence) {
      const address = sources.get(source).url;
      for (const want of [address, quote, rule].filter(Boolean)) assert.ok(sheet.includes(letters(want)), `${event.id}: ${want} on paper`);
    }
    for (const { claims } of event.disagreements) for (const claim of claims) assert.ok(sheet.includes(letters(claim.value)), claim.value);
  }
  await context.close();
});
