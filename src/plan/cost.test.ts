import { expect, test } from 'vitest';
import { cost, excess, memoryNeed } from './cost.js';
import { sampleLength } from '../kernel/channels.js';
import { kindOf } from '../models/models.js';
import { pointAt } from '../study/point.js';
import { studyFrom } from './file/schema.js';
import { unitRun } from '../simulate/unit.js';
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
  const large = excess(cost(study(['size: 64', 'size: 30\n  dimension: 3'])), { workers: 2, memory: 4e8 });
  expect(large.memory?.path).toEqual(['model', 'size']);
  expect(large.memory?.rule).toMatch(/^needs .* GB of memory with 2 workers, beyond the 0.4 GB here$/u);
  const many = (line: string) => excess(cost(study(['replicas: 8', line])), machine).memory?.path;
  expect(many('replicas: 4000000000')).toEqual(['replicas']);
  expect(many('replicas: 8\nrealisations: 4000000000')).toEqual(['realisations']);
  const long = excess(cost(study(['time: 20000', 'time: 1e12'])), machine);
  expect(long.memory).toBeNull();
  expect(long.time?.rule).toMatch(/^needs about \d+ days with 2 workers, beyond 30$/u);
});

test('more workers need more memory, but no more of them work than there are units', () => {
  const large = cost(study(['size: 64', 'size: 100000']));
  expect(memoryNeed(large, 3) - memoryNeed(large, 2)).toBe(large.workerBytes);
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

test('the report counts, which is made when the workers are gone', () => {
  const many = Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000);
  const need = cost(study(['[0.1, 0.2]', `[${many.join(', ')}]`]));
  expect(need.reportBytes - base.reportBytes).toBeGreaterThan(1e8);
  expect(memoryNeed(need, 1)).toBe(need.mainBytes + need.reportBytes);
});

/** The bytes of a unit's kernel, and what was predicted without and with the tables of its dressing. */
function kernelOf(model: string, rest: string): { actual: number; bare: number; predicted: number } {
  const own = studyFrom(`model: ${model}\ntemperature: 1\nepsilon: 0.1\ntime: 100\n${rest}`, 'x.yaml');
  const kind = kindOf(own.model);
  const pace = kind.pace(own);
  const [unit] = units(own);
  if (unit === undefined) throw new RangeError('invalid study; without units: x.yaml');
  const plan = { step: 0.1, sampling: 5, samplerStep: 0.1, cutoff: 0 };
  const { kernel } = kind.simulation({
    study: own,
    unit,
    point: pointAt(own, 0),
    plan,
    lanes: 4,
    extra: 1000,
  });
  const channels = sampleLength(kind.functions(own), kernel.lattice.bonds, 4);
  return {
    actual: (kernel as unknown as { at: { bytes: number } }).at.bytes,
    bare: pace.kernelBytes(4, 1000 + channels),
    predicted: pace.kernelBytes(4, 1000 + channels + Math.ceil(pace.tableBytes / 8)),
  };
}

test.each([
  '{size: 64, coupling: r^4/4}',
  '{size: 8, dimension: 2, coupling: r^4/4, pinning: q^6/6}',
  '{size: 4, dimension: 3, coupling: r^4/4}',
  '{kind: chain, size: 32}',
  '{kind: chain, size: 32, masses: {law: uniform, from: 1, to: 2}}',
  '{kind: spins, size: 32}',
  '{kind: quartic, size: 32}',
  '{kind: rotors, dimension: 2, size: 8}',
])('without a dressing the memory of a kernel is predicted to the byte: %s', (model) => {
  const { actual, bare, predicted } = kernelOf(model, '');
  expect(bare).toBe(actual);
  expect(predicted).toBe(actual);
});

test.each([
  ['{size: 64, coupling: r^4/4}', 1],
  ['{size: 64, coupling: r^4/4}', 2],
  ['{size: 8, dimension: 2, coupling: r^4/4}', 2],
  ['{size: 4, dimension: 3, coupling: r^4/4}', 1],
  ['{size: 32, coupling: r^4/4 + r^6/6, pinning: q^4/4}', 2],
  ['{kind: spins, size: 32}', 2],
  ['{kind: spins, size: 32}', 3],
  ['{kind: chain, size: 64}', 1],
  ['{kind: chain, size: 32}', 2],
])(
  'with a dressing it is not underestimated, nor by more than the half overestimated: %s, order %i',
  (model, order) => {
    const { actual, predicted } = kernelOf(model, `dressing: ${String(order)}`);
    expect(predicted).toBeGreaterThanOrEqual(actual);
    expect(predicted).toBeLessThan(1.8 * actual);
  },
);

test('a checkpoint is predicted within a tenth', () => {
  const own = study(['size: 64', 'size: 512'], ['time: 20000', 'time: 100000']);
  const [unit] = units(own);
  if (unit === undefined) throw new RangeError('invalid study; without units: x.yaml');
  const { columns } = unitRun(own, unit).state();
  const bytes = Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(cost(own).pieces.file / bytes).toBeGreaterThanOrEqual(1);
  expect(cost(own).pieces.file / bytes).toBeLessThan(1.1);
});

test.each([
  [
    'model: {dimension: 3, size: 110, coupling: r^4/4}',
    'time: 1000',
    /one kernel, beyond the 4.3 GB that WebAssembly can address$/u,
  ],
  ['model: {kind: quartic, size: 1000000000}', 'time: 1000', /1\d00 GB of memory for one kernel/u],
  ['model: {kind: chain, size: 1000000000}', 'time: 1000', /one kernel/u],
  ['model: {kind: spins, size: 1000000000}', 'time: 1000', /one kernel/u],
  ['model: {kind: chain, size: 30000000}\nbaths: {left: 2, right: 1}', 'time: 1000', /one kernel/u],
  ['model: {dimension: 3, size: 1000000000, coupling: r^4/4}', 'time: 1000', /one kernel/u],
  ['model: {size: 30000, coupling: r^4/4}\ndressing: 4', 'time: 1000', /one kernel/u],
])('a kernel beyond what WebAssembly addresses is refused on any machine: %s', (model, time, rule) => {
  const own = studyFrom(`${model}\ntemperature: 1\nepsilon: 0.3\nreplicas: 4\n${time}\n`, 'x.yaml');
  const { memory } = excess(cost(own), { workers: 1, memory: 1e18 });
  expect(memory?.rule).toMatch(rule);
  expect(memory?.path).toEqual(model.includes('dressing') ? ['dressing'] : ['model', 'size']);
});
