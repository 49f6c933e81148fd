import { riederLebowitzLieb1967, dharLebowitz2008 } from '../../data/references/references.js';
import type { Json } from '../../data/frame.js';
import type { PointResult } from '../../result/result.js';
import type { ExactBaths } from './exact.js';
import { bathsFinding, type BathsCase } from './finding.js';
import type { Finding } from '../../result/finding.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';

interface Scale {
  readonly sizes: readonly number[];
  /** Longer chains, of which only Landauer's formula is computed. */
  readonly longer: readonly number[];
  readonly realisations: number;
  readonly replicas: number;
  readonly time: number;
  /** The ring of the Green–Kubo estimate. */
  readonly ring: { readonly size: number; readonly replicas: number; readonly time: number };
}

const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: {
    sizes: [4, 8, 16, 32],
    longer: [64, 128],
    realisations: 4,
    replicas: 16,
    time: 16_000,
    ring: { size: 64, replicas: 16, time: 8_000 },
  },
  full: {
    sizes: [4, 8, 16, 32, 48, 64],
    longer: [128, 256, 512],
    realisations: 8,
    replicas: 32,
    time: 100_000,
    ring: { size: 256, replicas: 32, time: 50_000 },
  },
};

const [LEFT, RIGHT, FRICTION] = [2, 1, 1];
const LAW = { law: 'uniform', from: 1, to: 1.5 } as const;
const SEED = 1;

/** Three models: harmonic without and with flips, where everything is known exactly, and the quartic one, where nothing is. */
const models = [
  { name: 'harmonic', label: 'harmonic', coupling: 'r^2/2', epsilon: 0.5, noise: 0 },
  { name: 'flips', label: 'harmonic with flips', coupling: 'r^2/2', epsilon: 0.5, noise: 0.05 },
  { name: 'quartic', label: 'quartic', coupling: 'r^4/4', epsilon: 0.4, noise: 0 },
] as const;
type ModelOf = (typeof models)[number];

/** Exact flows with flips take N⁴ operations. */
const MOST_EXACT = 48;

function text({ coupling, epsilon, noise, label }: ModelOf, size: number, scale: Scale): string {
  return `title: A chain between two baths, ${label}, N = ${String(size)}
model: {kind: oscillators, dimension: 1, size: ${String(size)}, coupling: ${coupling}, frequencies: {law: ${LAW.law}, from: ${String(LAW.from)}, to: ${String(LAW.to)}}}
baths: {left: ${String(LEFT)}, right: ${String(RIGHT)}, friction: ${String(FRICTION)}}
epsilon: ${String(epsilon)}
noise: ${String(noise)}
realisations: ${String(scale.realisations)}
replicas: ${String(scale.replicas)}
time: ${String(scale.time)}
sampler: {trajectories: 40}
seed: ${String(SEED)}
`;
}

function ringText({ coupling, epsilon, noise, label }: ModelOf, { realisations, ring }: Scale): string {
  return `title: The ring for comparison, ${label}
model: {kind: oscillators, dimension: 1, size: ${String(ring.size)}, coupling: ${coupling}, frequencies: {law: ${LAW.law}, from: ${String(LAW.from)}, to: ${String(LAW.to)}}}
temperature: ${String((LEFT + RIGHT) / 2)}
epsilon: ${String(epsilon)}
noise: ${String(noise)}
realisations: ${String(realisations)}
replicas: ${String(ring.replicas)}
time: ${String(ring.time)}
sampler: {trajectories: 100}
seed: ${String(SEED)}
`;
}

const conducting = (model: ModelOf): boolean => model.name !== 'harmonic';
const exactSizes = ({ coupling, noise }: ModelOf, { sizes, longer }: Scale): readonly number[] =>
  coupling !== 'r^2/2' ? [] : noise > 0 ? sizes.filter((size) => size <= MOST_EXACT) : [...sizes, ...longer];

export const baths: NamedStudy = {
  name: 'baths',
  title: 'A steady state between two baths, against Landauer and against Green–Kubo',
  statement:
    'The conductivity of equation (3) is that of the steady state: κ_N = J(N−1)/ΔT of a chain between two heat baths tends to it as N grows, where a chain conducts; a harmonic chain without flips (section 5.1 at ε = 0) does not, as its modes are localised.',
  source: 'section 5.1',
  method:
    "the steady state between two baths: κ_N against N with and without flips, beside Landauer's formula, the exact covariance and Green–Kubo",
  references: [riederLebowitzLieb1967, dharLebowitz2008],
  parts: (size): Part[] => {
    const scale = scales[size];
    return [
      {
        kind: 'calculation',
        name: 'exact',
        calculation: 'steadyState',
        settings: models.flatMap((model) =>
          exactSizes(model, scale).map((sites): Json => {
            const settings = {
              size: sites,
              frequencies: { ...LAW },
              seed: SEED,
              realisations: scale.realisations,
              epsilon: model.epsilon,
              noise: model.noise,
              left: LEFT,
              right: RIGHT,
              friction: FRICTION,
            } satisfies ExactBaths;
            return settings;
          }),
        ),
      },
      ...models.flatMap((model): Part[] => [
        ...scale.sizes.map((sites): Part => ({
          kind: 'study',
          name: `${model.name}-${String(sites)}`,
          text: text(model, sites, scale),
        })),
        ...(conducting(model)
          ? [{ kind: 'study', name: `${model.name}-ring`, text: ringText(model, scale) } as const]
          : []),
      ]),
    ];
  },
  finding: (results, size): Finding => bathsFinding(casesOf(results, scales[size])),
};

function casesOf(results: PartResults, scale: Scale): BathsCase[] {
  const exact = [...results.calculation('exact')];
  return models.map((model) => {
    const known = exactSizes(model, scale).map((sites) => {
      const columns = exact.shift()?.columns;
      const numbers = (name: string): number[] => Array.from((columns?.[name] ?? []) as ArrayLike<number>);
      return { size: sites, flows: numbers('flows'), rings: numbers('rings') };
    });
    return {
      label: model.label,
      span: LEFT - RIGHT,
      chains: scale.sizes.map((sites) => ({
        size: sites,
        point: results.study(`${model.name}-${String(sites)}`).points[0] as PointResult,
      })),
      exact: known,
      ring: conducting(model) ? (results.study(`${model.name}-ring`).points[0] as PointResult) : null,
    };
  });
}
