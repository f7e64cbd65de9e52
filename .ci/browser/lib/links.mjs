// A link checker over a tree of files: what a browser would ask for, without a browser.
import path from 'node:path';
import { attribute, elements } from './site.mjs';

const addresses = {
  a: ['href'], area: ['href'], audio: ['src'], embed: ['src'], form: ['action'], iframe: ['src'], image: ['href'], img: ['src'],
  link: ['href'], object: ['data'], script: ['src'], source: ['src'], track: ['src'], use: ['href'], video: ['src', 'poster'],
};

/** The relations of <link> that only name an address and never load it. */
const onlyNames = /^(canonical|alternate|license|author|help|me|next|prev|search|self)$/;

/** Every address on a page: {tag, address, loads}. */
export const linksOf = (html) =>
  elements(html).flatMap((element) =>
    (addresses[element.tagName] ?? [])
      .map((name) => attribute(element, name))
      .filter((address) => address !== undefined)
      .map((address) => ({
        tag: element.tagName,
        address,
        loads: !(['a', 'area', 'form'].includes(element.tagName) ||
          (element.tagName === 'link' && (attribute(element, 'rel') ?? '').split(/\s+/).every((rel) => onlyNames.test(rel)))),
      })));

export const idsOf = (html) => new Set(elements(html).flatMap((element) => [attribute(element, 'id'), element.tagName === 'a' ? attribute(element, 'name') : undefined]).filter(Boolean));

const styleAddresses = (css) => [...css.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)/g)].map((m) => m[1] ?? m[2]);

/**
 * What is broken in a tree: site has files (a list), read(file). Every address must be relative, must name a file (a
 * folder opens as a listing from a disk), and its fragment must be there.
 */
export const broken = (site) => {
  const known = new Set(site.files);
  const ids = new Map();
  const idsIn = (file) => {
    if (!ids.has(file)) ids.set(file, idsOf(site.read(file)));
    return ids.get(file);
  };
  const problems = [];
  const check = (file, { tag, address, loads }) => {
    const problem = faultOf(file, tag, address, loads, known, idsIn);
    if (problem) problems.push(`${file}: <${tag}> ${address}: ${problem}`);
  };
  for (const file of site.files) {
    if (file.endsWith('.html')) for (const link of linksOf(site.read(file))) check(file, link);
    if (file.endsWith('.css')) for (const address of styleAddresses(site.read(file))) check(file, { tag: 'style', address, loads: true });
  }
  return problems;
};

const faultOf = (file, tag, address, loads, known, idsIn) => {
  if (/^data:/.test(address) && loads) return '';
  if (/^(https?:|mailto:)/i.test(address)) return loads ? 'loads something from elsewhere' : '';
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return 'a scheme that has no place here';
  if (address.startsWith('/')) return 'breaks under a sub-path and from a disk: it is not relative';
  const [beforeFragment, fragment] = address.split('#', 2);
  const plain = decodeURIComponent(beforeFragment.split('?')[0]);
  const target = plain === '' ? file : path.posix.join(path.posix.dirname(file), plain);
  if (target.startsWith('..')) return 'leaves the site';
  if (!known.has(target)) return known.has(path.posix.join(target, 'index.html')) ? 'names a folder, which opens as a listing from a disk' : 'no such file';
  const id = decodeURIComponent((fragment ?? '').replace(/:~:.*$/, ''));
  if (id === '' || id === 'top' || !target.endsWith('.html')) return '';
  return idsIn(target).has(id) ? '' : `no element has the id ${id}`;
};
