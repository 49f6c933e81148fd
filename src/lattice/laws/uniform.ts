import { FROM, TO, type LawRecord } from './law.js';

export interface UniformLaw {
  readonly law: 'uniform';
  readonly from: number;
  readonly to: number;
}

export const uniformLaw: LawRecord<UniformLaw> = {
  law: 'uniform',
  title: 'uniform',
  documentation: 'Independent, uniform on [from, to].',
  parameters: { from: FROM, to: TO },
  references: [],
  random: true,
  rules: () => [],
  support: ({ from, to }) => [from, to],
  densityBound: ({ from, to }) => 1 / (to - from),
  rootDensityBound: ({ from, to }) => (2 * Math.sqrt(to)) / (to - from),
  frequency: ({ from, to }, _lattice, _site, uniform) => from + (to - from) * uniform(0),
};
