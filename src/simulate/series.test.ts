import { describe, expect, test } from 'vitest';
import type { Frame } from '../data/frame.js';
import { studyFrom } from '../plan/file/schema.js';
import { pointPlan } from '../plan/point-plan.js';
import { seriesPlan } from '../plan/series-plan.js';
import { units } from '../plan/units.js';
import { encoded } from '../store/frame.js';
import type { Study } from '../study/study.js';
import type { Unit } from '../study/unit.js';
import { unitRun } from './unit.js';

const text = (record: string, model: string): string =>
  `model: ${model}\nepsilon: 0.3\ntime: 60\nstep: 0.1\nsampling: 2\nreplicas: 3\nsampler: {trajectories: 6}\n${record}`;
const ring = '{size: 6, coupling: r^4/4}\ntemperature: 1';
const plane = '{dimension: 2, size: 3, coupling: r^4/4}\ntemperature: 1';
const bathed = '{size: 6, coupling: r^2/2 + r^4/4}\nbaths: {left: 2, right: 1}';
const study = (record: string, model = ring): Study => studyFrom(text(record, model), 'x.yaml');

/** A unit to its end, in cuts of so much of its work, put aside and taken up again after each; its pieces in the order they were taken. */
function recorded(study: Study, cuts = 1): { pieces: Frame[]; result: Frame; last: Frame } {
  const [unit] = units(study) as [Unit];
  let run = unitRun(study, unit);
  const pieces: Frame[] = [];
  for (;;) {
    run.advance(run.work / cuts);
    for (const { number, frame } of run.takeSeries?.() ?? []) pieces[number] = frame;
    if (run.finished) break;
    run = unitRun(study, unit, structuredClone(run.state()));
  }
  expect(run.takeSeries?.()).toEqual([]);
  return { pieces, result: run.result(), last: run.state() };
}

/** [row][replica][number] of all pieces, as lists of numbers by replica and number. */
function lists({ pieces }: { pieces: Frame[] }, width: number, replicas = 3): number[][][] {
  const all = pieces.flatMap(({ columns }) => [...(columns['series'] as Float64Array)]);
  return Array.from({ length: replicas }, (_, r) =>
    Array.from({ length: width }, (_, i) => all.filter((_, at) => at % (replicas * width) === r * width + i)),
  );
}
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('transfers', () => {
  test.each([
    ['a ring', ring, 6, 6],
    ['a plane', plane, 18, 18],
    ['a chain of model (20)', '{kind: chain, size: 6}\ntemperature: 1', 6, 6],
    ['quartic oscillators', '{kind: quartic, size: 6}\ntemperature: 1', 6, 6],
    ['spins', '{kind: spins, size: 6}\ntemperature: 1', 6, 6],
    ['rotors', '{kind: rotors, dimension: 2, size: 3}\ntemperature: 1', 18, 18],
  ])('of %s add up to what had passed at the end, to 1e-12', (_, model, width, bonds) => {
    const one = recorded(study('record: transfers', model));
    const passed = one.last.columns['transfers'] as Float64Array;
    lists(one, width).forEach((replica, r) => {
      replica.forEach((values, b) => {
        expect(values).toHaveLength(300);
        expect(Math.abs(sum(values) - (passed[b * 4 + r] as number))).toBeLessThan(1e-12);
      });
    });
    expect(passed).toHaveLength(4 * bonds);
  });

  test('of a chain between baths are those of its N − 1 bonds, and add up to the last block of the result, to 1e-12', () => {
    const one = recorded(study('record: transfers', bathed));
    const blocks = one.result.columns['transfers'] as Float64Array;
    lists(one, 5).forEach((replica, r) => {
      replica.forEach((values, b) => {
        const total = blocks.at(3 * (b - 5) + r) as number;
        expect(Math.abs(sum(values) - total)).toBeLessThan(1e-12);
      });
    });
  });

  test('of every k-th sample are sums of k rows, to 1e-13; samples behind the last interval are left out', () => {
    const [all, some] = [1, 7].map((k) =>
      lists(recorded(study(`record: transfers\nevery: ${String(k)}`)), 6),
    );
    all?.forEach((replica, r) => {
      replica.forEach((values, b) => {
        const own = some?.[r]?.[b] as number[];
        expect(own).toHaveLength(42);
        own.forEach((value, i) => {
          expect(Math.abs(value - sum(values.slice(7 * i, 7 * i + 7)))).toBeLessThan(1e-13);
        });
      });
    });
  });
});

test.each([
  ['all bonds', 'direction: all', 3, [0, 1]],
  ['bonds along e_2', 'direction: 2', 3, [1]],
])(
  'the current is the mean over the interval of the transfers of %s, to 1e-13',
  (_, direction, k, counts) => {
    const every = `every: ${String(k)}\n${direction}`;
    const [currents, transfers] = [
      lists(recorded(study(`record: current\n${every}`, plane)), 1),
      lists(recorded(study(`record: transfers\n${every}`, plane)), 18),
    ];
    currents.forEach(([current], r) => {
      expect(current).toHaveLength(100);
      current?.forEach((value, i) => {
        const passed = transfers[r]
          ?.map((values) => values[i] as number)
          .filter((_value, b) => counts.includes(b % 2));
        expect(Math.abs(value - sum(passed ?? []) / 0.6)).toBeLessThan(1e-13);
      });
    });
  },
);

test('a result without a series is the same frame as with one, but for the facts of the series', () => {
  const [without, with_] = ['', 'record: current\n'].map((record) => recorded(study(record)).result);
  const facts = Object.entries(with_?.head ?? {}).filter(([key]) => !/^(record|every|series)/u.test(key));
  expect(Object.fromEntries(facts)).toEqual(without?.head);
  expect(with_?.columns).toEqual(without?.columns);
});

describe('pieces of a long series', () => {
  // A row of 8·4·4000 bytes: 32 rows to 4 MiB.
  const long = (time: number, more = ''): Study =>
    studyFrom(
      `model: {size: 4000, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.3\ntime: ${String(time)}\nstep: 0.1\nsampling: 1\n` +
        `replicas: 4\nsampler: {trajectories: 1}\nrecord: transfers\n${more}`,
      'x.yaml',
    );
  const bytes = ({ pieces }: { pieces: Frame[] }): string[] =>
    pieces.map((frame) => Buffer.from(encoded(frame)).toString('base64'));

  test('are of 4 MiB at most, come as they are whole, and have the same bytes however the unit is cut', () => {
    const straight = recorded(long(10));
    expect(straight.pieces.map(({ head }) => [head['first'], head['rows']])).toEqual([
      [0, 32],
      [32, 32],
      [64, 32],
      [96, 4],
    ]);
    for (const cuts of [4, 13]) expect(bytes(recorded(long(10), cuts))).toEqual(bytes(straight));
  });

  test('of a longer time begin with the same bytes, and are those of more replicas', () => {
    const short = bytes(recorded(long(7)));
    const whole = bytes(recorded(long(10)));
    expect(short.slice(0, 2)).toEqual(whole.slice(0, 2));
    const more = long(7, 'realisations: 2\n');
    expect(bytes(recorded(more))).toEqual(short);
  });

  test('a state whose rows are not those of its time is refused', () => {
    const study = long(10);
    const [unit] = units(study) as [Unit];
    const run = unitRun(study, unit);
    run.advance(run.work / 2);
    const state = run.state();
    const seriesRows = new Float64Array(16);
    expect(() => unitRun(study, unit, { ...state, columns: { ...state.columns, seriesRows } })).toThrow(
      /^invalid checkpoint; its column seriesRows must hold \d+ numbers: 16$/u,
    );
    // Whole pieces that nobody has taken are part of the state.
    const [kept, own] = [unitRun(study, unit, state), run].map((one) =>
      bytes({ pieces: (one.takeSeries?.() ?? []).map(({ frame }) => frame) }),
    );
    expect(own).toHaveLength(1);
    expect(kept).toEqual(own);
  });

  test('the plan has the rows and pieces that come', () => {
    const study = long(10);
    const plan = seriesPlan(study, pointPlan(study, 0), 4);
    expect([plan?.rows, plan?.pieces, plan?.width, plan?.interval]).toEqual([100, 4, 4000, 0.1]);
  });
});
