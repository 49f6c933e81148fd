import { exp, log } from '../math/elementary.js';
import { RandomSequence } from '../math/random.js';
import { mean } from '../math/statistics.js';
import { harmonicConductivity } from '../harmonic/conductivity.js';
import { torus } from '../lattice/torus.js';
import { unitFrames } from '../simulate/frames.js';
import { pointResult } from '../result/outcome.js';
import type { PointResult } from '../result/result.js';
import { studyFrom } from '../plan/file/schema.js';
import type { Benchmark } from './benchmark.js';
import type { Measurement } from './measurement.js';

/** A ring of given frequencies: size, number of its frequencies, ε, ε'. */
type Ring = readonly [size: number, number: number, epsilon: number, noise: number];

interface Family {
  readonly name: string;
  readonly coupling: string;
  readonly rings: readonly Ring[];
  readonly times: readonly number[];
  /** Replicas and time of the long run that stands for the truth; null where κ is known exactly. */
  readonly reference: { readonly replicas: number; readonly time: number } | null;
  readonly seeds: number;
}

/**
 * Rings of the kinds for which the bounds are to cover. `RAISED_BY` and the share of few replicas were chosen on other rings (numbers below
 * 100) of the same sizes and couplings, so this tests the rule on new rings, not on new kinds of them.
 */
const families: readonly Family[] = [
  {
    name: 'harmonic',
    coupling: 'r^2/2',
    rings: [
      [22, 221, 0.1, 1e-3],
      [24, 222, 0.1, 1e-2],
      [16, 223, 0.2, 1e-3],
      [12, 224, 0.05, 1e-3],
      [20, 225, 0.1, 3e-3],
    ],
    times: [400, 1500],
    reference: null,
    seeds: 16,
  },
  {
    name: 'strong',
    coupling: 'r^4/4',
    rings: [
      [16, 201, 0.3, 0],
      [14, 202, 0.25, 0],
      [12, 203, 0.3, 0],
      [13, 204, 0.28, 0],
      [15, 205, 0.27, 0],
      [16, 206, 0.3, 0],
    ],
    times: [400, 1500, 3000],
    reference: { replicas: 128, time: 30_000 },
    seeds: 10,
  },
  {
    name: 'weak',
    coupling: 'r^4/4',
    rings: [
      [9, 211, 0.04, 0],
      [10, 212, 0.07, 0],
      [14, 213, 0.1, 0],
      [12, 214, 0.05, 0],
      [8, 215, 0.1, 0],
      [11, 216, 0.06, 0],
    ],
    times: [1500, 6000],
    reference: { replicas: 256, time: 80_000 },
    seeds: 13,
  },
];

const REPLICAS = [8, 16, 32];

/** Uniform on [1, 2]. */
function frequencies([size, number]: Ring): number[] {
  const sequence = new RandomSequence({ seed: number, stream: 'synthetic', group: 90 });
  return Array.from({ length: size }, () => Number((1 + sequence.drawUniform()).toFixed(4)));
}

function pointOf(family: Family, ring: Ring, replicas: number, time: number, seed: number): PointResult {
  const [size, , epsilon, noise] = ring;
  const list = frequencies(ring).join(', ');
  const study = studyFrom(
    `model: {size: ${String(size)}, coupling: ${family.coupling}, frequencies: {law: list, values: [${list}]}}
temperature: 1
epsilon: ${String(epsilon)}
noise: ${String(noise)}
time: ${String(time)}
replicas: ${String(replicas)}
seed: ${String(seed)}
`,
    'honesty.yaml',
  );
  return pointResult(study, 0, unitFrames(study));
}

/** κ of a ring and its error: exact, or that of the longest time scale of a long run with four windows of each replica. */
function truth(family: Family, ring: Ring): { value: number; error: number } {
  const [size, , epsilon, noise] = ring;
  if (family.reference === null) {
    const exact = harmonicConductivity({
      lattice: torus(1, size),
      frequencies: Float64Array.from(frequencies(ring)),
      coupling: [0, 0, 0.5],
      pinning: [],
      epsilon,
      noise,
      direction: 'all',
    });
    return { value: exact.standard, error: 0 };
  }
  const { replicas, time } = family.reference;
  const { curve } = pointOf(family, ring, replicas, time, 987);
  // The curve falls all the way at weak coupling: a shorter scale is known better, but lies above κ, by a factor of two on some rings.
  const last = curve.filter((point) => point.time <= time / 4).at(-1);
  return { value: last?.best ?? NaN, error: last?.bestError ?? NaN };
}

function familyMeasurements(family: Family): Measurement[] {
  let [bounds, low, open] = [0, 0, 0];
  const ratios: number[] = [];
  const deviations: number[] = [];
  for (const ring of family.rings) {
    const { value, error } = truth(family, ring);
    for (const time of family.times) {
      for (const replicas of REPLICAS) {
        for (let seed = 1; seed <= family.seeds; seed++) {
          const { kappa } = pointOf(family, ring, replicas, time, seed);
          if (kappa === null || kappa.kind === 'open') {
            open += 1;
          } else if (kappa.kind === 'value') {
            deviations.push((kappa.standard - value) / Math.sqrt(kappa.error ** 2 + error ** 2));
          } else {
            bounds += 1;
            ratios.push(kappa.standard / value);
            if (kappa.standard < value - error) low += 1;
          }
        }
      }
    }
  }
  ratios.sort((a, b) => a - b);
  const share = (limit: number): string => {
    const beyond = deviations.filter((z) => Math.abs(z) > limit).length;
    return ((100 * beyond) / deviations.length).toFixed(0);
  };
  const median = ratios[Math.floor(ratios.length / 2)] ?? NaN;
  return [
    {
      name: `honesty.${family.name}`,
      value: low / bounds,
      unit: '1',
      note:
        `share of ${String(bounds)} bounds below κ; their median is ${median.toPrecision(3)} κ, the lowest ${(ratios[0] ?? NaN).toPrecision(2)} κ; ${String(open)} open; ` +
        `${String(deviations.length)} values, ${share(1)} % beyond one error, ${share(2)} % beyond two`,
    },
  ];
}

/** The quoted bound over the textbook's, where one replica's burst at a quiet bond counts most. */
function burstMeasurements(): Measurement[] {
  return [0.015, 0.03, 0.06].map((epsilon) => {
    const ratios = Array.from({ length: 20 }, (_, i) => {
      const study = studyFrom(
        `model: {size: 32, coupling: r^4/4}
temperature: 1
epsilon: ${String(epsilon)}
realisations: 1
replicas: 32
time: 5000
dressing: 2
seed: ${String(101 + i)}
`,
        'burst.yaml',
      );
      const { kappa, textbook } = pointResult(study, 0, unitFrames(study));
      return (kappa?.standard ?? NaN) / (textbook?.standard ?? NaN);
    });
    const typical = exp(mean(ratios.map((ratio) => log(ratio))));
    return {
      name: `honesty.burst.${String(epsilon)}`,
      value: Math.max(...ratios),
      unit: '1',
      note: `largest quoted κ over the textbook's on the same trajectories, N = 32, 20 seeds; geometric mean ${typical.toPrecision(2)}`,
    };
  });
}

/** Whether bounds cover and values deviate as their errors say, on families that no calibration has seen. */
export const honestyBenchmarks: readonly Benchmark[] = [
  ...families.map((family): Benchmark => ({
    names: [`honesty.${family.name}`],
    measure: () => familyMeasurements(family),
  })),
  { names: ['honesty.burst'], measure: burstMeasurements },
];
