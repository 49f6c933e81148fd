// The lab in headless Chromium: every view in dark and light at 360, 768 and 1440 px, without what axe-core finds at fault, without sideways
// scrolling, without an error in the console; the weight of the first view; a run followed while it goes on; a damaged one; the static lab
// below a path of another server. Pictures are left in the folder that LAB_PICTURES names. Needs Chromium, as Debian has it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const HEAVIEST = 300_000;
const WIDTHS = [360, 768, 1440];
const program = resolve('dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'falloff-lab-'));
const pictures = process.env.LAB_PICTURES ?? join(folder, 'pictures');
mkdirSync(pictures, { recursive: true });

const faults = [];
let checks = 0;
const must = (holds, sentence) => {
  checks += 1;
  if (!holds) faults.push(sentence);
};

const study = (title, rest) => `title: ${title}
model: { kind: oscillators, dimension: 1, size: 16, coupling: r^4/4, pinning: '0', frequencies: { law: uniform, from: 1, to: 2 } }
temperature: 1
seed: 1
${rest}`;
const falloff = (...words) =>
  execFileSync(process.execPath, [program, ...words], { cwd: folder, encoding: 'utf8' });
const run = (name, text) => {
  writeFileSync(join(folder, `${name}.yaml`), text);
  falloff('run', `${name}.yaml`);
};
run(
  'done',
  study('Fall-off on a small ring', 'epsilon: [0.3, 0.1, 0.05]\nrealisations: 2\nreplicas: 8\ntime: 2000\n'),
);
run(
  'baths',
  `title: Between two baths
model: { kind: chain, size: 8, masses: { law: uniform, from: 0.5, to: 3 } }
baths: { left: 1.5, right: 0.5, friction: 1 }
epsilon: [0.5, 0.2]
replicas: 8
time: 200
seed: 1
`,
);
run('damaged', study('Somebody has been at this one', 'epsilon: [0.3, 0.1]\nreplicas: 8\ntime: 100\n'));
const units = join(folder, 'runs/damaged/units');
const [victim] = readdirSync(units, { recursive: true })
  .filter((name) => name.endsWith('.result'))
  .sort();
writeFileSync(join(units, victim), 'no frame');
run('broken', study('Never seen', 'epsilon: 0.3\nreplicas: 4\ntime: 100\n'));
writeFileSync(join(folder, 'runs/broken/study.json'), '{');

const runs = ['done', 'baths', 'damaged', 'broken', 'live'];
mkdirSync(join(folder, 'runs/live'));
const server = spawn(
  process.execPath,
  [program, 'serve', ...runs.map((name) => `runs/${name}`), '--port', '0'],
  {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
let [told, ended] = ['', false];
server.stdout.setEncoding('utf8').on('data', (text) => (told += text));
while (!/http:\S+/u.test(told)) await once(server.stdout, 'data');
const [address] = /http:\S+/u.exec(told);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/** A page that tells what it complains of. */
async function opened(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${String(error)}`));
  page.on('console', (message) => {
    // A damaged run is answered with status 500, which the browser reports too.
    const expected = ended ? /status of 404|ERR_CONNECTION_REFUSED/u : /status of 500/u;
    if (message.type() === 'error' && !expected.test(message.text()))
      faults.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

/** Every view: its name, its address within the lab, and what is there when it is ready. */
const views = [
  ['studies', '', 'ul.runs li:nth-child(5)'],
  ['study', '#/studies/0', '#downloads'],
  ['study-baths', '#/studies/1', '#downloads'],
  ['study-damaged', '#/studies/2', '#downloads'],
  ['study-broken', '#/studies/3', '[role=alert]'],
];

async function look(page, name, width, scheme) {
  const where = `${name}, ${width} px, ${scheme}`;
  const [wide, beyond] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    // What scrolls within its own box is meant to.
    const boxed = (node) => {
      for (let up = node.parentElement; up !== null; up = up.parentElement)
        if (/auto|scroll|hidden/u.test(getComputedStyle(up).overflowX)) return true;
      return false;
    };
    const out = [...document.querySelectorAll('body *')].filter(
      (node) => node.getBoundingClientRect().right > clientWidth + 1 && !boxed(node),
    );
    return [scrollWidth > clientWidth, out.slice(0, 3).map((node) => node.outerHTML.slice(0, 80))];
  });
  must(!wide && beyond.length === 0, `${where}: nothing stands beyond the edge: ${beyond.join(' ')}`);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  must(
    violations.length === 0,
    `${where}: axe finds ${violations.map(({ id, nodes }) => `${id} (${nodes[0].html.slice(0, 120)})`).join(', ')}`,
  );
  await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
}

try {
  for (const scheme of ['light', 'dark'])
    for (const width of WIDTHS) {
      const page = await opened({ viewport: { width, height: 900 }, colorScheme: scheme });
      for (const [name, hash, ready] of views) {
        await page.goto(`${address}${hash}`);
        await page.waitForSelector(ready);
        await look(page, name, width, scheme);
      }
      await page.context().close();
    }

  const first = await opened({});
  const client = await first.context().newCDPSession(first);
  await client.send('Network.enable');
  let weight = 0;
  client.on('Network.loadingFinished', ({ encodedDataLength }) => (weight += encodedDataLength));
  const begun = performance.now();
  await first.goto(address);
  await first.waitForSelector('ul.runs li');
  const seconds = (performance.now() - begun) / 1000;
  await first.waitForLoadState('networkidle').catch(() => undefined);
  must(weight < HEAVIEST, `the first view takes less than ${HEAVIEST} bytes, not ${weight}`);
  console.log(`first view: ${Math.round(weight / 1000)} kB compressed, ${seconds.toFixed(2)} s`);

  // Keyboard: the first stop skips to the content, links of the list follow.
  await first.keyboard.press('Tab');
  must(
    await first.evaluate(() => document.activeElement?.className === 'skip'),
    'Tab first reaches the skip link',
  );
  await first.keyboard.press('Enter');
  must(
    await first.evaluate(() => document.activeElement?.id === 'content'),
    'the skip link leads to the content',
  );
  await first.keyboard.press('Tab');
  await first.keyboard.press('Enter');
  await first.waitForSelector('#downloads');
  must((await first.textContent('h1'))?.includes('Fall-off on a small ring'), 'Enter opens a study');

  // The very numbers of the command line.
  const json = falloff('show', 'runs/done', '--json');
  const [download] = await Promise.all([
    first.waitForEvent('download'),
    first.click('#downloads button:text("show.json")'),
  ]);
  must(readFileSync(await download.path(), 'utf8') === json, 'the page gives show --json byte for byte');
  const { points } = JSON.parse(json);
  const rows = await first.locator('#conductivity tbody tr').allTextContents();
  must(rows.length === points.length, 'the table has a row for every point');
  must(
    points.every(({ kappa }, i) => rows[i].includes(kappa.kind)),
    'every row tells its kind',
  );
  const damaged = await opened({});
  await damaged.goto(`${address}#/studies/2`);
  await damaged.waitForSelector('#downloads');
  must(
    (await damaged.textContent('article'))?.includes('the next run does it again'),
    'a damaged file is told',
  );
  await damaged.goto(`${address}#/studies/3`);
  await damaged.waitForSelector('[role=alert]');
  must(
    (await damaged.textContent('[role=alert]'))?.includes('study.json is damaged'),
    'a damaged study is told',
  );
  await damaged.goto(`${address}#/studies/17`);
  await damaged.waitForSelector('[role=alert]');

  // A run that begins and goes on while the page is open.
  const live = await opened({});
  await live.goto(`${address}#/studies/4`);
  await live.waitForSelector('[role=alert]');
  writeFileSync(
    join(folder, 'live.yaml'),
    study('Followed', 'epsilon: [0.3, 0.2, 0.15, 0.1, 0.07, 0.05]\nreplicas: 32\ntime: 8000\n'),
  );
  const going = spawn(process.execPath, [program, 'run', 'live.yaml', '--workers', '1'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const seen = new Set();
  let partial = 0;
  while (going.exitCode === null) {
    seen.add(await live.textContent('[role=status]'));
    const state = (await live.locator('article .state').allTextContents()).join();
    if (/partial results|no point done/u.test(state)) partial += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await live.waitForSelector('article .state:text("complete: 6 points")', { timeout: 20_000 });
  console.log(`followed: ${[...seen].join(' · ')}`);
  must(seen.size > 2 && partial > 0, 'the page follows a run that goes on');
  await live.waitForSelector('#curves svg');
  ended = true;
  server.kill('SIGTERM');
  const [status] = await once(server, 'exit');
  must(status === 0, `serve ends with status 0, not ${status}`);
  await live.waitForSelector('[role=alert]');
  must(
    (await live.textContent('#conductivity'))?.includes('κ'),
    'what was shown stays after the server has gone',
  );

  // The static lab, below a path.
  const types = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.svg': 'image/svg+xml',
    '.css': 'text/css',
  };
  const host = createServer(({ url }, response) => {
    const name = url.replace(/^\/some\/where\//u, '').split('?')[0] || 'index.html';
    try {
      const bytes = readFileSync(join('dist/lab', name));
      response
        .writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' })
        .end(bytes);
    } catch {
      response.writeHead(404, { 'content-type': 'text/html' }).end('nothing here');
    }
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  const still = await opened({});
  await still.goto(`http://127.0.0.1:${host.address().port}/some/where/`);
  await still.waitForSelector('text=No run directory is served here');
  host.close();
  host.closeAllConnections();
} finally {
  await browser.close();
  if (server.exitCode === null) server.kill();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${checks} checks of ${views.length} views`);
for (const sentence of faults) console.log(`does not hold: ${sentence}`);
process.exit(faults.length === 0 ? 0 : 1);
