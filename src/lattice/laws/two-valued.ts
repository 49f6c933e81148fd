import { valueRange, VALUES, type LawRecord } from './law.js';

export interface TwoValuedLaw {
  readonly law: 'two-valued';
  readonly values: readonly [number, number];
  readonly probability: number;
}

export const twoValuedLaw: LawRecord<TwoValuedLaw> = {
  law: 'two-valued',
  title: 'two-valued',
  documentation: 'Independent, of only two values: resonances everywhere, the counterexample of Remark 1.',
  parameters: {
    values: { ...VALUES, kind: 'two numbers', meaning: 'the two values', default: [1, 2] },
    probability: {
      kind: 'number',
      meaning: 'probability of the first value',
      default: 0.5,
      bounds: { above: 0, below: 1 },
    },
  },
  references: [],
  random: true,
  rules: ({ values }) => [[values[0] === values[1], 'the two values are equal', 'values']],
  support: ({ values }) => valueRange(values),
  densityBound: () => Infinity,
  rootDensityBound: () => Infinity,
  frequency: ({ values, probability }, _lattice, _site, uniform) =>
    uniform(0) < probability ? values[0] : values[1],
};
