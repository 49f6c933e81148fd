import { describe, expect, test } from 'vitest';
import type { Frame } from '../../data/frame.js';
import { currentVariance, energyVariance } from './hamiltonian.js';
import { canonicalContent, studyId, studyYaml } from '../../plan/identity.js';
import { pointResult } from '../../result/outcome.js';
import { pointPlan } from '../../plan/point-plan.js';
import { infinities, kappaSymbol } from '../../result/quantity.js';
import { studyFrom } from '../../plan/file/schema.js';
import { StudyError } from '../../study/problem.js';
import { spinsOf } from './form.js';
import { isOf } from '../models.js';
import type { SpinsStudy } from './spec.js';
import { unitRun } from '../../simulate/unit.js';
import { units } from '../../plan/units.js';

function study(text: string): SpinsStudy {
  const made = studyFrom(text, 'spins.yaml');
  if (!isOf(made, 'spins')) throw new RangeError('invalid study; not of spins');
  return made;
}

const base = (rest = '', model = '', temperature = 'infinite'): string =>
  `model: {kind: spins, size: 8, fields: {law: uniform, from: 1, to: 2}${model}}
temperature: ${temperature}
epsilon: 0.3
replicas: 4
time: 200
${rest}`;

function results(made: SpinsStudy): Map<string, Frame> {
  return new Map(
    units(made).map((unit) => {
      const run = unitRun(made, unit);
      run.advance(Infinity);
      return [unit.id, run.result()];
    }),
  );
}

function problems(text: string): string[] {
  try {
    studyFrom(text, 'spins.yaml');
  } catch (error) {
    if (error instanceof StudyError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('the study file', () => {
  test('defaults, T = ∞ in lists, and a study file that gives the same study again', () => {
    const made = study(base('', '', '[infinite, 2]'));
    expect(made.scheme).toBe('even-odd-4');
    expect(made.temperature).toEqual([Infinity, 2]);
    expect(canonicalContent(made)['temperature']).toEqual(['infinite', 2]);
    expect(studyId(studyFrom(studyYaml(made), 'again.yaml'))).toBe(studyId(made));
    expect(study(base().replace('to: 2}', 'to: 2, plane: true}')).model.fields).toEqual({
      magnitudes: { law: 'uniform', from: 1, to: 2 },
      plane: true,
    });
    const listed = `model: {kind: spins, size: 4, fields: {law: vectors, values: [[0, 0, 1], [0, 1, 1], [1, 1, 0], [0, 2, 0]]}}`;
    const fields = study(`${listed}\ntemperature: 1\nepsilon: 0.1\ntime: 10\n`);
    expect([...spinsOf(fields, 0.1, 0).fields]).toEqual([0, 0, 1, 0, 1, 1, 1, 1, 0, 0, 2, 0]);
    expect(studyId(studyFrom(studyYaml(fields), 'again.yaml'))).toBe(studyId(fields));
  });

  test.each([
    [base().replace('size: 8', 'size: 7'), 'size; odd, but the flow moves even and odd sites in turn: 7'],
    [base('noise: 0.1\n'), 'noise; not 0, but no flip of a spin'],
    [base('', ', coupling: r^4'), 'key; unknown for kind: spins, it belongs to oscillators'],
    [base('scheme: leapfrog\n'), 'scheme; not one of even-odd-4, even-odd, SABA1'],
    [base('dressing: 9\n'), 'dressing; above 5, the highest order for kind: spins: 9'],
    [base('', '', 'hot'), 'temperature; neither a number above 0 nor infinite: hot'],
    [base().replace('to: 2}', 'to: 2, plane: 1}'), 'fields.plane; neither true nor false: 1'],
    [
      base().replace('law: uniform', 'law: uniforn'),
      'fields.law; law is not one of uniform, truncated-normal, triangular, two-valued, periodic, list (did you mean uniform?)',
    ],
    [
      base().replace('{law: uniform, from: 1, to: 2}', '{law: vectors, values: [[0, 0, 0]]}'),
      'fields.values; not a list of vectors of three numbers, none of them 0',
    ],
    [
      base().replace('{law: uniform, from: 1, to: 2}', '{law: vectors, values: [[0, 0, 1]]}'),
      'fields.values; not one vector for each of 8 sites',
    ],
    [base().replace('{law: uniform, from: 1, to: 2}', '3'), 'fields; not a law with its parameters'],
    [
      'model: {size: 8, coupling: r^4}\ntemperature: infinite\nepsilon: 1\ntime: 1\n',
      'temperature; not a number above 0: infinite',
    ],
  ])('problem %# is said', (text, said) => {
    const found = problems(text);
    expect(
      found.some((line) => line.includes(said)),
      found.join('\n'),
    ).toBe(true);
  });
});

test.each(['infinite', '0.7'])(
  'T = %s: put aside in the middle it ends with the same bits',
  (temperature) => {
    const made = study(base('dressing: 2\nsampler: {trajectories: 20}\ncutoff: 0.05\n', '', temperature));
    const [unit] = units(made);
    if (unit === undefined) throw new RangeError('invalid study; no units');
    const whole = unitRun(made, unit);
    whole.advance(Infinity);
    let piece = unitRun(made, unit);
    while (!piece.finished) {
      piece.advance(whole.work / 7);
      piece = unitRun(made, unit, piece.state());
    }
    expect(piece.result()).toEqual(whole.result());
  },
);

test('T = ∞: over a short time ⟨(Σ_b Q_b)²⟩ = t²ε²⟨(Σj)²⟩, the exact average, within 5.5 standard errors (false alarm below 1e-7)', () => {
  const made = study(
    base('step: 0.001\nsampling: 1\n', '')
      .replace('replicas: 4', 'replicas: 1200')
      .replace('time: 200', 'time: 0.001'),
  );
  const squares = [...results(made).values()].flatMap(({ columns }) => [
    ...(columns['blockSums'] as Float64Array),
  ]);
  expect(squares).toHaveLength(1200);
  const scaled = squares.map((square) => square / (0.001 * 0.3) ** 2 / 8);
  const mean = scaled.reduce((a, b) => a + b) / scaled.length;
  const error = Math.sqrt(scaled.reduce((a, b) => a + (b - mean) ** 2, 0)) / scaled.length;
  expect(Math.abs(mean - currentVariance(spinsOf(made, 0.3, 0)))).toBeLessThan(5.5 * error);
});

test('a point at T = ∞ says that it is κ/β², that sampling is exact, and D = κ/χ; T reads infinite in JSON', () => {
  const made = study(base('', '', '[infinite, 2]'));
  const frames = results(made);
  const hot = pointResult(made, 0, frames);
  const warm = pointResult(made, 1, frames);
  expect(hot.quantity).toBe('kappa/beta^2');
  expect(hot.diagnostics).toEqual({
    exact: true,
    acceptance: 1,
    autocorrelation: 1,
    effectiveSize: 4,
    splitRhat: 1,
  });
  expect(warm.quantity).toBe('kappa');
  expect(warm.diagnostics?.exact).toBeUndefined();
  expect(hot.energyError).toBeLessThan(1e-12);
  const chi = energyVariance(spinsOf(made, 0.3, 0));
  expect(hot.diffusion?.value).toBeCloseTo((hot.kappa?.standard ?? NaN) / chi, 12);
  expect(warm.diffusion?.kind).toBe(warm.kappa?.kind);
  expect(hot.fields?.[0]).toHaveLength(8);
  expect(JSON.parse(JSON.stringify(hot, infinities))).toMatchObject({ temperature: 'infinite' });
  expect([kappaSymbol([hot]), kappaSymbol([warm]), kappaSymbol([hot, warm])]).toEqual([
    'κ/β²',
    'κ',
    'κ (κ/β² at T = ∞)',
  ]);
});

test('at T = 0.7 the sampled energy variance gives D within its errors of κT²/χ with χ of a long run', () => {
  const made = study(
    base('sampler: {trajectories: 400}\n', '', '0.7').replace('replicas: 4', 'replicas: 16'),
  );
  const { diffusion, kappa } = pointResult(made, 0, results(made));
  // χ lies between those of T = ∞ and 0: D is κT²/χ for some χ within (0, 2 χ(∞)).
  const chi = ((kappa?.standard ?? NaN) * 0.49) / (diffusion?.value ?? NaN);
  expect(chi).toBeGreaterThan(0.2 * energyVariance(spinsOf(made, 0.3, 0)));
  expect(chi).toBeLessThan(1.2 * energyVariance(spinsOf(made, 0.3, 0)));
});

test('the exchange splittings choose their step by the energy, the even/odd ones by the largest field', () => {
  const exchange = pointPlan(study(base('scheme: ABA864\n')), 0);
  expect(exchange.step).toBeGreaterThan(0.001);
  expect(exchange.step).toBeLessThan(0.3);
  expect(pointPlan(study(base()), 0).step).toBeCloseTo(1.2 / 2.6, 14);
});

test('a dressing leaves κ where it was: at ε = 0.7 the values with and without agree within 4 of their errors', () => {
  const text = base('', '')
    .replace('epsilon: 0.3', 'epsilon: 0.7')
    .replace('time: 200', 'time: 4000')
    .replace('replicas: 4', 'replicas: 8');
  const [bare, dressed] = [0, 2].map((order) => {
    const made = study(`${text}dressing: ${String(order)}\n`);
    return pointResult(made, 0, results(made)).kappa;
  });
  expect(Math.abs((bare?.standard ?? 0) - (dressed?.standard ?? 9))).toBeLessThan(
    4 * ((bare?.error ?? 0) + (dressed?.error ?? 0)),
  );
});
