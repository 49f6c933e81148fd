import { coordinates } from '../torus.js';
import { valueRange, VALUES, type LawRecord } from './law.js';

export interface PeriodicLaw {
  readonly law: 'periodic';
  readonly values: readonly number[];
}

export const periodicLaw: LawRecord<PeriodicLaw> = {
  law: 'periodic',
  title: 'periodic',
  documentation:
    'No disorder, the counterexample of Remark 2: the m values repeat along every direction, ω_x = values[(x₁+…+x_d) mod m].',
  parameters: { values: { ...VALUES, meaning: 'the m values of one period, in order; m divides N' } },
  references: [],
  random: false,
  rules: () => [],
  misfit: ({ values }, { size }) =>
    size % values.length === 0 ? null : `the period does not divide the size ${size}`,
  support: ({ values }) => valueRange(values),
  densityBound: () => Infinity,
  rootDensityBound: () => Infinity,
  frequency: ({ values }, lattice, site) =>
    values[coordinates(lattice, site).reduce((a, b) => a + b) % values.length] as number,
};
