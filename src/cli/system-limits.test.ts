import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'falloff-limits-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const program = join(import.meta.dirname, '../../dist/cli/main.js');
const study = join(folder, 'study.yaml');
writeFileSync(
  study,
  'model: {size: 6, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.2\nreplicas: 4\ntime: 50\nsampler: {trajectories: 8}\n',
);
/** A module that takes from every thread the part of resvg that is made for this machine. */
const withoutPart = join(folder, 'without-part.cjs');
writeFileSync(
  withoutPart,
  `const Module = require('node:module');
const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  if (/resvg-js-|resvgjs\\./.test(name)) throw Object.assign(new Error("Cannot find module '" + name + "'\\n    at x"), { code: 'MODULE_NOT_FOUND' });
  return resolve.call(this, name, ...rest);
};
`,
);

interface Called {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** A call of the program from a shell under limits. */
function limited(limits: string, words: readonly string[], options = ''): Promise<Called> {
  const script = `${limits} exec "$0" "$@"`;
  const environment = { ...process.env, NODE_OPTIONS: options };
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', script, process.execPath, program, ...words],
      { env: environment },
      (error, out, err) => {
        const code = error === null ? 0 : error.code;
        resolve({ out, err, status: typeof code === 'number' ? code : -1 });
      },
    );
  });
}

const linux = process.platform === 'linux';

test.runIf(linux).each([['--help'], ['check', study]])(
  'under ulimit -v 16000000, as grid engines set it: %s',
  async (...words) => {
    const { out, err, status } = await limited('ulimit -v 16000000;', words);
    expect([err, status]).toEqual(['', 0]);
    if (words[0] === 'check') expect(out).toContain('! step: could not be tried');
  },
);

test.runIf(linux)(
  'a run under ulimit -v 16000000 names the limit in a line, and how to do without',
  async () => {
    const words = ['run', study, '--workers', '1', '--out', join(folder, 'space')];
    const bound = await limited('ulimit -v 16000000;', words);
    expect(bound.err).toMatch(/^invalid limit of memory; ulimit -v must leave 10 GiB .*: 16000000\n$/);
    expect(bound.status).toBe(1);
    // Node 20 has the switch since 20.15.
    const flag = '--disable-wasm-trap-handler';
    if (!process.allowedNodeEnvironmentFlags.has(flag)) return;
    expect(bound.err).toContain(`NODE_OPTIONS=${flag}`);
    const free = await limited('ulimit -v 16000000;', words, flag);
    expect([free.err, free.status]).toEqual(['', 0]);
  },
);

test.runIf(linux).each([24, 32, 64, 100])(
  '%d open files: one line that names the limit, or the work is done',
  async (files) => {
    for (const words of [
      ['--help'],
      ['check', study],
      ['run', study, '--workers', '8', '--out', join(folder, `files-${String(files)}`)],
    ]) {
      const { err, status } = await limited(`ulimit -n ${String(files)};`, words);
      if (status !== 0) {
        const line = `invalid limit of open files; ulimit -n must be at least 256: ${String(files)}\n`;
        expect([err, status]).toEqual([line, 1]);
      }
    }
  },
);

test.runIf(linux)(
  '128 open files are enough for a run of eight threads, which then load one after the other',
  async () => {
    writeFileSync(
      join(folder, 'many.yaml'),
      'model: {size: 6, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.2\nreplicas: 32\ntime: 20\n',
    );
    const words = ['run', join(folder, 'many.yaml'), '--workers', '8', '--out', join(folder, 'files')];
    const { err, status } = await limited('ulimit -n 128;', words);
    expect([err, status]).toEqual(['', 0]);
  },
);

test("without resvg's part for this machine figures are SVG, which is said in a line, and nothing else changes", async () => {
  const without = (...words: string[]): Promise<Called> => limited('', words, `--require ${withoutPart}`);
  expect(await without('--help')).toMatchObject({ err: '', status: 0 });
  const ran = await without('run', study, '--workers', '1', '--out', join(folder, 'drawn'));
  expect(ran.err).toMatch(
    /^Warning: figures are SVG without PNG: @resvg\/resvg-js has no part for this machine, [^\n]+\n$/,
  );
  expect(ran.status).toBe(0);
  expect(ran.out).toContain('conductivity.svg');
  expect(ran.out).not.toContain('.png');
  const tail = join(folder, 'tail');
  const drawn = await without('resonances', study, '--samples', '2', '--tail', `${tail}.png`);
  expect(drawn.out).toContain(`${tail}.svg\n${tail}.csv\n`);
  expect(drawn.status).toBe(0);
});
