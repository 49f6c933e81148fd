// Packs the program and uses the package as a stranger would: what is in the tarball, whether the links of its pages lead somewhere, the
// command `falloff` after `npm i -g`, and `npx falloff` in a folder with nothing else, where no script of the installation ran. Both must
// run a study to figures, exports and the same result; the installation stays below 60 MB.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const LARGEST = 60;
const folder = mkdtempSync(join(tmpdir(), 'falloff-package-'));
const call = (cwd, command, ...words) =>
  execFileSync(command, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e9 });
const faults = [];
const must = (holds, sentence) => holds || faults.push(sentence);

const before = readFileSync('package.json', 'utf8');
call('.', 'npm', 'pack', '--silent', '--pack-destination', folder);
must(readFileSync('package.json', 'utf8') === before, 'npm pack leaves package.json as it was');
const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');

const study = `title: Through the package, 格 too
model: { kind: oscillators, dimension: 1, size: 16, coupling: r^4/4, pinning: '0', frequencies: { law: uniform, from: 1, to: 2 } }
temperature: 1
epsilon: [0.3, 0.1]
noise: 0
realisations: 1
replicas: 4
time: 200
seed: 1
`;
const used = (home, words) => {
  const cwd = join(home, 'work');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'my.yaml'), study);
  const falloff = (...more) => call(cwd, words[0], ...words.slice(1), ...more);
  must(/^\d+\.\d+\.\d+\n$/u.test(falloff('--version')), `${words.join(' ')} --version`);
  falloff('run', 'my.yaml');
  for (const format of ['npz', 'h5', 'csv', 'parquet']) falloff('export', 'runs/my', '--to', format);
  const expected = ['report.html', 'results.npz', 'results.h5'];
  for (const figure of ['conductivity', 'slope', 'curves'])
    expected.push(...['svg', 'png', 'csv'].map((end) => `${figure}.${end}`));
  for (const name of expected)
    must(existsSync(join(cwd, 'runs/my', name)), `${words.join(' ')} writes ${name}`);
  return falloff('show', 'runs/my', '--json');
};

const bare = join(folder, 'bare');
mkdirSync(bare);
call(bare, 'npm', 'install', '--global', '--silent', '--prefix', bare, tarball);
const one = used(bare, [join(bare, 'bin/falloff')]);

const empty = join(folder, 'empty');
mkdirSync(empty);
writeFileSync(join(empty, 'package.json'), '{}\n');
call(empty, 'npm', 'install', '--silent', '--ignore-scripts', tarball);
const other = used(empty, ['npx', '--no', 'falloff']);
must(one === other, 'both installations give the same result');

const megabytes = Number(call(empty, 'du', '-sm', 'node_modules').split('\t')[0]);
must(megabytes < LARGEST, `an installation takes less than ${LARGEST} MB, not ${megabytes}`);

const lab = spawn(join(bare, 'bin/falloff'), ['serve', 'runs/my', '--port', '0'], {
  cwd: join(bare, 'work'),
});
const [line] = await once(lab.stdout.setEncoding('utf8'), 'data');
const address = /http:\S+/u.exec(line)?.[0] ?? '';
must((await (await fetch(address)).text()).includes('falloff lab'), 'the package has the lab');
const served = await (await fetch(`${address}api/runs/0/show.json`)).text();
must(served === one, 'the lab gives the same result');
lab.kill();

const home = join(empty, 'node_modules/falloff');
const files = readdirSync(home, { recursive: true });
for (const name of files) {
  must(!/^(src|dist\/bench)\b|testing\/|\.test\.|\.map$/u.test(name), `the package has no ${name}`);
  if (!name.endsWith('.md') || name.includes('node_modules')) continue;
  for (const [, link] of readFileSync(join(home, name), 'utf8').matchAll(/\]\(<?([^)>\s#]+)[^)]*\)/gu))
    must(
      /^https?:/u.test(link) || existsSync(resolve(home, dirname(name), link)),
      `${name} leads to ${link}`,
    );
}
console.log(`${files.length} files in the package, ${megabytes} MB installed`);
for (const sentence of faults) console.log(`does not hold: ${sentence}`);
rmSync(folder, { recursive: true, force: true });
process.exit(faults.length === 0 ? 0 : 1);
