import { expect, it } from 'vitest';
import { studyFrom } from '../../plan/file/schema.js';
import { spinsFinding, spinsStudy } from './study.js';
import { pointOf } from '../testing/point.js';

it('spins: says the range of values, the slope, the gain of each order, and compares both kinds of fields', () => {
  const value = (epsilon: number, standard: number) => ({
    ...pointOf(epsilon, { kind: 'value', standard, error: 0.03 * standard }),
    diffusion: { kind: 'value' as const, value: 1.2 * standard, error: 0.04 * standard },
  });
  const bound = (epsilon: number, standard: number) =>
    pointOf(epsilon, { kind: 'upper bound', standard, error: standard / 10 });
  const textbook = { kind: 'upper bound' as const, standard: 1e-4, paper: 2e-4, error: 1e-5, time: 10 };
  const short = [1e-6, 2e-8, 4e-9].map((standard) => [{ ...bound(0.02, standard), textbook }]);
  const { shown, table, panels } = spinsFinding(
    [value(0.8, 0.8 ** 5), value(0.4, 0.4 ** 5), value(0.2, 0.2 ** 5), { ...bound(0.1, 1e-9), textbook }],
    [value(0.4, 2e-2)],
    short,
  );
  expect(shown[0]).toContain('from 3.28e-1 at ε = 0.8 down to 3.20e-4 at ε = 0.2');
  expect(shown[0]).toContain('local slope from 5.0');
  expect(shown[0]).toContain('down to 1.0e-9 at ε = 0.1, where the textbook estimator stops at 1.0e-4');
  expect(shown[1]).toContain('m = 5.0');
  expect(shown[1]).toContain('lies above 1 of the upper bounds');
  expect(shown[2]).toContain('factors of 50, 2.5e+2 at ε = 0.02');
  expect(shown[3]).toContain('2.0e-2 and 1.0e-2 at ε = 0.4');
  expect(table.rows).toHaveLength(8);
  expect(panels.map(({ series }) => series.length)).toEqual([3, 2, 4]);
  expect(panels[0]?.y.label).toContain('κ/β²');
});

it('spins: every part is a sound study at T = ∞, at both sizes', () => {
  for (const size of ['reduced', 'full'] as const) {
    for (const part of spinsStudy.parts(size)) {
      const study = studyFrom(part.kind === 'study' ? part.text : '', part.name);
      expect(study.temperature).toEqual([Infinity]);
    }
  }
});
