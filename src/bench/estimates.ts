import { torus } from '../lattice/torus.js';
import { mean } from '../math/statistics.js';
import { harmonicConductivity } from '../harmonic/conductivity.js';
import { unitFrames } from '../simulate/frames.js';
import { pointResult } from '../result/outcome.js';
import type { PointResult } from '../result/result.js';
import { studyFrom } from '../plan/file/schema.js';
import type { Measurement } from './measurement.js';

/** Harmonic coupling with flips: κ of the very realisation is known to rounding. */
interface Solved {
  readonly dimension: number;
  readonly size: number;
  readonly epsilon: number;
  readonly noise: number;
  readonly time: number;
  readonly direction: 'all' | 2;
}

const solved: readonly Solved[] = [
  { dimension: 1, size: 24, epsilon: 0.1, noise: 1e-3, time: 20000, direction: 'all' },
  { dimension: 1, size: 24, epsilon: 0.1, noise: 1e-2, time: 6000, direction: 'all' },
  { dimension: 1, size: 24, epsilon: 0.1, noise: 0.1, time: 2500, direction: 'all' },
  { dimension: 2, size: 5, epsilon: 0.1, noise: 1e-2, time: 5000, direction: 'all' },
  { dimension: 2, size: 5, epsilon: 0.2, noise: 0.1, time: 2500, direction: 2 },
  { dimension: 3, size: 3, epsilon: 0.1, noise: 0.1, time: 2500, direction: 'all' },
];

function studied({ dimension, size, epsilon, noise, time, direction }: Solved, seed: number): PointResult {
  const study = studyFrom(
    `model: {dimension: ${String(dimension)}, size: ${String(size)}, coupling: r^2/2}
temperature: 1
epsilon: ${String(epsilon)}
noise: ${String(noise)}
time: ${String(time)}
direction: ${String(direction)}
replicas: 32
seed: ${String(seed)}
`,
    'bench.yaml',
  );
  return pointResult(study, 0, unitFrames(study));
}

/** κ as reported, its error, and the exact one. */
function compared(setting: Solved, seed: number): { kind: string; deviation: number; ratio: number } {
  const { kappa, frequencies } = studied(setting, seed);
  const { dimension, size, epsilon, noise, direction } = setting;
  const exact = harmonicConductivity({
    lattice: torus(dimension, size),
    frequencies: Float64Array.from(frequencies[0] as readonly number[]),
    coupling: [0, 0, 0.5],
    pinning: [],
    epsilon,
    noise,
    direction,
  }).standard;
  const { kind, standard, error } = kappa ?? { kind: 'nothing', standard: NaN, error: NaN };
  return { kind, deviation: (standard - exact) / error, ratio: standard / exact };
}

/** Seeds of the realisations of each setting. */
const SEEDS = Array.from({ length: 30 }, (_, k) => 11 + k);

/** Whether the error bars can be defended: values against the exact conductivity over many realisations of six settings. */
export function estimateMeasurements(): Measurement[] {
  const all = solved.flatMap((setting) => SEEDS.map((seed) => compared(setting, seed)));
  const deviations = all.flatMap(({ kind, deviation }) => (kind === 'value' ? [deviation] : []));
  const bounds = all.flatMap(({ kind, ratio }) => (kind === 'upper bound' ? [ratio] : []));
  const share = (limit: number): number =>
    deviations.filter((z) => Math.abs(z) > limit).length / deviations.length;
  const square = mean(deviations.map((z) => z * z));
  const uncertainty = Math.sqrt(square / deviations.length).toFixed(2);
  return [
    {
      name: 'estimate.bias',
      value: mean(deviations),
      unit: 'errors',
      note: `mean of (κ − exact)/error over ${String(deviations.length)} values from ${String(all.length)} exactly solved studies, itself known to ${uncertainty}`,
    },
    {
      name: 'estimate.deviation',
      value: Math.sqrt(square),
      unit: 'errors',
      note: `root mean square of the same; ${(100 * share(1)).toFixed(0)} % beyond one error, ${(100 * share(2)).toFixed(1)} % beyond two, ${(100 * share(3)).toFixed(1)} % beyond three`,
    },
    {
      name: 'estimate.bounds.low',
      value: bounds.filter((ratio) => ratio < 1).length / all.length,
      unit: '1',
      note: `studies that end in an upper bound below the exact κ, of all; ${String(bounds.length)} bounds, from ${Math.min(...bounds).toFixed(2)} to ${Math.max(...bounds).toFixed(2)} of it`,
    },
  ];
}
