// The built site as files: its pages, their kinds, their text and their links.
import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { parse } from 'parse5';

/** The folder of the site: $PUBLIC, or the committed one. */
export const root = path.resolve(process.env.PUBLIC ?? fileURLToPath(new URL('../../../public', import.meta.url)));

if (!existsSync(path.join(root, 'timeline.json'))) throw new Error(`there is no site in ${root}: run: go run ./cmd/timeline build`);

export const read = (file) => readFileSync(path.join(root, file), 'utf8');
export const exists = (file) => existsSync(path.join(root, file));
export const isFile = (file) => exists(file) && statSync(path.join(root, file)).isFile();
export const size = (file) => statSync(path.join(root, file)).size;

/** Every file of the site, relative to it, in order. */
export const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
  .sort();

/** A page under an event's old address only leads to the new one. */
export const isRedirect = (page) => /<meta http-equiv="?refresh/i.test(read(page));

const documents = files.filter((file) => file.endsWith('.html'));
export const redirects = documents.filter(isRedirect);
export const pages = documents.filter((page) => !redirects.includes(page));

/** The contract that the pages are compared with. */
export const timeline = JSON.parse(read('timeline.json'));

/** The file behind an address of timeline.json, which is relative to the site and may name a folder. */
export const fileOf = (url) => {
  const plain = decodeURI(url.replace(/[?#].*$/, ''));
  return plain === '' || plain.endsWith('/') ? `${plain}index.html` : plain;
};

/** What a page is of: "events/abc/index.html" is an "events" page. */
export const kindOf = (page) => {
  const parts = page.replace(/(\/?index)?\.html$/, '').split('/');
  if (parts[0] === '') return 'index';
  if (parts[0] === 'years') return parts.length > 2 ? 'months' : parts.length > 1 ? 'years' : 'years-index';
  return parts.length > 1 ? parts[0] : parts[0] === 'events' || parts[0] === 'sources' ? `${parts[0]}-index` : parts[0];
};

/** One page of every kind, the largest: it has the most that can be wrong. */
export const samples = () => {
  const largest = new Map();
  for (const page of pages) {
    const kind = kindOf(page);
    if (!largest.has(kind) || size(page) > size(largest.get(kind))) largest.set(kind, page);
  }
  return [...largest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, page]) => ({ kind, page }));
};

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
