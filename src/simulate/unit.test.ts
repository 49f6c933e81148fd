import { describe, expect, test } from 'vitest';
import type { Frame } from '../data/frame.js';
import { UnitFailure } from '../kernel/energy-watch.js';
import { pointPlan } from '../plan/point-plan.js';
import { studyFrom } from '../plan/file/schema.js';
import type { Study } from '../study/study.js';
import { unitRun } from './unit.js';
import { points } from '../study/point.js';
import type { Unit } from '../study/unit.js';
import { units } from '../plan/units.js';

const text = (more = ''): string => `model: {size: 9, coupling: r^4/4}
temperature: 1
epsilon: [0.3, 0.05]
noise: epsilon^2
realisations: 2
replicas: 5
time: 300
sampler: {trajectories: 20}
${more}`;

function whole(study: Study, unit: Unit): Frame {
  const run = unitRun(study, unit);
  run.advance(Infinity);
  return run.result();
}

describe.each([
  ['d = 1', text()],
  [
    'd = 2, two families of windows',
    text('windows: [hann, prolate]').replace('size: 9', 'dimension: 2, size: 3'),
  ],
])('%s', (_, study) => {
  const parsed = studyFrom(study, 'test.yaml');
  const all = units(parsed);

  test('a unit put aside and taken up again at any moment ends with the same bits', () => {
    const [unit] = all as [Unit];
    const straight = whole(parsed, unit);
    let run = unitRun(parsed, unit);
    let pieces = 0;
    while (!run.finished) {
      run.advance(run.work / 23);
      // A frame made elsewhere: nothing of the first run may be shared with the second.
      run = unitRun(studyFrom(study, 'test.yaml'), unit, structuredClone(run.state()));
      pieces += 1;
    }
    expect(pieces).toBeGreaterThan(15);
    expect(run.result()).toEqual(straight);
  });

  test.each(['half done', 'begun'])('a state of another shape is refused: %s', (moment) => {
    const [unit] = all as [Unit];
    const run = unitRun(parsed, unit);
    if (moment === 'half done') run.advance(run.work * 0.8);
    const state = run.state();
    const facts = state.head['simulation'] as Frame['head'];
    const others: [Partial<Frame>, RegExp][] = [
      [{ head: {} }, /its unit must be a string: missing/],
      [{ head: { ...state.head, samples: null } }, /its samples must be a count: null/],
      [{ head: { ...state.head, samples: -7 } }, /its samples must be a count: -7/],
      [{ head: { ...state.head, samples: 1e9 } }, /must be of 0 … \d+ site-kicks: /],
      [{ head: { ...state.head, pyramidCounts: [1] } }, /its pyramidCounts must be \d+ counts: \[1\]/],
      [{ head: { ...state.head, simulation: null } }, /its simulation must hold facts: null/],
      [
        { head: { ...state.head, simulation: { ...facts, tuned: 3 } } },
        /simulation.tuned must be a boolean: 3/,
      ],
      [{ columns: {} }, /its column positions must hold \d+ of Float64Array: missing/],
      [
        { columns: { ...state.columns, ring: new Float64Array(3) } },
        /its column ring must hold \d+ of Float64Array: 3 of/,
      ],
      [{ columns: { ...state.columns, ring: new Uint8Array(3) } }, /: 3 of Uint8Array/],
    ];
    for (const [other, told] of others) {
      expect(() => unitRun(parsed, unit, { ...state, ...other })).toThrow(told);
    }
    expect(unitRun(parsed, unit, state).done).toBe(run.done);
  });

  test('the work done grows to the total', () => {
    const run = unitRun(parsed, all[0] as Unit);
    let before = 0;
    while (!run.finished) {
      run.advance(run.work / 50);
      expect(run.done).toBeGreaterThan(before);
      expect(run.done).toBeLessThanOrEqual(run.work);
      before = run.done;
    }
    expect(run.done).toBe(run.work);
    expect(() => unitRun(parsed, all[0] as Unit).result()).toThrow('not finished');
  });
});

test('units cover every replica of every realisation at every point once', () => {
  const study = studyFrom(text(), 'test.yaml');
  const seen = units(study).flatMap(({ point, realisation, firstReplica, replicas }) =>
    Array.from({ length: replicas }, (_, r) => [point, realisation, firstReplica + r].join('/')),
  );
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(2 * 2 * 5);
  expect(points(study).map(({ noise }) => noise)).toEqual([0.3 ** 2, 0.05 ** 2]);
});

test('a point has the same bits whatever other points, realisations and replicas a study has', () => {
  const many = studyFrom(text(), 'test.yaml');
  const few = studyFrom(
    text()
      .replace('[0.3, 0.05]', '0.05')
      .replace('realisations: 2', 'realisations: 1')
      .replace('replicas: 5', 'replicas: 4'),
    'test.yaml',
  );
  const of = (study: Study, epsilon: number): Frame => {
    const index = points(study).findIndex((point) => point.epsilon === epsilon);
    const unit = units(study).find(({ point, firstReplica }) => point === index && firstReplica === 0);
    return whole(study, unit as Unit);
  };
  expect(of(many, 0.05).columns).toEqual(of(few, 0.05).columns);
});

test('energy is conserved and every bond accounts for it, with flips', () => {
  const study = studyFrom(text(), 'test.yaml');
  for (const unit of units(study)) {
    const { head } = whole(study, unit);
    expect(head['energyError']).toBeLessThan(1e-6);
    expect(head['bookkeepingError']).toBeLessThan(1e-3);
  }
});

test('a step that is too long stops the unit with replica, site, time and seed', () => {
  const study = studyFrom(text('step: 1.4\nscheme: SABA1\nseed: 77'), 'test.yaml');
  const run = unitRun(study, units(study)[0] as Unit);
  expect(() => {
    run.advance(Infinity);
  }).toThrow(UnitFailure);
  try {
    unitRun(study, units(study)[0] as Unit).advance(Infinity);
  } catch (error) {
    expect(error).toMatchObject({ seed: 77 });
    expect((error as UnitFailure).message).toMatch(
      /^energy (drift|not finite); .*\(replica \d, site \d, time [\d.]+, seed 77\)$/,
    );
  }
});

test('a given step and sampling are used; a chosen step is recorded with the point', () => {
  const given = pointPlan(studyFrom(text('step: 0.125\nsampling: 7'), 'test.yaml'), 0);
  expect([given.step, given.sampling]).toEqual([0.125, 7]);
  const chosen = [0, 1].map((index) => pointPlan(studyFrom(text(), 'test.yaml'), index));
  expect(chosen[0]?.step).toBeLessThan(chosen[1]?.step as number);
});
