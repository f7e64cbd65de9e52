// The built site as files: its pages, their kinds, their text and their links.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { parse } from 'parse5';

/** The folder of the site: $PUBLIC, or the committed one. */
export const root = path.resolve(process.env.PUBLIC ?? fileURLToPath(new URL('../../../public', import.meta.url)));

/** What a page is of: "events/abc/index.html" is an "events" page. */
export const kindOf = (page) => {
  const parts = page.replace(/(\/?index)?\.html$/, '').split('/');
  if (parts[0] === '') return 'index';
  if (parts[0] === 'years') return parts.length > 2 ? 'months' : parts.length > 1 ? 'years' : 'years-index';
  return parts.length > 1 ? parts[0] : parts[0] === 'events' || parts[0] === 'sources' ? `${parts[0]}-index` : parts[0];
};

/** The file behind an address of timeline.json, which is relative to the site and may name a folder. */
export const fileOf = (url) => {
  const plain = decodeURI(url.replace(/[?#].*$/, ''));
  return plain === '' || plain.endsWith('/') ? `${plain}index.html` : plain;
};

/** A built site: its files, its pages, and the timeline that the pages are compared with. */
export const openSite = (dir) => {
  if (!existsSync(path.join(dir, 'timeline.json'))) throw new Error(`there is no site in ${dir}: run: go run ./cmd/timeline build`);
  const read = (file) => readFileSync(path.join(dir, file), 'utf8');
  const exists = (file) => existsSync(path.join(dir, file));
  const size = (file) => statSync(path.join(dir, file)).size;
  /** Every file of the site, relative to it, in order. */
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .sort();
  const documents = files.filter((file) => file.endsWith('.html'));
  /** A page under an event's old address only leads to the new one. */
  const redirects = documents.filter((page) => /<meta http-equiv="?refresh/i.test(read(page)));
  const pages = documents.filter((page) => !redirects.includes(page));
  /** One page of every kind, the largest: it has the most that can be wrong. */
  const samples = () => {
    const largest = new Map();
    for (const page of pages) {
      const kind = kindOf(page);
      if (!largest.has(kind) || size(page) > size(largest.get(kind))) largest.set(kind, page);
    }
    return [...largest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, page]) => ({ kind, page }));
  };
  return { root: dir, read, exists, size, files, pages, redirects, samples, timeline: JSON.parse(read('timeline.json')) };
};

export const site = openSite(root);
export const { read, exists, size, files, pages, redirects, samples, timeline } = site;

/** The elements of a page, in document order. */
export const elements = (html) => {
  const found = [];
  const walk = (node) => {
    if (node.tagName) found.push(node);
    for (const child of node.childNodes ?? []) walk(child);
    if (node.content) walk(node.content);
  };
  walk(parse(html));
  return found;
};

/** How many nodes a browser keeps for a page: elements, text, comments. */
export const nodeCount = (html) => {
  const count = (node) => 1 + (node.childNodes ?? []).reduce((sum, child) => sum + count(child), 0) + (node.content ? count(node.content) : 0);
  return count(parse(html));
};

export const attribute = (element, name) => element.attrs.find((a) => a.name === name)?.value;

/** The words of a page as a reader without JavaScript finds them, white space folded. */
export const text = (html) => {
  const words = [];
  const walk = (node) => {
    if (node.nodeName === '#text') words.push(node.value);
    if (['script', 'style', 'template', 'head'].includes(node.tagName)) return;
    for (const child of node.childNodes ?? []) walk(child);
  };
  walk(parse(html));
  return fold(words.join(''));
};

export const fold = (s) => s.replace(/\s+/g, ' ').trim();

/** Letters and digits alone: for comparing with a medium that hyphenates and breaks lines. */
export const letters = (s) => s.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
