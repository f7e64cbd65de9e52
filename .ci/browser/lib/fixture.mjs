// Sites that the tests build for themselves: an invented harbour with every kind of page, and long timelines.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { openSite } from './site.mjs';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const out = fileURLToPath(new URL('../out', import.meta.url));
const run = (program, args) => execFileSync(program, args, { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });

let program;
/** The built command. $TIMELINE names another. */
const timeline = () => {
  if (program) return program;
  mkdirSync(out, { recursive: true });
  if (process.env.TIMELINE) return (program = process.env.TIMELINE);
  // Tests in other processes may build it at the same moment: each moves a whole file into place.
  const mine = path.join(out, `timeline.${process.pid}`);
  run('go', ['build', '-o', mine, './cmd/timeline']);
  program = path.join(out, 'timeline');
  renameSync(mine, program);
  return program;
};

/** Builds a project once for every state of the command and of its content; whoever asks again gets the same site. */
const built = (name, seed, write, args = []) => {
  const key = createHash('sha256').update(readFileSync(timeline())).update(seed).update(args.join('\0')).digest('hex').slice(0, 12);
  const dir = path.join(out, `${name}-${key}`);
  if (!existsSync(dir)) {
    forgetOld();
    const making = `${dir}.${process.pid}`;
    write(making);
    run(timeline(), ['-C', making, '--quiet', ...args, 'build']);
    try { renameSync(making, dir); } catch { rmSync(making, { recursive: true, force: true }); /* another process was quicker */ }
  }
  return openSite(path.join(dir, 'public'));
};

/** Sites of earlier commands are of no use; those of the last hour may be in use by another run. */
const forgetOld = () => {
  for (const name of readdirSync(out)) {
    const file = path.join(out, name);
    if (Date.now() - statSync(file).mtimeMs > 3600_000) rmSync(file, { recursive: true, force: true });
  }
};

/** Where the harbour says that it stands: its base_url is harbourAddress. */
export const harbourPath = '/harbour/';
export const harbourAddress = 'https://ellery.example/harbour/';

const harbourContent = fileURLToPath(new URL('../harbour/content', import.meta.url));

/**
 * The harbour of .ci/browser/harbour. settings replaces lines of its timeline.yaml ({ language: 'uk' }); templates are
 * files of an overriding folder by name.
 */
export const harbour = (settings = {}, templates = {}) => {
  const seed = JSON.stringify([settings, templates, contentOf(harbourContent)]);
  const args = Object.keys(templates).length > 0 ? ['--templates', 'templates'] : [];
  return built('harbour', seed, (dir) => {
    cpSync(harbourContent, path.join(dir, 'content'), { recursive: true });
    const file = path.join(dir, 'content/timeline.yaml');
    let yaml = readFileSync(file, 'utf8');
    for (const [key, value] of Object.entries(settings)) yaml = yaml.replace(new RegExp(`^${key}: .*$`, 'm'), `${key}: ${value}`);
    writeFileSync(file, yaml);
    for (const [name, text] of Object.entries(templates)) {
      mkdirSync(path.dirname(path.join(dir, 'templates', name)), { recursive: true });
      writeFileSync(path.join(dir, 'templates', name), text);
    }
  }, args);
};

const contentOf = (dir) => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)).sort().map((file) => [file, readFileSync(file, 'utf8')]);

/** A timeline of that many made-up events, written by the program that measures the speed of large sites. */
export const large = (events) => built('large', String(events), (dir) => run('go', ['run', './.ci/bench', '-project', dir, '-events', String(events)]));
