// Lighthouse on every kind of page, as on a phone. Speed is the median of three runs: a machine that does other things
// at the same time makes one run slow, never fast.
import { test, after, before } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import lighthouse from 'lighthouse';
import { launch as launchChrome } from 'chrome-launcher';
import { args, executablePath, serve } from './lib/browser.mjs';
import { samples } from './lib/site.mjs';

const runs = Number(process.env.RUNS ?? 3);
const wanted = { performance: 0.98, accessibility: 1, 'best-practices': 1, seo: 1 };
const limits = { 'first-contentful-paint': 1500, interactive: 2000, 'cumulative-layout-shift': 0.01 };

let chrome, server;
before(async () => {
  server = await serve();
  chrome = await launchChrome({ chromePath: executablePath, chromeFlags: ['--headless=new', ...args], userDataDir: mkdtempSync(path.join(tmpdir(), 'lighthouse-')) });
});
after(async () => { chrome?.kill(); await server?.close(); });

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

// A card is a part of other sites' pages, and a missing page must not be indexed: neither is a page to find.
for (const { kind, page } of samples().filter(({ kind }) => !['embed', '404'].includes(kind))) {
  test(`${kind}: ${page}`, async (t) => {
    const reports = [];
    for (let i = 0; i < runs; i++) {
      const { lhr } = await lighthouse(server.url + page, { port: chrome.port, output: 'json', logLevel: 'silent', onlyCategories: Object.keys(wanted) });
      assert.equal(lhr.runtimeError, undefined);
      reports.push(lhr);
    }
    const faults = [];
    const figures = [];
    for (const [category, least] of Object.entries(wanted)) {
      const score = median(reports.map((r) => r.categories[category].score));
      figures.push(`${category} ${Math.round(score * 100)}`);
      if (score < least) {
        const refs = reports.at(-1).categories[category].auditRefs.filter((ref) => ref.weight > 0);
        const lost = refs.map((ref) => reports.at(-1).audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 1);
        faults.push(`${category} ${score}: ${lost.map((audit) => `${audit.id} ${audit.displayValue ?? ''}`).join('; ')}`);
      }
    }
    for (const [audit, most] of Object.entries(limits)) {
      const value = median(reports.map((r) => r.audits[audit].numericValue));
      figures.push(`${audit} ${Math.round(value * 1000) / 1000}`);
      if (value > most) faults.push(`${audit} ${value} > ${most}`);
    }
    t.diagnostic(figures.join(', '));
    assert.deepEqual(faults, []);
  });
}
