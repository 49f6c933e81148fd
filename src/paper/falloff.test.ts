import { expect, it } from 'vitest';
import { falloffFinding } from './falloff.js';
import { pointOf } from './testing/point.js';

const law = (epsilon: number): number => Math.exp(-0.25 * Math.abs(Math.log(0.4 * epsilon)) ** 3);

it('falloff: recognises exp(−B|ln(Cε)|³) from synthetic values, and compares bounds with the fits without fitting them', () => {
  const values = [0.4, 0.2, 0.1, 0.05].map((epsilon) =>
    pointOf(epsilon, { kind: 'value', standard: law(epsilon), error: 0.03 * law(epsilon) }),
  );
  // The law of the values is below this bound, the power of the values above it.
  const bound = pointOf(0.005, { kind: 'upper bound', standard: 3 * law(0.005), error: law(0.005) });
  const { shown, table, panels } = falloffFinding([...values, bound]);
  expect(shown[1]).toContain('The values prefer exp(−B|ln(Cε)|³).');
  expect(shown[1]).toContain('B = 0.250, C = 0.400');
  expect(shown[1]).toMatch(/the power lies above 1 \(up to [\d.e+]+ times\), the other law above 0/u);
  expect(table.rows.at(-1)?.slice(0, 2)).toEqual([0.005, 'upper bound']);
  expect(table.rows.at(-1)?.[4]).toBe('lower bound');
  expect(table.rows.at(-1)?.slice(7)).toEqual([null, null]);
  expect(panels[0]?.series[0]?.points.map((point) => point.kind)).toEqual([
    'value',
    'value',
    'value',
    'value',
    'upper bound',
  ]);
});

it('falloff: claims nothing from fewer than three values', () => {
  const { shown } = falloffFinding([
    pointOf(0.2, { kind: 'value', standard: 1e-2, error: 1e-3 }),
    pointOf(0.1, { kind: 'upper bound', standard: 1e-3, error: 1e-4 }),
  ]);
  expect(shown).toHaveLength(1);
});
