import { bell, bellIntegral, bellRange } from '../bell.js';
import { FROM, TO, type LawRecord } from './law.js';

export interface TruncatedNormalLaw {
  readonly law: 'truncated-normal';
  readonly mean: number;
  readonly deviation: number;
  readonly from: number;
  readonly to: number;
}

export const truncatedNormalLaw: LawRecord<TruncatedNormalLaw> = {
  law: 'truncated-normal',
  title: 'truncated normal',
  documentation: 'Independent, with the density of a Gaussian restricted to [from, to].',
  parameters: {
    mean: { ...FROM, meaning: 'mean of the Gaussian before truncation', default: 1.5, bounds: {} },
    deviation: { ...FROM, meaning: 'standard deviation of the Gaussian before truncation', default: 0.25 },
    from: FROM,
    to: TO,
  },
  references: [],
  random: true,
  rules: () => [],
  support: ({ from, to }) => [from, to],
  densityBound: (law) => 1 / bellIntegral(law),
  rootDensityBound: (law) => {
    const { mean, deviation, from, to } = law;
    // √s e^{−(s−μ)²/2σ²} is largest where s² − μs = σ²/2.
    const free = (mean + Math.sqrt(mean * mean + 2 * deviation * deviation)) / 2;
    const s = Math.min(Math.max(free, from), to);
    return (2 * Math.sqrt(s) * bell(law, s)) / bellIntegral(law);
  },
  frequency: (law, _lattice, _site, uniform) => {
    const [from, to] = bellRange(law);
    for (let k = 0; ; k += 2) {
      const omega = from + (to - from) * uniform(k);
      if (uniform(k + 1) < bell(law, omega)) return omega;
    }
  },
};
