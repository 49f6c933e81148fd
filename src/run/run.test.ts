import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomSequence } from '../math/random.js';
import { heldUnits } from '../store/claims.js';
import { unitFile, unitFiles } from '../store/testing/unit-file.js';
import type { RunEvent } from './event.js';
import { checkCompiled, resultFiles, runner, type Runner, type RunnerOptions } from './testing/process.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-engine-'));
const runners: Runner[] = [];
afterAll(() => {
  for (const { child } of runners) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Twelve units at two points, of unequal cost, d the most expensive: 100 000 site-kicks in all. */
const costs = [7100, 10200, 6900, 10400, 7700, 9100, 8500, 6600, 9900, 8300, 8000, 7300];
const work = Object.fromEntries(costs.map((cost, i) => ['abcdefghijkl'.charAt(i), cost]));
const units = Object.entries(work).map(([id, cost], i) => ({ id, cost, point: i < 6 ? 0 : 1 }));

function started(
  directory: string,
  rate: number,
  options: Partial<RunnerOptions> = {},
  flags?: string[],
): Runner {
  const material = { rate, work, ...options.material };
  const made = runner({ directory: join(folder, directory), units, workers: 2, ...options, material }, flags);
  runners.push(made);
  return made;
}
const faulty = (faults: RunnerOptions['material']['faults'], rate: number): Partial<RunnerOptions> => ({
  material: { rate, work, faults: faults ?? {} },
});
const begun = (event: RunEvent): boolean => event.event === 'progress' && event.fraction > 0;
/** The number of finished units that a run found when it started; null if it did not come so far. */
function foundAtStart(events: readonly RunEvent[]): number | null {
  const [start] = events;
  return start?.event === 'start' ? start.units.done : null;
}
const failedEvents = (events: readonly RunEvent[]): readonly RunEvent[] =>
  events.filter(({ event }) => event === 'failed');

let reference: { readonly [name: string]: string };
const FAST = 1e9;

beforeAll(async () => {
  checkCompiled();
  const whole = started('reference', FAST, { workers: 1 });
  expect(await whole.end).toBe(0);
  reference = resultFiles(join(folder, 'reference'));
  expect(Object.keys(reference)).toHaveLength(12);
});

test('2 workers, and slices and checkpoints of other lengths, give the same bits', async () => {
  const other = started('two', 2e5, { sliceMilliseconds: 3, checkpointSeconds: 0.01 });
  expect(await other.end).toBe(0);
  expect(resultFiles(join(folder, 'two'))).toEqual(reference);
  expect(unitFiles(join(folder, 'two'))).toHaveLength(12);
});

test.each([1, 2])(
  'killed −9 at 10 random moments, with %d worker(s): nothing told is lost, a flipped bit in a checkpoint is found, the bits are the same',
  async (workers) => {
    const name = `killed-${String(workers)}`;
    const random = new RandomSequence({ seed: 20240603, stream: 'synthetic', member: workers });
    const delays = Array.from({ length: 10 }, () => 0.3 * random.drawUniform());
    // Eight tenths of the work fit into the time before the last kill, if nothing is lost.
    const rate = (0.8 * 1e5) / delays.reduce((a, b) => a + b) / workers;
    // A kill may fall between a unit's result and the removal of its checkpoint, which then nobody reads any more.
    const checkpoints = (): readonly string[] => {
      const all = unitFiles(join(folder, name));
      return all.filter(
        (entry) => entry.endsWith('.checkpoint') && !all.includes(entry.replace('.checkpoint', '.result')),
      );
    };
    let told = 0;
    for (const [kill, delay] of delays.entries()) {
      const victim = started(name, rate, { workers, checkpointSeconds: 0.03, sliceMilliseconds: 10 });
      // Every third is killed while it starts; the last, when a unit was told to be done and another has a checkpoint.
      if (kill % 3 !== 2) await victim.until(({ event }) => event === 'start');
      if (kill < 9) await sleep(1000 * delay);
      else {
        await victim.until(({ event }) => event === 'point');
        while (checkpoints().length === 0) await sleep(5);
      }
      victim.child.kill('SIGKILL');
      expect(await victim.end).toBeNull();
      const found = foundAtStart(victim.events);
      if (found === null) continue;
      expect(found).toBeGreaterThanOrEqual(told);
      told = found + victim.events.filter(({ event }) => event === 'point').length;
    }
    expect(told).toBeGreaterThan(0);
    const [damaged = ''] = checkpoints();
    const file = unitFile(join(folder, name), damaged);
    const bytes = readFileSync(file);
    const place = Math.floor(random.drawUniform() * bytes.length);
    bytes[place] = (bytes[place] as number) ^ 16;
    writeFileSync(file, bytes);
    const last = started(name, FAST, { workers });
    expect(await last.end).toBe(0);
    expect(foundAtStart(last.events)).toBeGreaterThanOrEqual(told);
    const damages = last.events.filter(({ event }) => event === 'damaged');
    expect(damages).toMatchObject([{ file: relative(join(folder, name), file) }]);
    expect(resultFiles(join(folder, name))).toEqual(reference);
  },
);

test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
  '%s: checkpoints, status 130, how to resume; then the same bits',
  async (name) => {
    const first = started(name, 5e3);
    await first.until(begun);
    first.child.kill(name);
    expect(await first.end).toBe(130);
    expect(first.events.at(-1)).toMatchObject({ event: 'interrupted', resume: 'falloff run test.yaml' });
    const left = unitFiles(join(folder, name));
    expect(left.filter((file) => file.endsWith('.checkpoint'))).not.toHaveLength(0);
    const second = started(name, FAST);
    expect(await second.end).toBe(0);
    expect(resultFiles(join(folder, name))).toEqual(reference);
  },
);

test.concurrent(
  'Ctrl-C twice ends at once with status 130, though a slice takes 15 s; an echo within 250 ms does not count',
  async () => {
    const slow = started('twice', 1e4, faulty({ d: { kind: 'stall', at: 8000, seconds: 15 } }, 1e4));
    await slow.until(begun);
    await sleep(1000);
    slow.child.kill('SIGINT');
    await sleep(10);
    slow.child.kill('SIGINT');
    expect(await Promise.race([slow.end, sleep(500, 'still there')])).toBe('still there');
    const before = Date.now();
    slow.child.kill('SIGINT');
    expect(await slow.end).toBe(130);
    expect(Date.now() - before).toBeLessThan(3000);
    expect(await started('twice', FAST).end).toBe(0);
    expect(resultFiles(join(folder, 'twice'))).toEqual(reference);
  },
);

test.concurrent('nobody reads what is told any more: the same as Ctrl-C', async () => {
  const first = started('unread', 5e3);
  await first.until(begun);
  first.child.stdout?.destroy();
  expect(await first.end).toBe(130);
  const left = unitFiles(join(folder, 'unread'));
  expect(left.filter((file) => file.endsWith('.checkpoint'))).not.toHaveLength(0);
});

test.concurrent(
  'three processes at once, one of them killed −9: each unit is done by one, and all end with the same bits',
  async () => {
    const [path, log] = [join(folder, 'shared'), join(folder, 'shared-log')];
    const options = { workers: 1, checkpointSeconds: 0.05, material: { rate: 2e4, work, log } };
    const three = [1, 2, 3].map(() => started('shared', 2e4, options));
    const [first, ...others] = three as [Runner, ...Runner[]];
    await first.until(({ event }) => event === 'point');
    first.child.kill('SIGKILL');
    await first.end;
    for (const other of others) expect(await other.end).toBe(0);
    expect(resultFiles(path)).toEqual(reference);
    expect(unitFiles(path)).toHaveLength(12);
    expect(heldUnits(path)).toEqual(new Set());
    // Only the unit that was being done when its process was killed is taken up again.
    const taken = readFileSync(log, 'utf8').trim().split('\n');
    expect(new Set(taken).size).toBe(12);
    expect(taken.length).toBeLessThanOrEqual(13);
    for (const { events } of others)
      expect(events.at(-1)).toMatchObject({ event: 'done', units: { done: 12, total: 12 }, elsewhere: 0 });
  },
);

test.concurrent('a process that is not patient leaves the units that others are doing', async () => {
  const first = started('impatient', 1500, { workers: 1 });
  await first.until(begun);
  const second = started('impatient', FAST, { patient: false });
  expect(await second.end).toBe(0);
  expect(second.events.at(-1)).toMatchObject({
    event: 'done',
    units: { done: 11, total: 12 },
    elsewhere: 1,
  });
  expect(await first.end).toBe(0);
  expect(resultFiles(join(folder, 'impatient'))).toEqual(reference);
});

test.concurrent('a unit that fails is not tried again by every process', async () => {
  const fault = faulty({ d: { kind: 'throw', at: 5000 } }, 2e4);
  const two = [1, 2].map(() => started('failing-twice', 2e4, fault));
  for (const one of two) {
    expect(await one.end).toBe(1);
    expect(failedEvents(one.events)).toMatchObject([{ unit: 'd', physics: true }]);
  }
});

test.concurrent('a checkpoint that the workshop refuses is set aside, and its unit done anew', async () => {
  const first = started('refused', 5e3);
  await first.until(begun);
  first.child.kill('SIGTERM');
  expect(await first.end).toBe(130);
  const second = started('refused', FAST, { material: { rate: FAST, work: { ...work, d: 10401 } } });
  expect(await second.end).toBe(0);
  expect(second.events).toContainEqual(
    expect.objectContaining({ event: 'damaged', reason: 'invalid state; must be of this unit: it is not' }),
  );
});

test('a damaged result is set aside and done again, but not by another version of the program', async () => {
  const first = started('versions', FAST);
  expect(await first.end).toBe(0);
  const other = started('versions', FAST, { program: '2.0.0' });
  expect(await other.end).toBe(0);
  const file = unitFile(join(folder, 'versions'), 'g.result');
  const bytes = readFileSync(file);
  bytes[40] = (bytes[40] as number) ^ 1;
  writeFileSync(file, bytes);
  const mixed = started('versions', FAST, { program: '2.0.0' });
  expect(await mixed.end).toBe(1);
  expect(mixed.errors()).toMatch(
    /must have been begun by falloff 2\.0\.0 .* but was begun by falloff 1\.0\.0/,
  );
  const same = started('versions', FAST);
  expect(await same.end).toBe(0);
  expect(resultFiles(join(folder, 'versions'))).toEqual(reference);
  expect(existsSync(join(folder, 'versions', 'damaged', 'g.result.1'))).toBe(true);
});

test('a unit that fails is recorded with its facts, the others are done, the next run tries it again', async () => {
  const first = started('failing', FAST, faulty({ b: { kind: 'throw', at: 5000 } }, FAST));
  expect(await first.end).toBe(1);
  const failure = { unit: 'b', physics: true, facts: { replica: 3, site: 17, time: 2.5, seed: 9 } };
  expect(failedEvents(first.events)).toMatchObject([failure]);
  const record = unitFile(join(folder, 'failing'), 'b.failed.json');
  expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject(failure);
  expect(Object.keys(resultFiles(join(folder, 'failing')))).toHaveLength(11);
  expect(first.events.at(-1)).toMatchObject({ event: 'done', failed: 1, vain: 1 });
  const second = started('failing', FAST);
  expect(await second.end).toBe(0);
  expect(existsSync(record)).toBe(false);
  expect(resultFiles(join(folder, 'failing'))).toEqual(reference);
});

test.each([
  ['allocate', 'Array buffer allocation failed', true],
  ['bug', 'x is not a function', false],
])(
  'a failure that is not of the physics (%s) sets the checkpoint aside; the next run goes on from it where memory was refused: %#',
  async (kind, message, goesOn) => {
    const name = `passing-${kind}`;
    const first = started(name, 2e4, { ...faulty({ d: { kind, at: 8000 } }, 2e4), checkpointSeconds: 0.05 });
    expect(await first.end).toBe(1);
    expect(failedEvents(first.events)).toMatchObject([{ unit: 'd', message }]);
    expect(readdirSync(join(folder, name, 'damaged'))).toEqual(['d.checkpoint.1']);
    // A fault in every slice: only a unit that begins after it can be done.
    const second = started(name, 1e9);
    expect(await second.end).toBe(0);
    expect(readdirSync(join(folder, name, 'damaged'))).toEqual(goesOn ? [] : ['d.checkpoint.1']);
    expect(resultFiles(join(folder, name))).toEqual(reference);
  },
);

test('checkpoints take at most a twentieth of the time, however long one takes', async () => {
  const log = join(folder, 'states');
  const slow = started('slow', 1e4, {
    units: units.filter(({ id }) => id === 'd'),
    material: { rate: 1e4, work, faults: { d: { kind: 'slow state', seconds: 0.2, log } } },
    checkpointSeconds: 0.01,
    workers: 1,
  });
  const begun = Date.now();
  expect(await slow.end).toBe(0);
  // One soon after the beginning, then one in 4 s; with a clock that starts before the writing, one after each of 14 or more slices.
  const states = readFileSync(log, 'utf8').length;
  expect(states).toBeGreaterThan(0);
  expect(states).toBeLessThanOrEqual(1 + (Date.now() - begun) / 4000);
});

test('threads that die or run out of memory take only their unit with them', async () => {
  const faults = { c: { kind: 'exit', at: 3000 }, e: { kind: 'memory', at: 3000 } };
  const first = started('dying', FAST, faulty(faults, FAST), ['--max-old-space-size=40']);
  expect(await first.end).toBe(1);
  const failures = failedEvents(first.events);
  expect(failures.map((event) => 'unit' in event && event.unit).sort()).toEqual(['c', 'e']);
  expect(JSON.stringify(failures)).toMatch(/out of memory|memory limit/);
  const second = started('dying', FAST);
  expect(await second.end).toBe(0);
  expect(resultFiles(join(folder, 'dying'))).toEqual(reference);
});

test.runIf(existsSync('/dev/full')).each(['checkpoint', 'result'])(
  'a disk that is full for a %s ends the run with its name; later it goes on',
  async (file) => {
    const name = `full-${file}`;
    // Full from the first slice on, which lasts longer than the time to the first checkpoint: later ones wait the longer, the slower the disk.
    const fault = { kind: 'full', at: 1, file, directory: join(folder, name) };
    const first = started(name, 1e4, { ...faulty({ d: fault }, 1e4), checkpointSeconds: 0.02 });
    expect(await first.end).toBe(1);
    expect(first.errors()).toMatch(new RegExp(`ENOSPC, no space left on the device\\): .*d.${file}`));
    const second = started(name, FAST);
    expect(await second.end).toBe(0);
    expect(resultFiles(join(folder, name))).toEqual(reference);
  },
);

test('a workshop that cannot be made ends the run, saying why', async () => {
  const broken = started('broken', FAST, { material: { rate: FAST, work, faults: null as never } });
  expect(await broken.end).toBe(1);
  expect(broken.errors() + JSON.stringify(broken.events)).toContain('null');
});

test('without a terminal there are plain lines from the first second on, and κ at the end of a point', async () => {
  const plain = started('plain', FAST, { mode: 'plain' });
  let text = '';
  plain.child.stdout?.on('data', (piece: Buffer) => (text += piece.toString()));
  expect(await plain.end).toBe(0);
  expect(text).toMatch(
    /^Study test in .*: 0 of 12 units done, 2 workers\.\nKernels: .*\.\n0\.0 % · ε = 0\.3 · 0\/12 units\n/,
  );
  expect(text).toContain('ε = 0.1: κ standard = ');
  expect(text).toMatch(/Done: 12 of 12 units\.\n$/);
});
