// No barrier that a machine can find: WCAG 2.2 A and AA on every kind of page, in every width, colour scheme and state.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, serve, visit } from './lib/browser.mjs';
import { harbour, harbourPath } from './lib/fixture.mjs';
import { fileOf, samples } from './lib/site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] };
/** The rules that look at colours: the others would say the same again in the dark. */
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

const violations = async (page, rules = everything) => {
  const result = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), rules);
  return result.violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.html.slice(0, 160)}`).join('\n  ')}`);
};

/** Opens or closes what folds; says whether anything does. */
const fold = (page, open) => page.evaluate((now) => {
  const all = [...document.querySelectorAll('details')];
  for (const details of all) details.open = now;
  return all.length > 0;
}, open);

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** What axe finds on a page in each of the states: {width, colorScheme, open}. */
const check = async (address, states) => {
  // The policy of the pages forbids foreign scripts, axe's own too.
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  const { page } = await visit(context, address);
  await page.evaluate(axe);
  const found = [];
  for (const { width, colorScheme, open } of states) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    // A page that folds nothing is the same open and closed.
    if (!await fold(page, open) && open) continue;
    found.push(...(await violations(page, colorScheme === 'dark' ? colours : everything)).map((v) => `${width} px, ${colorScheme}, ${open ? 'open' : 'closed'}: ${v}`));
  }
  await context.close();
  return found;
};

const everyState = [320, 412, 1280].flatMap((width) => ['light', 'dark'].flatMap((colorScheme) => [false, true].map((open) => ({ width, colorScheme, open }))));

/** The ends of that: for more pages of a kind that has been seen in every state. */
const twoStates = [{ width: 320, colorScheme: 'light', open: false }, { width: 1280, colorScheme: 'dark', open: true }];

test('axe finds a barrier where there is one', async () => {
  const page = await browser.newPage();
  await page.setContent('<html lang=en><title>x</title><main><h1>x</h1><img src="data:," ></main>');
  await page.evaluate(axe);
  assert.match((await violations(page)).join(), /image-alt/);
  await page.close();
});

test('every kind of page of the harbour, in every state', async (t) => {
  const site = harbour();
  const server = await serve(harbourPath, site.root);
  for (const { kind, page } of site.samples()) {
    await t.test(kind, async () => { assert.deepEqual(await check(server.url + page, everyState), []); });
  }
  for (const { id, url } of site.timeline.events.filter((event) => event.corrections.length > 0)) {
    await t.test(`corrected: ${id}`, async () => { assert.deepEqual(await check(server.url + fileOf(url), twoStates), []); });
  }
  await server.close();
});

test('the largest pages that people have written', async (t) => {
  const server = await serve();
  for (const { kind, page } of samples().filter(({ kind }) => ['index', 'months', 'events', 'sources'].includes(kind))) {
    await t.test(kind, async () => {
      assert.deepEqual(await check(server.url + page, twoStates), []);
    });
  }
  await server.close();
});
