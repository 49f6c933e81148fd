import { describe, expect, test } from 'vitest';
import { studyId } from '../../plan/identity.js';
import { studyFrom } from '../../plan/file/schema.js';
import { cost } from '../../plan/cost.js';
import { units } from '../../plan/units.js';
import { StudyError } from '../../study/problem.js';
import { unitFrames } from '../../simulate/frames.js';
import { unitRun } from '../../simulate/unit.js';
import { outcome } from '../../result/outcome.js';
import type { Study } from '../../study/study.js';
import { isOf, kindOf } from '../models.js';
import { polynomials } from './polynomials.js';

const file = (V: string, U = '0', more = ''): string =>
  `model: {size: 8, coupling: ${JSON.stringify(V)}, pinning: ${JSON.stringify(U)}}
temperature: 1
epsilon: 0.3
replicas: 8
time: 400
sampler: {trajectories: 20}
${more}`;
const study = (V: string, U?: string, more?: string): Study => studyFrom(file(V, U, more), 'x.yaml');

function problems(text: string): readonly string[] {
  try {
    studyFrom(text, 'x.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map(({ message }) => message);
  }
}

describe('a study of potentials that are no polynomials', () => {
  test.each([
    ['sqrt(1 + r^2)', 'q^6/6 + 0.1*cos(3*q)'],
    ['1 - cos(r)', '0'],
    ['r^4/(1 + r^2)', '-exp(-q^2)'],
    ['log(1 + r^2)', 'q*atan(q)'],
  ])(
    'V = %s, U = %s: a unit put aside and taken up again ends with the same bits; energies are conserved',
    (V, U) => {
      const one = study(V, U);
      const [unit] = units(one);
      if (unit === undefined) throw new Error('no unit');
      const straight = unitRun(one, unit);
      straight.advance(Infinity);
      let run = unitRun(one, unit);
      while (!run.finished) {
        run.advance(run.work / 5);
        run = unitRun(study(V, U), unit, structuredClone(run.state()));
      }
      expect(run.result()).toEqual(straight.result());
      const [point] = outcome(one, unitFrames(one));
      expect(point?.kappa?.standard).toBeGreaterThan(0);
      expect(point?.energyError).toBeLessThan(1e-6);
      expect(
        kindOf(one.model)
          .verdicts(one)
          .every(({ holds }) => holds),
      ).toBe(true);
    },
  );

  test('the id is that of the function, however it is spelt, and differs from others', () => {
    const id = (V: string): string => studyId(study(V));
    expect(id('1 - cos(r)')).toBe(id('-cos(-r) + 1'));
    expect(id('r^4/(1 + r^2)')).toBe(id('r^4 / (r^2 + 1)'));
    expect(new Set(['1 - cos(r)', '2 - cos(r)', 'sqrt(1 + r^2)', 'r^2/2'].map(id)).size).toBe(4);
  });

  test('the prediction counts the operations of the forces', () => {
    const seconds = (V: string, U?: string): number => cost(study(V, U, 'step: 0.2')).coreSeconds;
    expect(seconds('1 - cos(r)') / seconds('r^4/4')).toBeGreaterThan(2);
    expect(seconds('1 - cos(r)') / seconds('r^4/4')).toBeLessThan(6);
    expect(seconds('1 - cos(r)', 'cos(q)')).toBeGreaterThan(1.5 * seconds('1 - cos(r)'));
    expect(seconds('sqrt(1 + r^2)')).toBeLessThan(seconds('1 - cos(r)'));
  });

  test.each([
    [
      'exp(r^2)',
      '0',
      'coupling; exp of what is not bounded above grows faster than every power (at character 1): "exp(r^2)"',
    ],
    [
      '1/r^2',
      '0',
      'coupling; a quotient is not smooth, as its denominator may reach 0 (at character 2): "1/r^2"',
    ],
    [
      'log(r)',
      '0',
      'coupling; a logarithm is not smooth, as what it is taken of may reach 0 (at character 1): "log(r)"',
    ],
    [
      'sqrt(r^2)',
      '0',
      'coupling; a root is not smooth, as what it is taken of may reach 0 (at character 1): "sqrt(r^2)"',
    ],
    ['sin(r)', '0', 'coupling; not even in r, but a bond has no preferred end: "sin(r)"'],
    ['1 - cos(1)', '0', 'coupling; exerts no force: "1 - cos(1)"'],
    [
      '1 - cos(r)',
      '-q^3*tanh(q)',
      'pinning; does not confine at epsilon 0.3 (½ω₋²q² + εU(q) = −0.3 q^3 + … does not grow at both ends): "-q^3*tanh(q)"',
    ],
  ])('V = %s, U = %s is refused in one line with its key', (V, U, message) => {
    expect(problems(file(V, U))).toEqual([`x.yaml:1: invalid model.${message}`]);
  });

  test('a dressing, and the hierarchy, need polynomials', () => {
    expect(problems(file('1 - cos(r)', '0', 'dressing: 2\n'))).toEqual([
      'x.yaml:7: invalid dressing; above 0 for a coupling that is no polynomial: the hierarchy needs polynomials: 2',
    ]);
    expect(problems(file('r^4/4', 'cos(q)', 'dressing: 1\n'))).toEqual([
      'x.yaml:7: invalid dressing; above 0 for a pinning that is no polynomial: the hierarchy needs polynomials: 1',
    ]);
    const one = study('1 - cos(r)');
    if (!isOf(one, 'oscillators')) throw new Error(one.model.kind);
    expect(() => polynomials(one.model)).toThrow(
      'invalid model.coupling; not a polynomial, which the hierarchy needs: "1 - cos(r)"',
    );
  });
});
