// Makes the pictures of docs/tutorial.md anew: npm --prefix .ci/browser run screenshots
//
// It does what a reader does: it runs the tutorial's commands in an empty folder, in their order, and where the tutorial
// shows a picture, ![alt](file "page"), it opens that page of the project and takes one. $TIMELINE names the program;
// without it, the one in the PATH.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';
import { chromium } from 'playwright-core';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const viewport = { width: 880, height: 880 };
const largest = 100_000;

/** The commands and pictures of a document, in their order: {command} or {picture, page}. */
const stepsOf = (markdown) => {
  const steps = [];
  let inside = false;
  for (const line of markdown.split('\n')) {
    const last = steps.at(-1);
    const picture = line.match(/^!\[[^\]]*\]\((\S+) "([^"]+)"\)$/);
    if (line.startsWith('```')) inside = !inside && line === '```console';
    else if (!inside && picture) steps.push({ picture: picture[1], page: picture[2] });
    else if (inside && last?.open) {
      last.command += `\n${line}`;
      last.open = line !== 'END';
    } else if (inside && line.startsWith('$ ')) steps.push({ command: line.slice(2), open: line.includes("<<'END'") });
  }
  return steps;
};

const run = (command, folder, where) => {
  const script = `${command.replace(/\s+# exit \d$/, '')}\npwd > "$WHERE"`;
  const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: searched, WHERE: where } });
  if (status !== 0) throw new Error(`${command}\n${stderr}`);
  return readFileSync(where, 'utf8').trim();
};

const searched = process.env.TIMELINE ? `${path.dirname(path.resolve(process.env.TIMELINE))}${path.delimiter}${process.env.PATH}` : process.env.PATH;
const executablePath = execFileSync(fileURLToPath(new URL('../bin/chromium', import.meta.url)), { encoding: 'utf8' }).trim();
const home = mkdtempSync(path.join(tmpdir(), 'tutorial-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'] });
try {
  const page = await browser.newPage({ viewport, colorScheme: 'light', reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' });
  let folder = home;
  for (const step of stepsOf(readFileSync(path.join(docs, 'tutorial.md'), 'utf8'))) {
    if (step.command) {
      folder = run(step.command, folder, path.join(home, '.where'));
      continue;
    }
    await page.goto(pathToFileURL(path.join(folder, step.page)).href, { waitUntil: 'load' });
    const file = path.join(docs, step.picture);
    writeFileSync(file, await page.screenshot({ animations: 'disabled' }));
    const { size } = statSync(file);
    if (size > largest) throw new Error(`${step.picture} has ${size} bytes: more than ${largest}`);
    console.log(`${step.picture}: ${Math.round(size / 1000)} kB`);
  }
} finally {
  await browser.close();
  rmSync(home, { recursive: true });
}
