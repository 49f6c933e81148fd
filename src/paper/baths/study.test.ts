import { expect, test } from 'vitest';
import { bathsFinding, bulkConductivity, type BathsCase } from './finding.js';
import { baths } from './study.js';
import { pointOf } from '../testing/point.js';
import { studyFrom } from '../../plan/file/schema.js';
import { calculationRun } from '../calculations.js';

test('resistances in series are told apart: κ of the bulk from κ_N of three lengths, its error in proportion to theirs', () => {
  const chains = [9, 17, 33].map((size) => ({ size, kappa: 1 / (2 + 5 / (size - 1)), error: 0.001 }));
  const bulk = bulkConductivity(chains);
  expect(bulk?.kappa).toBeCloseTo(0.5, 12);
  const doubled = bulkConductivity(chains.map((one) => ({ ...one, error: 0.002 })));
  expect((doubled?.error ?? NaN) / (bulk?.error ?? NaN)).toBeCloseTo(2, 10);
  expect(bulkConductivity(chains.slice(1))).toBeNull();
});

/** Chains whose flow is `flow(N)` within 1 %, and a ring of κ = 0.5. */
function caseOf(flow: (size: number) => number, exact: boolean): BathsCase {
  const sizes = [9, 17, 33];
  const chain = (size: number) => {
    const [value, error] = [flow(size), 0.01 * flow(size)];
    const standard = value * (size - 1);
    const kappa = { kind: 'value', standard, error: 0.01 * standard } as const;
    return { size, point: { ...pointOf(0.4, kappa), flow: { value, error } } };
  };
  return {
    label: 'model',
    span: 1,
    chains: sizes.map(chain),
    exact: exact ? sizes.map((size) => ({ size, flows: [0.98 * flow(size)], rings: [0.5, 0.5] })) : [],
    ring: pointOf(0.4, { kind: 'value', standard: 0.5, error: 0.02 }),
  };
}

test('the finding says how far measured flows are off, and what the steady states extrapolate to', () => {
  const { shown, table, panels } = bathsFinding([caseOf((size) => 1 / (2 * (size - 1) + 5), true)]);
  expect(shown[0]).toMatch(
    /^model: 3 simulated flows agree with the exact covariance within 2\.0 standard errors/u,
  );
  expect(shown[1]).toMatch(
    /extrapolate to κ = 0\.500 ± .*gives 0\.500 ± 0\.02 \(exact .*0\.500\): 0\.0 standard errors apart/u,
  );
  expect(table.rows).toHaveLength(3);
  expect(panels[0]?.series.map(({ name }) => name)).toEqual([
    'exact, between baths',
    'steady state, simulated',
    'Green–Kubo, ring',
    'steady state, N → ∞',
  ]);
});

test('a value that may be 0, or is below it, is left out of the line through 1/κ_N', () => {
  const told = (standard: number): string | undefined => {
    const sound = caseOf((size) => 1 / (2 * (size - 1) + 5), true);
    const point = {
      ...pointOf(0.4, { kind: 'value', standard, error: 0.1 }),
      flow: { value: 0, error: 0.1 },
    };
    return bathsFinding([{ ...sound, chains: [...sound.chains, { size: 65, point }] }]).shown[1];
  };
  for (const standard of [0, 0.1, -0.2]) expect(told(standard)).toMatch(/extrapolate to κ = 0\.500 ± /u);
  const three = caseOf((size) => 1 / (2 * (size - 1) + 5), true);
  const unresolved = three.chains.map((chain) => ({
    ...chain,
    point: { ...chain.point, ...pointOf(0.4, { kind: 'value', standard: 0.4, error: 0.2 }) },
  }));
  const [, sentence] = bathsFinding([{ ...three, chains: unresolved }]).shown;
  expect(sentence).toMatch(/too few chains have a resolved value of κ_N to compare/u);
});

test('a chain that does not conduct is said not to settle', () => {
  const { shown } = bathsFinding([{ ...caseOf((size) => 1 / size ** 2, true), ring: null }]);
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatch(
    /within 2\.0 .* κ_N does not settle: from 0\.097 at N = 9 it falls to 0\.029 at N = 33/u,
  );
});

test('its parts are sound studies and calculations at both sizes', () => {
  for (const size of ['reduced', 'full'] as const) {
    for (const part of baths.parts(size)) {
      if (part.kind === 'study') expect(() => studyFrom(part.text, `${part.name}.yaml`)).not.toThrow();
      else expect(part.settings.length).toBeGreaterThan(4);
    }
  }
  const first = baths.parts('reduced')[0];
  if (first?.kind !== 'calculation') throw new Error('no calculation');
  const run = calculationRun('steadyState', first.settings[0] ?? null);
  run.advance(1e12);
  expect(run.result().columns['flows']).toHaveLength(4);
});
