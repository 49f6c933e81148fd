import type { Json } from '../../data/frame.js';
import type { Finding } from '../../result/finding.js';
import { fiveTermsFinding } from './finding.js';
import { fiveTermsPoint } from './point.js';
import type { FiveTermsSettings } from './settings.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';

interface Case {
  readonly name: string;
  readonly order: number;
  readonly coupling: readonly number[];
  readonly c: number;
}

const harmonic: Case = { name: 'V = r²/2, n = 2', order: 2, coupling: [0, 0, 0.5], c: 0.15 };
const quartic: Case = { name: 'V = r⁴/4, n = 1', order: 1, coupling: [0, 0, 0, 0, 0.25], c: 0.4 };
const quartic2: Case = { name: 'V = r⁴/4, n = 2', order: 2, coupling: [0, 0, 0, 0, 0.25], c: 0.02 };

interface Scale {
  readonly cases: readonly Case[];
  readonly epsilon: readonly number[];
  /** Units of four replicas. */
  readonly units: number;
  readonly size: number;
}

const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: { cases: [harmonic, quartic], epsilon: [0.2, 0.14, 0.1, 0.07, 0.05], units: 16, size: 8 },
  full: {
    cases: [harmonic, quartic, quartic2],
    epsilon: [0.2, 0.14, 0.1, 0.07, 0.05, 0.035],
    units: 64,
    size: 12,
  },
};
/** In units of ε^{−n}, and samples over it. */
const SPAN = 16;
const SAMPLES = 128;

function settingsOf({ cases, epsilon, units, size }: Scale): FiveTermsSettings[] {
  return cases.flatMap(({ order, coupling, c }) =>
    epsilon.flatMap((at) =>
      Array.from({ length: units }, (_, unit) => ({
        order,
        size,
        coupling,
        epsilon: at,
        span: SPAN,
        samples: SAMPLES,
        c,
        firstReplica: 4 * unit,
      })),
    ),
  );
}

export const fiveTerms: NamedStudy = {
  name: 'five-terms',
  title: 'The five terms of the proof of Theorem 2, along trajectories',
  statement:
    'Section 4.3: ∫₀ᵗ 𝒥/√t is the sum of M_t (variance of order εⁿ), the boundary term of u (1/t), N_t (0), the boundary term of the energies (ε^{−2}/t), and the integral of S v (εⁿ).',
  source: 'section 4.3',
  method:
    'M_t, N_t, both boundary terms and the integral of S v along trajectories with flips, each against ε and t; together they are the integrated current, which is checked',
  parts: (size): Part[] => [
    {
      kind: 'calculation',
      name: 'terms',
      calculation: 'fiveTerms',
      settings: settingsOf(scales[size]) as unknown as Json[],
    },
  ],
  finding: (results: PartResults, size): Finding => {
    const { cases, epsilon, units } = scales[size];
    const frames = results.calculation('terms');
    const points = cases.flatMap(({ name, order }, i) =>
      epsilon.map((at, j) => {
        const first = (i * epsilon.length + j) * units;
        return fiveTermsPoint(name, order, at, frames.slice(first, first + units));
      }),
    );
    return fiveTermsFinding(points);
  },
};
