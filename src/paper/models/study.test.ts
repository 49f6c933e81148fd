import { expect, test } from 'vitest';
import { studyFrom } from '../../plan/file/schema.js';
import { points } from '../../study/point.js';
import { kindOf } from '../../models/models.js';
import { models, modelsFinding } from './study.js';
import { quarticScales } from './static-scales.js';
import { pointOf } from '../testing/point.js';

/** The parts' points with κ = value of every ε, the model's own frequencies. */
function results(kappa: (epsilon: number) => number) {
  const studies = new Map(
    models
      .parts('reduced')
      .flatMap((part) => (part.kind === 'study' ? [[part.name, studyFrom(part.text, part.name)]] : [])),
  );
  return {
    calculation: () => [],
    study: (name: string) => {
      const study = studies.get(name);
      if (study === undefined) throw new Error(name);
      const frequencies = [[...kindOf(study.model).frequencies(study, 0)]];
      return {
        study,
        points: points(study).map(({ epsilon, temperature }) => ({
          ...pointOf(epsilon, { kind: 'value', standard: kappa(epsilon), error: 0.1 * kappa(epsilon) }),
          temperature,
          frequencies,
        })),
      };
    },
  };
}

test('models: κ = χ/(ω̄T²) is a lifetime of 1, errors scale with it, and every model has its sentence and its row', () => {
  const { variance, frequency } = quarticScales(1, 1);
  const { panels, table, shown } = modelsFinding(
    results((epsilon) => (epsilon * epsilon * variance) / frequency),
  );
  const scaled = panels[0]?.series ?? [];
  for (const { value, error } of scaled[3]?.points ?? []) {
    expect(value).toBeCloseTo(1, 12);
    expect(error).toBeCloseTo(0.1, 12);
  }
  expect(shown).toHaveLength(5);
  expect(new Set(table.rows.map(([model]) => model))).toEqual(
    new Set(['oscillators', 'chain', 'spins', 'quartic', 'rotors']),
  );
  expect(scaled.slice(0, 5).every(({ points: found }) => found.length === 5)).toBe(true);
});
