import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDirectory } from '../store/run-directory.js';
import { unitFile, unitFiles } from '../store/testing/unit-file.js';
import { sessionsIn } from '../store/sessions.js';
import { studyId } from '../plan/identity.js';
import type { Kappa, StudyResult } from '../result/result.js';
import { studyFrom } from '../plan/file/schema.js';
import { units } from '../plan/units.js';
import { called } from './testing/called.js';
import { runDirectory } from './testing/run-directory.js';
import { version } from '../library/version.js';

const text = `title: Tiny
model:
  size: 6
  coupling: r^4/4
temperature: 1
epsilon: [0.2, 0.1]
replicas: 4
realisations: 2
time: 400
step: 0.2
sampling: 10
sampler: {trajectories: 8}
dressing: 1
`;

const folder = mkdtempSync(join(tmpdir(), 'falloff-cli-'));
const path = (name: string): string => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function studyWith(name: string, ...changes: (readonly [string, string])[]): string {
  const changed = changes.reduce((all, [from, to]) => all.replace(from, to), text);
  writeFileSync(path(name), changed);
  return path(name);
}

/** A run directory with the first units of the tiny study done. */
const directoryWith = (name: string, count: number): string => runDirectory(path(name), text, count);

describe('usage', () => {
  test.each([
    [['rnu', 'x.yaml'], 'invalid command; unknown, the nearest is run: rnu'],
    [['run'], 'invalid STUDY; must be given: missing'],
    [['run', '--ot', 'x', 'x.yaml'], 'invalid option; unknown, the nearest is --out: --ot'],
    [['run', 'x.yaml', '--workers', '0'], 'invalid workers; not a whole number from 1 to 1024: 0'],
    [['run', 'x.yaml', '--workers', '1.5'], 'invalid workers; not a whole number from 1 to 1024: 1.5'],
    [['run', 'x.yaml', '--out', ''], 'invalid out; empty: '],
    [['run', 'x.yaml', '--out'], 'invalid option; needs a value: --out <DIR>'],
    [['show', 'a', 'b'], 'invalid arguments; more than 1: 2'],
    [['export', 'x'], 'invalid option; must be given: --to <FORMAT>'],
    [['export', 'x', '--to', 'h5', '--out', ''], 'invalid out; empty: '],
    [
      ['export', 'x', '--to', 'h5', '--out', folder],
      `invalid out; is a folder, but h5 is one file: ${folder}`,
    ],
    [
      ['export', 'x', '--to', 'csv', '--out', 'package.json'],
      'invalid out; is a file, but csv is a folder of files: package.json',
    ],
    [['export', 'x', '--to', 'xls'], 'invalid to; allowed choices are h5, npz, csv, parquet: xls'],
    [['run', 'nowhere.yaml'], 'invalid study file; does not exist: nowhere.yaml'],
    [['check', folder], `invalid study file; is a folder: ${folder}`],
    [['show', folder], `invalid run directory; must hold a run, but has no study.json: ${folder}`],
  ])('%j is refused with status 2', async (words, message) => {
    expect(await called(...words)).toEqual({ out: '', err: `${message}\n`, status: 2 });
  });

  test('a binary file is no study file', async () => {
    writeFileSync(path('binary.yaml'), Uint8Array.of(0xff, 0xfe, 0x00));
    const { err, status } = await called('check', path('binary.yaml'));
    expect([err, status]).toEqual([`invalid study file; is not text (UTF-8): ${path('binary.yaml')}\n`, 2]);
  });

  test('--help names every command and gives examples; without any word it is told as an error', async () => {
    const { out, status } = await called('--help');
    for (const name of ['run', 'show', 'report', 'check', 'export', 'hierarchy', 'resonances'])
      expect(out).toContain(`  ${name} `);
    expect(out).toContain('falloff run studies/falloff.yaml');
    expect(status).toBe(0);
    expect(await called()).toEqual({ out: '', err: out, status: 2 });
    expect((await called('run', '--help')).out).toContain('--workers <K>');
  });

  test('--version', async () => {
    expect(await called('--version')).toEqual({ out: `${version}\n`, err: '', status: 0 });
  });
});

describe('check', () => {
  test('all problems of a study file, one a line, with file and line', async () => {
    const file = studyWith('bad.yaml', ['size: 6', 'size: 2'], ['epsilon: [0.2, 0.1]', 'epsilon: -1']);
    expect(await called('check', file)).toEqual({
      out: '',
      err: `${file}:3: invalid model.size; not a whole number of at least 3: 2\n${file}:6: invalid epsilon; neither a number above 0 nor, with baths, 0: -1\n`,
      status: 2,
    });
  });

  test('--json: the study, the hypotheses, the cost and advice', async () => {
    const { out, status } = await called('check', studyWith('tiny.yaml'), '--json', '--workers', '2');
    const found = JSON.parse(out) as Record<string, unknown>;
    expect(status).toBe(0);
    expect(found).toMatchObject({
      id: studyId(studyFrom(text, 'x.yaml')),
      study: { title: 'Tiny', scheme: 'ABA864' },
      points: [{ epsilon: 0.2 }, { epsilon: 0.1 }],
      cost: { units: 4, workers: 2 },
    });
    expect(found['hypotheses']).toContainEqual(
      expect.objectContaining({ name: 'domination by the pinning', holds: false }),
    );
    expect(found['advice']).toContainEqual(expect.objectContaining({ kind: 'hint' }));
  });

  test('--set puts another value in the place of the file, as the file itself would', async () => {
    const set = await called(
      'check',
      studyWith('set.yaml'),
      '--json',
      '--set',
      'time=800',
      '--set',
      'model.size=8',
    );
    const written = await called(
      'check',
      studyWith('written.yaml', ['time: 400', 'time: 800'], ['size: 6', 'size: 8']),
      '--json',
    );
    expect(set.status).toBe(0);
    expect(JSON.parse(set.out)).toMatchObject({ id: (JSON.parse(written.out) as { id: string }).id });
    for (const [setting, rule] of [
      ['time', 'invalid --set; not of the form key=value: time'],
      ['time=[', 'invalid --set; its value is not YAML: time=['],
      ['epsilon.a=0.5', 'invalid --set; its key leads into what is no mapping: epsilon.a=0.5'],
      ['model.dimension=4', '--set model.dimension=4: invalid model.dimension; not 1, 2 or 3: 4'],
      ['tine=3', '--set tine=3: invalid key; unknown, the nearest is time: tine'],
      ['time=-3', 'invalid time'],
      ['time=1.5', 'invalid time; shorter than the 2.00 between two samples at epsilon 0.2: 1.5'],
    ] as const) {
      const refused = await called('check', studyWith('set.yaml'), '--set', setting);
      expect(refused.status).toBe(2);
      expect(refused.err).toContain(rule);
    }
  });

  test('--set is blamed for a fault that it brings out elsewhere, and for none that the file has without it', async () => {
    const baths = studyWith('baths.yaml', ['epsilon:', 'baths: {left: 2, right: 1}\nepsilon:']);
    const far = ['--set', 'seed=3', '--set', 'model.dimension=2'];
    const found = await called('check', baths, ...far);
    expect(found.status).toBe(2);
    expect(found.err).toContain('--set model.dimension=2: invalid baths; only in d = 1, not in d = 2');
    expect(found.err).not.toContain('baths.yaml:');
    const kind = await called('check', studyWith('kind.yaml'), '--set', 'model.kind=spins');
    expect(kind.err).toContain('--set model.kind=spins: invalid key; unknown for kind: spins');
    expect(kind.err).not.toContain('kind.yaml:');

    const wrong = studyWith('wrong.yaml', ['replicas: 4', 'replicas: 0']);
    const own = await called('check', wrong, '--set', 'seed=3');
    expect(own.err).toMatch(/wrong\.yaml:\d+: invalid replicas; not a whole number of at least 1: 0\n/u);
    // What no text shows alone stands at its line, with the settings behind it.
    const short = await called('check', studyWith('short.yaml', ['time: 400', 'time: 3']), '--set', 'step=2');
    expect(short.err).toMatch(
      /short\.yaml:\d+: invalid time; shorter than the .*: 3 \(with --set step=2\)\n/u,
    );
  });

  test('--set is an option of every command that takes a study', async () => {
    const file = studyWith('every.yaml');
    for (const command of ['check', 'run', 'hierarchy', 'resonances', 'modes']) {
      const { err, status } = await called(command, file, '--set', 'model.size=2');
      expect(status, command).toBe(2);
      expect(err).toBe('--set model.size=2: invalid model.size; not a whole number of at least 3: 2\n');
    }
  });

  test('as text it says the same', async () => {
    const { out } = await called('check', studyWith('tiny.yaml'));
    expect(out).toContain('✗ domination by the pinning');
    expect(out).toContain('· 6 sites are few');
    expect(out).toMatch(/time {4}1 s with \d+ workers?/u);
  });

  test.each([
    [
      'size: 6',
      'size: 1000\n  dimension: 3',
      /:3: invalid model.size; needs [\d.]+ GB of memory for one kernel, beyond the 4.3 GB that WebAssembly can address/u,
    ],
    [
      'time: 400',
      'time: 1e14',
      /:9: invalid time; needs about \S+ days with 2 workers, beyond 30; insist with --force/u,
    ],
  ])('a study beyond the machine is refused with the estimate: %s → %s', async (from, to, message) => {
    const file = studyWith('huge.yaml', [from, to]);
    for (const command of ['check', 'run']) {
      const { err, status } = await called(command, file, '--workers', '2');
      expect(err).toMatch(message);
      expect(status).toBe(2);
    }
    expect(existsSync('runs/huge')).toBe(false);
  });
});

describe('run', () => {
  test.each([
    ['epsilon: [0.2, 0.1]', 'epsilon: [0.1, 1e20]', '1e20'],
    ['epsilon: [0.2, 0.1]', 'epsilon: 1e20', '1e20'],
  ])('a point without a sound time step is refused before any work: %s → %s', async (from, to, value) => {
    const file = studyWith(
      'wild.yaml',
      [from, to],
      ['step: 0.2\n', ''],
      ['r^4/4', 'r^12'],
      ['size: 6', 'size: 3'],
    );
    const { err, status } = await called('run', file, '--out', path('wild'));
    expect(err).toMatch(new RegExp(`:6: invalid epsilon; .*energy.*: ${value}\n$`, 'u'));
    expect(status).toBe(2);
    expect(existsSync(path('wild'))).toBe(false);
  });
});

describe('a run directory', () => {
  let complete = '';
  let partial = '';
  beforeAll(() => {
    complete = directoryWith('complete', Infinity);
    partial = directoryWith('partial', 1);
  });

  test.each(['report', 'export'])('%s: what cannot be written is told in one line', async (command) => {
    const blocked = directoryWith(`blocked-${command}`, Infinity);
    for (const name of ['report.html', 'results-csv']) {
      if (name.endsWith('csv')) writeFileSync(join(blocked, name), '');
      else mkdirSync(join(blocked, name));
    }
    const { err, status } = await called(command, blocked, ...(command === 'export' ? ['--to', 'csv'] : []));
    expect(err).toMatch(/^invalid file; .*must be possible to (write|make) \(E[A-Z]+, .*\): .*\n$/u);
    expect(status).toBe(1);
  });

  test.runIf(process.platform === 'linux').each(['h5', 'npz'])(
    'export --to %s: no half of a file where it may not grow to its size',
    async (format) => {
      const target = path(`limited.${format}`);
      const words = `ulimit -f 8 && exec "$0" dist/cli/main.js export "$1" --to ${format} --out "$2"`;
      const limited = promisify(execFile)('sh', ['-c', words, process.execPath, complete, target]);
      await expect(limited).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^invalid file; must be possible to write \(.*\): .*\n$/u) as string,
      });
      expect(existsSync(target)).toBe(false);
    },
  );

  test('show --json prints the object of the contract', async () => {
    const { out, status } = await called('show', complete, '--json');
    const result = JSON.parse(out) as StudyResult;
    expect(status).toBe(0);
    expect(result).toMatchObject({
      id: studyId(studyFrom(text, 'x.yaml')),
      complete: true,
      study: { title: 'Tiny', time: 400, scheme: 'ABA864', windows: ['hann'] },
    });
    expect(result.points.map(({ epsilon }) => epsilon)).toEqual([0.2, 0.1]);
    for (const point of result.points) {
      expect(point).toMatchObject({ noise: 0, temperature: 1, size: 6, dimension: 1 });
      expect(point.kappa?.paper).toBe(2 * (point.kappa?.standard ?? NaN));
      expect(point.frequencies.map((row) => row.length)).toEqual([6, 6]);
      expect(point.curve.length).toBeGreaterThan(2);
      expect(point).toMatchObject({ cutoff: expect.any(Number) as number });
    }
  });

  test('the study in show --json, written as a file, is the same study', async () => {
    const { out } = await called('show', complete, '--json');
    const { study, id } = JSON.parse(out) as StudyResult;
    expect(studyId(studyFrom(JSON.stringify(study), 'x.json'))).toBe(id);
  });

  test('show prints the table, also of a run that is not complete', async () => {
    expect((await called('show', complete)).out).toMatch(
      /^Tiny \([0-9a-f]{16}\)\nT = 1, ε' = 0, N = 6, d = 1\n/u,
    );
    const { out, status } = await called('show', partial);
    expect(out).toContain('Not complete');
    expect(out).toContain('4/8');
    expect(status).toBe(0);
  });

  test('units that failed are told with their reasons, and nobody is sent to run them again', async () => {
    const failed = directoryWith('failed', 0);
    const all = units(studyFrom(text, 'x.yaml'));
    for (const { id } of all)
      openDirectory(failed).units.keepFailure({
        unit: id,
        message: 'energy\u001b[31m drift',
        facts: {},
        physics: true,
      });
    const { out, err, status } = await called('show', failed);
    expect(out).toContain('Not complete: 4 units failed, and must fail again');
    expect(out).toContain('units/*.failed.json');
    expect(out).not.toContain('run the study again');
    for (const { id } of all)
      expect(err).toContain(
        `Warning: unit ${id} failed: energy\\u{1b}[31m drift; the same study fails there again`,
      );
    expect(status).toBe(0);
    rmSync(unitFile(failed, `${all[0]?.id ?? ''}.failed.json`));
    expect((await called('show', failed)).out).toContain('1 unit can still be done: run the study again.');
    const { points } = JSON.parse((await called('show', failed, '--json')).out) as StudyResult;
    expect(points.map(({ energyError }) => energyError)).toEqual([null, null]);
  });

  test('a damaged result is told, and left for the next run', async () => {
    const damaged = directoryWith('damaged', 1);
    const file = unitFile(damaged, `${units(studyFrom(text, 'x.yaml'))[0]?.id ?? ''}.result`);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    writeFileSync(file, bytes);
    const { out, err, status } = await called('show', damaged);
    expect(err).toMatch(/^Warning: unit .*; the next run does it again\n$/u);
    expect(out).toContain('0/8');
    expect(status).toBe(0);
  });

  test('a study.yaml that was changed afterwards is refused', async () => {
    const changed = directoryWith('changed', 0);
    writeFileSync(join(changed, 'study.yaml'), text.replace('time: 400', 'time: 401'));
    const { err, status } = await called('show', changed);
    expect(err).toMatch(/^invalid run directory; its study\.yaml is no longer that of study [0-9a-f]{16}: /u);
    expect(status).toBe(2);
  });

  test('report names the files that it wrote, the page last', async () => {
    const { out, status } = await called('report', complete);
    const files = out.trim().split('\n');
    expect(files.at(-1)).toBe(join(complete, 'report.html'));
    expect(files.every((file) => existsSync(file))).toBe(true);
    expect(status).toBe(0);
  });

  test.each(['h5', 'npz', 'csv', 'parquet'])('export --to %s', async (format) => {
    const target = path(`export-${format}`);
    const { out, status } = await called('export', complete, '--to', format, '--out', target);
    expect(status).toBe(0);
    expect(out.trim().split('\n').length).toBeLessThan(10);
    expect(existsSync(target)).toBe(true);
  });

  test('an export holds the frequencies of every realisation', async () => {
    await called('export', complete, '--to', 'csv', '--out', path('frequencies'));
    const written = readdirSync(path('frequencies'), { recursive: true }).map(String);
    expect(written.filter((name) => name.includes('frequencies'))).toHaveLength(2);
  });

  test('a run in the directory of another study is refused, with what differs', async () => {
    const file = studyWith('other.yaml', ['time: 400', 'time: 500']);
    const { err, status } = await called('run', file, '--out', complete);
    expect(err).toContain('invalid run directory; must be of study');
    expect(err).toContain('time: 400, not 500');
    expect(status).toBe(2);
  });

  test('a run of a complete study does nothing but tell the results', async () => {
    const { out, status } = await called('run', studyWith('tiny.yaml'), '--out', complete, '--json');
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events[0]).toMatchObject({ event: 'start', units: { done: 4, total: 4 } });
    expect(events.slice(-3).map(({ event }) => event)).toEqual(['done', 'result', 'report']);
    expect(status).toBe(0);
  });
});

describe('what is told when a point is done', () => {
  const program = join(import.meta.dirname, '../../dist/cli/main.js');
  const ran = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [program, 'run', ...words])).stdout;

  // Few replicas and a short time: the quick estimate, which has fewer candidates, is another number here.
  const file = (): string => studyWith('point.yaml', ['epsilon: [0.2, 0.1]', 'epsilon: 0.3']);

  test('the line says what the table says, by convention', async () => {
    const out = await ran(file(), '--out', path('point-line'));
    const line = /^ε = 0\.3: κ standard (?:= )?(.*)$/mu.exec(out)?.[1];
    const cells = /^0\.3 {2,}(.*)$/mu.exec(out.slice(out.indexOf('───')))?.[1]?.split(/ {2,}/u);
    expect(line).toBeDefined();
    expect(cells?.[1]).toBe(line);
    // Who computed it is kept, and told by the page alone.
    const sessions = sessionsIn(path('point-line'));
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.coreHours).toBeGreaterThan(0);
    expect(readFileSync(join(path('point-line'), 'report.html'), 'utf8')).toContain('<dt>core-hours</dt>');
    expect((await called('show', path('point-line'), '--json')).out).not.toContain('core');
  });

  test('the last event of a point has the κ of the result, and is no preview', async () => {
    const events = (await ran(file(), '--out', path('point-json'), '--json'))
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { event: string; kappa?: Kappa; result?: StudyResult });
    const last = events.findLast(({ event }) => event === 'point')?.kappa;
    const kappa = events.find(({ event }) => event === 'result')?.result?.points[0]?.kappa;
    const { kind, standard, error } = kappa as Kappa;
    expect(last).toEqual({ point: 0, kind, standard, error, preview: false });
    // The result takes over what was told; worked out anew it is the same.
    const { out } = await called('show', path('point-json'), '--json');
    expect((JSON.parse(out) as StudyResult).points[0]?.kappa).toEqual(kappa);
  });
});

describe('when what it prints cannot be written', () => {
  const program = join(import.meta.dirname, '../../dist/cli/main.js');
  const long = ['time: 400', 'time: 4e6'] as const;
  const status = async (child: ChildProcess): Promise<number | null> => {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };

  test('a run whose reader has gone keeps its checkpoints and ends with 130', async () => {
    const words = ['run', studyWith('long.yaml', long), '--out', path('gone'), '--workers', '1', '--json'];
    const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'ignore'] });
    const reader = child.stdout;
    // The first progress of a unit: from then on there is something to keep.
    for await (const chunk of reader) if (/"progress".*"fraction":(?!0,)/u.test(String(chunk))) break;
    reader.destroy();
    expect(await status(child)).toBe(130);
    expect(unitFiles(path('gone')).join()).toContain('.checkpoint');
  });

  test.runIf(existsSync('/dev/full'))('a run that cannot write what it tells has failed', async () => {
    const full = openSync('/dev/full', 'w');
    const words = ['run', studyWith('unwritten.yaml', long), '--out', path('unwritten'), '--workers', '1'];
    const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', full, 'pipe'] });
    let err = '';
    child.stderr?.on('data', (text) => (err += String(text)));
    expect(await status(child)).toBe(1);
    closeSync(full);
    expect(err).toContain(
      'invalid file; must be possible to write (ENOSPC, no space left on the device): standard output\n',
    );
    expect(err).not.toContain('    at ');
  });

  test('other commands say so, and a reader that has gone is no failure', async () => {
    const child = spawn(process.execPath, [program, 'paper'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    expect(await status(child)).toBe(0);
    if (!existsSync('/dev/full')) return;
    const full = openSync('/dev/full', 'w');
    const failed = spawn(process.execPath, [program, 'paper'], { stdio: ['ignore', full, 'pipe'] });
    let err = '';
    failed.stderr?.on('data', (text) => (err += String(text)));
    expect(await status(failed)).toBe(1);
    closeSync(full);
    expect(err).toBe(
      'invalid file; must be possible to write (ENOSPC, no space left on the device): standard output\n',
    );
  });
});
