import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { afterAll, expect, test, vi } from 'vitest';
import { heldUnits, holdingJobs, releaseJobs, sweepHolders } from './claims.js';
import { hold } from './holder.js';
import { shardOf } from './unit-files.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-holder-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function directory(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

/** A process that tries these directories, one after another, and what came of each. */
async function taker(
  directories: readonly string[],
  first = 0,
  beat = 0,
): Promise<[ChildProcess, readonly string[]]> {
  const script = join(import.meta.dirname, 'testing', 'taker.mjs');
  const child = spawn(process.execPath, [script, String(first), String(beat), ...directories], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === directories.length) break;
  }
  return [child, lines];
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** The file of the first claim on unit `u`. */
const claimed = (path: string, number = 1): string =>
  join(path, 'claims', shardOf('u'), `u.${String(number)}`);

/** The files of processes in a run directory. */
const holders = (path: string): readonly string[] => readdirSync(join(path, 'holders'));

test('processes that work for the same study are no obstacle to each other', () => {
  const path = directory('same');
  const [one, other] = [hold(path, 'x'), hold(path, 'x')];
  expect(one.checkAlone).not.toThrow();
  expect(hold(path, 'y').checkAlone).toThrow('must not be at work for another study');
  one.release();
  other.release();
});

test('what killed processes left is swept: their files, and their claims on units that are done', async () => {
  const path = directory('swept');
  const [child] = await taker([path]);
  const mine = hold(path, 'x');
  mine.claim('v');
  const all = holders(path);
  sweepHolders(path, () => true);
  expect(holders(path)).toEqual(all);
  await killed(child);
  sweepHolders(path, () => false);
  expect(holders(path)).toHaveLength(1);
  // The unit is not done: the number of its claim stays taken.
  expect(existsSync(claimed(path))).toBe(true);
  expect(mine.claim('u')).toBe('mine');
  expect(existsSync(claimed(path, 2))).toBe(true);
  sweepHolders(path, (unit) => unit === 'u');
  expect(heldUnits(path)).toEqual(new Set(['u', 'v']));
  expect(existsSync(claimed(path))).toBe(false);
  mine.settle('u');
  mine.settle('v');
  expect(heldUnits(path)).toEqual(new Set());
  expect(readdirSync(dirname(claimed(path)))).toEqual([]);
  mine.release();
  expect(holders(path)).toEqual([]);
});

test('a process whose file was swept while it was frozen puts it back, and its claims bear its signs of life', async () => {
  const path = directory('frozen');
  const mine = hold(path, 'x', { beat: 20 });
  const [file] = holders(path);
  // Without a claim it is written anew, by the next claim or sign of life.
  rmSync(join(path, 'holders', file as string));
  expect(mine.claim('u')).toBe('mine');
  const inode = statSync(claimed(path)).ino;
  rmSync(join(path, 'holders', file as string));
  await vi.waitFor(() => {
    expect(holders(path)).toEqual([file]);
  }, 20_000);
  expect(statSync(join(path, 'holders', file as string)).ino).toBe(inode);
  mine.release();
  expect(readFileSync(claimed(path), 'utf8')).toMatch(/released$/);
});

test('the units of a process on another machine whose job has ended are free, also if its file was swept', () => {
  const path = directory('ended');
  hold(path, 'x').claim('u');
  moved(path, 0, '17_3');
  expect(holdingJobs(path)).toEqual(new Set(['17_3']));
  releaseJobs(path, new Set(['17_4']));
  expect(heldUnits(path)).toEqual(new Set(['u']));
  sweepHolders(path, () => false);
  expect(holders(path)).toHaveLength(1);
  rmSync(join(path, 'holders', holders(path)[0] as string));
  releaseJobs(path, new Set(['17_3']));
  expect(heldUnits(path)).toEqual(new Set());
  expect(holdingJobs(path)).toEqual(new Set());
  const mine = hold(path, 'x');
  expect(mine.claim('u')).toBe('mine');
  mine.release();
});

test('a unit that another process has claimed is held, with all else free; its death frees the unit', async () => {
  const path = directory('two');
  const [child, lines] = await taker([path]);
  expect(lines).toEqual(['mine']);
  const mine = hold(path, 'x');
  expect([mine.claim('u'), mine.claim('v')]).toEqual(['held', 'mine']);
  expect(heldUnits(path)).toEqual(new Set(['u', 'v']));
  expect(mine.checkAlone).toThrow(
    new RegExp(`must not be at work for another study, but process ${String(child.pid)} on .* is`),
  );
  await killed(child);
  expect(mine.checkAlone).not.toThrow();
  expect(heldUnits(path)).toEqual(new Set(['v']));
  expect(mine.claim('u')).toBe('mine');
  mine.settle('u');
  expect(readdirSync(join(path, 'claims', shardOf('u')))).toEqual([]);
  mine.release();
  expect(heldUnits(path)).toEqual(new Set());
  const later = hold(path, 'x');
  expect(later.claim('v')).toBe('mine');
  later.release();
});

test('of 4 processes that find 25 dead claims at the same moments, exactly one gets each', async () => {
  const rounds = Array.from({ length: 25 }, (_, i) => directory(`round-${String(i)}`));
  const [dead] = await taker(rounds);
  await killed(dead);
  const start = Date.now() + 1500;
  const takers = await Promise.all(Array.from({ length: 4 }, () => taker(rounds, start, 25)));
  for (const round of rounds.keys()) {
    const outcomes = takers.map(([, lines]) => lines[round]).sort();
    expect(outcomes).toEqual(['held', 'held', 'held', 'mine']);
  }
});

/** Makes the claim on a unit look like that of a process on another machine, last heard of so many seconds ago. */
function moved(path: string, age: number, job: string | null = null): void {
  const file = claimed(path);
  const said = readFileSync(file, 'utf8')
    .replace(/"host":"[^"]*"/, '"host":"elsewhere"')
    .replace('"job":null', `"job":${JSON.stringify(job)}`);
  writeFileSync(file, said);
  const heard = new Date(Date.now() - 1000 * age);
  utimesSync(file, heard, heard);
}

test('a process on another machine is judged by the age of its last sign of life: doubtful after 90 s, dead after 5 min', () => {
  const path = directory('elsewhere');
  expect(hold(path, 'x').claim('u')).toBe('mine');
  const mine = hold(path, 'x');
  for (const [age, verdict] of [
    [80, 'held'],
    [100, 'doubtful'],
    [290, 'doubtful'],
    [310, 'mine'],
  ] as const) {
    moved(path, age);
    expect(mine.claim('u')).toBe(verdict);
  }
  expect(existsSync(claimed(path, 2))).toBe(true);
  mine.release();
});

test('--take-over does not wait for the silence of another machine, but never takes from a process that lives', () => {
  const path = directory('over');
  expect(hold(path, 'x').claim('u')).toBe('mine');
  const mine = hold(path, 'x', { takeOver: true });
  expect(mine.claim('u')).toBe('held');
  moved(path, 0);
  expect(mine.claim('u')).toBe('mine');
  mine.release();
});

test('a job that a batch system has started again takes up at once what its first process had', () => {
  const path = directory('job');
  expect(hold(path, 'x').claim('u')).toBe('mine');
  moved(path, 0, '17_3');
  expect(hold(path, 'x').claim('u')).toBe('held');
  process.env['FALLOFF_JOB'] = '17_3';
  try {
    expect(hold(path, 'x').claim('u')).toBe('mine');
  } finally {
    delete process.env['FALLOFF_JOB'];
  }
});

test('a process gives signs of life while its main thread computes, and with them its claims', () => {
  const path = directory('beating');
  const mine = hold(path, 'x', { beat: 20 });
  mine.claim('u');
  const file = claimed(path);
  const start = Date.now();
  while (readFileSync(file, 'utf8').endsWith('\n')) if (Date.now() - start > 20_000) break;
  expect(readFileSync(file, 'utf8')).toMatch(/\}\n +$/);
  expect(statSync(file).mtimeMs).toBeGreaterThan(start - 1000);
  mine.release();
  expect(readFileSync(file, 'utf8')).toMatch(/\}\n +released$/);
});

test.runIf(existsSync('/proc/self/stat'))(
  'a pid that was given to another process is not mistaken for the holder',
  () => {
    const path = directory('reused');
    hold(path, 'x').claim('u');
    const file = claimed(path);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"start":"\d+"/, '"start":"1"'));
    expect(hold(path, 'x').claim('u')).toBe('mine');
  },
);

test.each(['{"pid":', 'null', '{}', '5', '[]', ''])(
  'a claim that says %j is held until it is silent; --take-over takes the unit',
  (said) => {
    const path = directory(`says-${String(said.length)}-${said.slice(0, 1)}`);
    mkdirSync(dirname(claimed(path)), { recursive: true });
    writeFileSync(claimed(path), said);
    expect(hold(path, 'x').claim('u')).toBe('held');
    expect(hold(path, 'x', { takeOver: true }).claim('u')).toBe('mine');
    expect(readdirSync(dirname(claimed(path)))).toEqual(['u.1', 'u.2']);
  },
);
