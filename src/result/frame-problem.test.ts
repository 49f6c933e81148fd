import { expect, test } from 'vitest';
import type { Column } from '../data/frame.js';
import { studyFrom } from '../plan/file/schema.js';
import { units } from '../plan/units.js';
import { unitRun } from '../simulate/unit.js';
import type { Unit } from '../study/unit.js';
import { frameProblem } from './frame-problem.js';

const text = `model: {size: 9, coupling: r^4/4}
temperature: 1
epsilon: 0.3
replicas: 4
time: 300
sampler: {trajectories: 20}
`;

test('a result of numbers is of its unit, one with NaN is not', () => {
  const study = studyFrom(text, 'test.yaml');
  const [unit] = units(study) as [Unit];
  const run = unitRun(study, unit);
  run.advance(Infinity);
  const result = run.result();
  expect(frameProblem(study, unit, result)).toBeNull();
  for (const name of ['blockSums', 'windows0', 'potential']) {
    const columns = { ...result.columns, [name]: result.columns[name]?.slice().fill(NaN, 3, 4) as Column };
    const told = `invalid result; its column ${name} must hold numbers: NaN`;
    expect(frameProblem(study, unit, { ...result, columns })).toBe(told);
  }
});
