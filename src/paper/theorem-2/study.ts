import type { Json } from '../../data/frame.js';
import type { BoundConstants, BoundSettings } from './bound-constants.js';
import type { ExactHarmonic, ExactSettings } from './exact-harmonic.js';
import type { Finding } from '../../result/finding.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';
import { ringsInSeries } from '../../estimate/circuit.js';
import type { Theorem2Case } from './case.js';
import { theorem2Finding } from './finding.js';

const orders = [1, 2, 3] as const;
const potentials = [
  { name: 'harmonic', text: 'r^2/2', polynomial: [0, 0, 0.5] },
  { name: 'quartic', text: 'r^4/4', polynomial: [0, 0, 0, 0, 0.25] },
] as const;
const law = { law: 'uniform', from: 1, to: 2 } as const;
const seed = 1;

interface Scale {
  readonly size: number;
  readonly replicas: number;
  readonly realisations: number;
  /** Couplings and time for n = 1, 2, 3. */
  readonly epsilon: readonly (readonly number[])[];
  readonly times: readonly number[];
  /** Realisations of 64 sites each for the exact harmonic constant. */
  readonly exactRealisations: number;
}

const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: {
    size: 48,
    replicas: 24,
    realisations: 1,
    epsilon: [
      [0.2, 0.1, 0.05, 0.025],
      [0.2, 0.14, 0.1, 0.05],
      [0.2, 0.14, 0.1, 0.07],
    ],
    times: [10_000, 40_000, 120_000],
    exactRealisations: 8,
  },
  full: {
    size: 128,
    replicas: 32,
    realisations: 2,
    epsilon: [
      [0.2, 0.1, 0.05, 0.025, 0.0125],
      [0.2, 0.14, 0.1, 0.07, 0.05, 0.025],
      [0.2, 0.14, 0.1, 0.07, 0.05, 0.035],
    ],
    times: [50_000, 200_000, 700_000],
    exactRealisations: 32,
  },
};

const EXACT_SIZE = 64;
const EXACT_EPSILON = [0.2, 0.1, 0.05, 0.02, 0.01, 0.003];

const studyName = (potential: string, n: number): string => `${potential}-n${String(n)}`;

function studyText(scale: Scale, potential: (typeof potentials)[number], n: number): string {
  return `title: Theorem 2, ${potential.name} V, n = ${String(n)}
model: {kind: oscillators, dimension: 1, size: ${String(scale.size)}, coupling: ${potential.text}, frequencies: {law: uniform, from: 1, to: 2}}
temperature: 1
epsilon: [${(scale.epsilon[n - 1] ?? []).join(', ')}]
noise: epsilon^${String(n)}
realisations: ${String(scale.realisations)}
replicas: ${String(scale.replicas)}
time: ${String(scale.times[n - 1])}
seed: ${String(seed)}
`;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** The costly ones first, so that the others are done beside them. */
function boundSettings(scale: Scale): BoundSettings[] {
  return potentials
    .flatMap(({ polynomial }) =>
      orders.flatMap((order) =>
        range(scale.realisations).map((realisation) => ({
          order,
          size: scale.size,
          coupling: polynomial,
          frequencies: law,
          seed,
          realisation,
          epsilon: scale.epsilon[order - 1] ?? [],
        })),
      ),
    )
    .reverse();
}

function exactSettings(scale: Scale): ExactSettings[] {
  const own = { frequencies: law, seed };
  return orders.flatMap((order) => [
    ...range(scale.realisations).map((realisation) => ({
      ...own,
      order,
      size: scale.size,
      realisation,
      epsilon: scale.epsilon[order - 1] ?? [],
    })),
    ...range(scale.exactRealisations).map((realisation) => ({
      ...own,
      order,
      size: EXACT_SIZE,
      realisation: 1000 + realisation,
      epsilon: EXACT_EPSILON,
    })),
  ]);
}

export const theorem2: NamedStudy = {
  name: 'theorem-2',
  title: "κ/ε^{n+2} with flips of rate ε' = εⁿ, and the proof's own constant C(n)",
  statement: "Theorem 2: with ε' = εⁿ, limsup_t limsup_N E_β((ε/√t)∫₀ᵗ 𝒥 ds)² ≤ C(n) ε^{n+2} for ε ≤ ε₀.",
  source: 'Theorem 2',
  method:
    "κ/ε^{n+2} with flips of rate εⁿ for n = 1, 2, 3 and V = r²/2, r⁴/4; beside it the proof's own bound with the weights of Lemma 3 and with the least weights, and for V = r²/2 the exact κ",
  parts: (size): Part[] => {
    const scale = scales[size];
    return [
      {
        kind: 'calculation',
        name: 'bounds',
        calculation: 'bound',
        settings: boundSettings(scale) as unknown as Json[],
      },
      {
        kind: 'calculation',
        name: 'exact',
        calculation: 'exactHarmonic',
        settings: exactSettings(scale) as unknown as Json[],
      },
      ...potentials.flatMap((potential) =>
        orders.map((n): Part => ({
          kind: 'study',
          name: studyName(potential.name, n),
          text: studyText(scale, potential, n),
        })),
      ),
    ];
  },
  finding: (results, size): Finding => theorem2Finding(cases(results, scales[size])),
};

function cases(results: PartResults, scale: Scale): Theorem2Case[] {
  const bounds = boundSettings(scale).map((settings, i) => ({
    settings,
    found: results.calculation('bounds')[i]?.head as unknown as BoundConstants,
  }));
  const exact = exactSettings(scale).map((settings, i) => ({
    settings,
    found: results.calculation('exact')[i]?.head as unknown as ExactHarmonic,
  }));
  const series = (all: readonly (readonly number[])[]): { value: number; error: number }[] =>
    (all[0] ?? []).map((_, i) => ringsInSeries(all.map((one) => one[i] as number)));
  return potentials.flatMap(({ name, polynomial }) =>
    orders.map((n): Theorem2Case => {
      const own = bounds.flatMap(({ settings, found }) =>
        settings.order === n && settings.coupling === polynomial ? [found] : [],
      );
      const exactOf = (wanted: boolean): ExactHarmonic[] =>
        exact.flatMap(({ settings, found }) =>
          name === 'harmonic' && settings.order === n && settings.realisation < 1000 === wanted
            ? [found]
            : [],
        );
      const [same, others] = [exactOf(true), exactOf(false)];
      const epsilon = scale.epsilon[n - 1] ?? [];
      const many = series(others.map(({ paper }) => paper));
      return {
        potential: name,
        n,
        points: results.study(studyName(name, n)).points,
        bound:
          own.length === 0
            ? null
            : {
                epsilon,
                lemma3: series(own.map(({ lemma3 }) => lemma3)).map(({ value }) => value),
                least: series(own.map(({ least }) => least)).map(({ value }) => value),
                constants: {
                  lemma3: ringsInSeries(own.map(({ constants }) => constants.lemma3)).value,
                  least: ringsInSeries(own.map(({ constants }) => constants.least)).value,
                },
              },
        exact:
          same.length === 0
            ? null
            : { epsilon, paper: series(same.map(({ paper }) => paper)).map(({ value }) => value) },
        many:
          others.length === 0
            ? null
            : {
                epsilon: EXACT_EPSILON,
                paper: many.map(({ value }) => value),
                error: many.map(({ error }) => error),
              },
      };
    }),
  );
}
