import { expect, test } from 'vitest';
import { cost, excess, memoryNeed } from './cost.js';
import { studyFrom } from './schema.js';
import { units } from './units.js';

const text = `model:
  size: 64
  coupling: r^4/4
temperature: 1
epsilon: [0.1, 0.2]
replicas: 8
time: 20000
step: 0.4
sampling: 5
sampler: {trajectories: 0001}
`;
const study = (...changes: (readonly [string, string])[]) =>
  studyFrom(
    changes.reduce((changed, [from, to]) => changed.replace(from, to), text),
    'x.yaml',
  );
const base = cost(study());

test('the units are those that the study falls into', () => {
  const odd = study(
    ['replicas: 8', 'replicas: 10\nrealisations: 3'],
    ['temperature: 1', 'temperature: [1, 2]'],
  );
  expect(cost(odd).units).toBe(units(odd).length);
});

test('site-kicks: points × replicas × sites × stages × steps, the sampler a thousandth of a percent', () => {
  const kicks = 2 * 8 * 64 * 7 * (20000 / 0.4);
  expect(base.siteKicks / kicks).toBeGreaterThanOrEqual(1);
  expect(base.siteKicks / kicks).toBeLessThan(1.0001);
});

test.each([
  ['time: 20000', 'time: 40000'],
  ['size: 64', 'size: 128'],
  ['replicas: 8', 'replicas: 16'],
  ['replicas: 8', 'replicas: 8\nrealisations: 2'],
  ['step: 0.4', 'step: 0.2'],
  ['[0.1, 0.2]', '[0.1, 0.2, 0.3, 0.4]'],
])('twice the work: %s → %s', (from, to) => {
  expect(cost(study([from, to])).siteKicks / base.siteKicks).toBeCloseTo(2, 3);
});

test('memory and disk grow as the logarithm of the time, and as the size', () => {
  const times = [16, 32, 64].map((factor) => cost(study(['20000', String(20000 * factor)])));
  const [a = 0, b = 0, c = 0] = times.map(({ workerBytes }) => workerBytes);
  expect(b - a).toBeGreaterThan(0);
  expect((c - b) / (b - a)).toBeCloseTo(1, 1);
  const sizes = [3e5, 6e5].map((size) => cost(study(['size: 64', `size: ${String(size)}`])).workerBytes);
  expect((sizes[1] as number) / (sizes[0] as number)).toBeCloseTo(2, 0);
});

test('a study beyond the memory or beyond a month is found out, one within is not', () => {
  const machine = { workers: 2, memory: 4e9 };
  expect(excess(base, machine)).toEqual({ memory: null, time: null });
  const large = excess(cost(study(['size: 64', 'size: 1000\n  dimension: 3'])), machine);
  expect(large.memory?.path).toEqual(['model', 'size']);
  expect(large.memory?.rule).toMatch(/^needs .* GB of memory with 2 workers, beyond the 4 GB here$/u);
  const many = (line: string) => excess(cost(study(['replicas: 8', line])), machine).memory?.path;
  expect(many('replicas: 4000000000')).toEqual(['replicas']);
  expect(many('replicas: 8\nrealisations: 4000000000')).toEqual(['realisations']);
  const long = excess(cost(study(['time: 20000', 'time: 1e12'])), machine);
  expect(long.memory).toBeNull();
  expect(long.time?.rule).toMatch(/^needs about \d+ days with 2 workers, beyond 30$/u);
});

test('more workers need more memory, but no more of them work than there are units', () => {
  expect(memoryNeed(base, 2) - memoryNeed(base, 1)).toBe(base.workerBytes);
  expect(memoryNeed(base, 100)).toBe(memoryNeed(base, base.units));
});

test('a dressing costs memory for each channel and order, and time for each sample that is evaluated', () => {
  const [none, one, two] = [0, 1, 2].map((n) =>
    cost(study(['time: 20000', `time: 20000\ndressing: ${String(n)}`])),
  );
  expect(none).toEqual(base);
  const disk = (need: typeof base | undefined) => (need?.diskBytes ?? 0) / base.diskBytes;
  expect(disk(one) / 2).toBeCloseTo(1, 1);
  expect(disk(two) / 3).toBeCloseTo(1, 1);
  expect(one?.coreSeconds).toBeGreaterThan(base.coreSeconds);
  expect(two?.coreSeconds).toBeGreaterThan(one?.coreSeconds ?? Infinity);
  expect(two?.workerBytes).toBeGreaterThan(one?.workerBytes ?? Infinity);
});

test('with automatic sampling a dressing of any order costs at most a third of the dynamics, as long as 256 samples are left', () => {
  const share = (order: number, time: string) => {
    const changes = [
      ['sampling: 5', 'sampling: auto'],
      ['time: 20000', `time: ${time}\ndressing: ${String(order)}`],
    ] as const;
    const need = cost(study(...changes));
    return need.coreSeconds / cost(study(changes[0], ['time: 20000', `time: ${time}`])).coreSeconds - 1;
  };
  for (const order of [1, 2, 3]) {
    expect(share(order, '1e6')).toBeGreaterThan(0.1);
    expect(share(order, '1e6')).toBeLessThan(0.334);
  }
  expect(share(3, '2000')).toBeGreaterThan(0.334);
});

test('an order whose monomials no memory holds is found out without being built', () => {
  const { memory } = excess(cost(study(['time: 20000', 'time: 20000\ndressing: 8'])), {
    workers: 2,
    memory: 4e9,
  });
  expect(memory?.rule).toMatch(/of memory/u);
});
