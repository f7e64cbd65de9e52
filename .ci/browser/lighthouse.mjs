// Lighthouse on every kind of page, as on a phone. A page that misses a figure is measured twice more and the median
// counts: a machine that does other things at the same time makes one run slow, never fast.
import { test, after, before } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import lighthouse from 'lighthouse';
import { launch as launchChrome } from 'chrome-launcher';
import { args, executablePath, serve } from './lib/browser.mjs';
import { samples } from './lib/site.mjs';

const wanted = { performance: 0.98, accessibility: 1, 'best-practices': 1, seo: 1 };
const limits = { 'first-contentful-paint': 1500, interactive: 2000, 'cumulative-layout-shift': 0.01 };

let chrome, server;
before(async () => {
  server = await serve();
  chrome = await launchChrome({ chromePath: executablePath, chromeFlags: ['--headless=new', ...args], userDataDir: mkdtempSync(path.join(tmpdir(), 'lighthouse-')) });
});
after(async () => { chrome?.kill(); await server?.close(); });

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const measure = async (url) => {
  const { lhr } = await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'silent', onlyCategories: Object.keys(wanted) });
  assert.equal(lhr.runtimeError, undefined);
  return lhr;
};

/** What costs a category its points, in the last report. */
const lost = (report, category) => report.categories[category].auditRefs.filter((ref) => ref.weight > 0).map((ref) => report.audits[ref.id])
  .filter((audit) => audit.score !== null && audit.score < 1).map((audit) => `${audit.id} ${audit.displayValue ?? ''}`).join('; ');

const judge = (reports) => {
  const figures = [];
  const faults = [];
  for (const [category, least] of Object.entries(wanted)) {
    const score = median(reports.map((r) => r.categories[category].score));
    figures.push(`${category} ${Math.round(score * 100)}`);
    if (score < least) faults.push(`${category} ${score}: ${lost(reports.at(-1), category)}`);
  }
  for (const [audit, most] of Object.entries(limits)) {
    const value = median(reports.map((r) => r.audits[audit].numericValue));
    figures.push(`${audit} ${Math.round(value * 1000) / 1000}`);
    if (value > most) faults.push(`${audit} ${value} > ${most}`);
  }
  return { figures, faults };
};

// A card is a part of other sites' pages, and a missing page must not be indexed: neither is a page to find.
for (const { kind, page } of samples().filter(({ kind }) => !['embed', '404'].includes(kind))) {
  test(`${kind}: ${page}`, async (t) => {
    const reports = [await measure(server.url + page)];
    if (judge(reports).faults.length > 0) reports.push(await measure(server.url + page), await measure(server.url + page));
    const { figures, faults } = judge(reports);
    t.diagnostic(figures.join(', '));
    assert.deepEqual(faults, []);
  });
}
