// No barrier that a machine can find: WCAG 2.2 A and AA on every kind of page, in every width and colour scheme.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, serve, visit } from './lib/browser.mjs';
import { samples } from './lib/site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] };
/** The rules that look at colours: the others would say the same again in the dark. */
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

const violations = async (page, runOnly) => {
  const result = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), runOnly);
  return result.violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.html.slice(0, 160)}`).join('\n  ')}`);
};

/** What opens: the closed state hides parts of the page from the check. */
const openEverything = (page) => page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser?.close(); await server?.close(); });

test('axe finds a barrier where there is one', async () => {
  const page = await browser.newPage();
  await page.setContent('<html lang=en><title>x</title><main><h1>x</h1><img src="data:," ></main>');
  await page.evaluate(axe);
  assert.match((await violations(page, everything)).join(), /image-alt/);
  await page.close();
});

for (const { kind, page: file } of samples()) {
  test(`${kind}: ${file}`, async () => {
    const found = [];
    for (const [colorScheme, rules] of [['light', everything], ['dark', colours]]) {
      // The policy of the pages forbids foreign scripts, axe's own too.
      const context = await browser.newContext({ colorScheme, bypassCSP: true });
      const { page } = await visit(context, server.url + file);
      await page.evaluate(axe);
      for (const width of [320, 412, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        found.push(...(await violations(page, rules)).map((v) => `${colorScheme} ${width} px: ${v}`));
      }
      await openEverything(page);
      found.push(...(await violations(page, rules)).map((v) => `${colorScheme} opened: ${v}`));
      await context.close();
    }
    assert.deepEqual(found, []);
  });
}
