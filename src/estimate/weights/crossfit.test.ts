import { expect, test } from 'vitest';
import { bestCurve } from './crossfit.js';
import { windowMeanSquares } from './squares.js';
import { syntheticRecord, type Recipe } from '../testing/synthetic.js';
import { layoutOf } from './candidates.js';

const recipe: Recipe = {
  size: 6,
  replicas: 10,
  intervals: 180,
  kappa: 1,
  lines: 2,
  sloshing: 2,
  energies: 1,
  dressing: 0.8,
};

test('the weights of the folds give back every value: V(3), or 3V(3) − 2V(2) of the two-fold trainings, to the bit', () => {
  const record = syntheticRecord(recipe, 1);
  let corrected = 0;
  bestCurve(record).forEach(({ values, choices, folds }, l) => {
    const scale = record.scales[l] as (typeof record.scales)[number];
    expect(folds.map(({ choice }) => choice)).toEqual(choices);
    expect(folds.flatMap(({ replicas }) => replicas).sort((a, b) => a - b)).toEqual([...values.keys()]);
    const [three, two] = [new Float64Array(values.length), new Float64Array(values.length)];
    folds.forEach(({ choice, replicas, weights, poorer }, k) => {
      expect(poorer.map(({ without }) => without)).toEqual([0, 1, 2, 3].filter((j) => j !== k));
      const layout = layoutOf(record, choice.window);
      windowMeanSquares(scale, layout, replicas, weights).forEach((square, at) => {
        three[replicas[at] as number] = record.prefactor * square;
      });
      for (const { weights: fewer } of poorer) {
        windowMeanSquares(scale, layout, replicas, fewer).forEach((square, at) => {
          const r = replicas[at] as number;
          two[r] = (two[r] as number) + (record.prefactor * square) / poorer.length;
        });
      }
    });
    const extrapolated = three.map((v, r) => 3 * v - 2 * (two[r] as number));
    if (extrapolated.every((v, r) => v === values[r])) corrected += 1;
    else expect(values).toEqual(three);
  });
  expect(corrected).toBeGreaterThan(0);
});

test('with three replicas one fold has the uniform weights of them all', () => {
  const record = syntheticRecord({ ...recipe, replicas: 3 }, 1);
  for (const { folds } of bestCurve(record)) {
    expect(folds.map(({ replicas, poorer }) => [replicas, poorer])).toEqual([[[0, 1, 2], []]]);
    expect([...(folds[0]?.weights.subarray(0, 6) ?? [])]).toEqual([...record.graph.aims]);
  }
});
