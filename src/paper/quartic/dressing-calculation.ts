import { cosSin } from '../../math/elementary.js';
import { actionAngleDressing } from '../../models/quartic/action-angle.js';
import type { Calculation, Pieces } from '../calculation-run.js';
import {
  energiesOf,
  equilibrated,
  KICKS,
  REPLICA_LANES,
  TIME_STEP,
  type QuarticReplicas,
} from './replicas.js';

export interface QuarticDressingSettings extends QuarticReplicas {
  /** Widths w of the dressings, in units of √ε. */
  readonly widths: readonly number[];
  /** The number of time scales: windows of 16, 32, … samples. */
  readonly levels: number;
  /** The number of windows at the longest. */
  readonly windows: number;
}

/** Steps between samples: about ¾ of a mean period. */
const GAP = 12;
const SHORTEST = 16;

/** Lengths of the windows in time. */
export function windowTimes(levels: number): number[] {
  return Array.from({ length: levels }, (_, level) => SHORTEST * 2 ** level * GAP * TIME_STEP);
}

/**
 * What the first-order dressing leaves of the transfers' variance: along a trajectory Q̄_b, the mean over each sampling interval, and Q_b + εu_b for
 * every width, windowed by Hann's sin² over all dyadic lengths.
 *
 * Columns, [level][Q̄, then the widths][lane], of the sum over all bonds (bonds are alike in equilibrium, so that no weights are better; of a single bond
 * any function of its sites' energies would explain a part, and cancel in the sum): squares, the mean square of the windowed increment over the number of
 * bonds, and products, its mean product with that of Q̄, each divided by 2tΣh²/n as for a conductivity (T = 1, `standard`). errors: the relative energy error of
 * every lane.
 */
export const quarticDressingCalculation: Calculation = {
  work: (settings) => {
    const { size, levels, windows } = settings as unknown as QuarticDressingSettings;
    return SHORTEST * 2 ** (levels - 1) * windows * GAP * size * REPLICA_LANES * KICKS;
  },
  pieces: (settings) => quarticDressing(settings as unknown as QuarticDressingSettings),
};

function* quarticDressing(settings: QuarticDressingSettings): Pieces {
  const { epsilon, size, widths, levels, windows } = settings;
  const kernel = equilibrated(settings);
  const before = energiesOf(kernel);
  const kinds = 1 + widths.length;
  const elements = size * REPLICA_LANES;
  const lengths = Array.from({ length: levels }, (_, level) => SHORTEST * 2 ** level);
  const longest = lengths.at(-1) as number;
  const open = lengths.map(() => Array.from({ length: kinds }, () => new Float64Array(elements)));
  const squares = new Float64Array(levels * kinds * REPLICA_LANES);
  const products = new Float64Array(levels * kinds * REPLICA_LANES);
  let last: readonly Float64Array[] | null = null;
  for (let sample = 0; sample <= longest * windows; sample++) {
    kernel.clearSums();
    kernel.run(GAP);
    const means = kernel.numbers(kernel.at.sums, elements).map((sum) => sum / (4 * GAP));
    const now = [means, ...dressed(kernel, epsilon, widths)];
    if (last !== null) {
      const old = last;
      lengths.forEach((length, level) => {
        const place = (sample - 1) % length;
        const [, sine] = cosSin((Math.PI * (place + 0.5)) / length);
        const sets = open[level] as Float64Array[];
        sets.forEach((sums, kind) => {
          const [from, to] = [old[kind] as Float64Array, now[kind] as Float64Array];
          for (let i = 0; i < elements; i++) {
            sums[i] = (sums[i] as number) + sine * sine * ((to[i] as number) - (from[i] as number));
          }
        });
        if (place < length - 1) return;
        // Σh² = 3n/8 for sin² over n samples; 2t for the `standard` convention.
        const norm = 2 * (3 / 8) * length * GAP * TIME_STEP * ((longest * windows) / length) * size;
        const totals = sets.map(laneTotals);
        totals.forEach((own, kind) => {
          own.forEach((value, lane) => {
            const at = (level * kinds + kind) * REPLICA_LANES + lane;
            squares[at] = (squares[at] as number) + (value * value) / norm;
            products[at] = (products[at] as number) + (value * (totals[0]?.[lane] as number)) / norm;
          });
        });
        for (const sums of sets) sums.fill(0);
      });
    }
    last = now;
    if (sample > 0) yield GAP * size * REPLICA_LANES * KICKS;
  }
  const errors = energiesOf(kernel).map((energy, lane) => Math.abs(energy / (before[lane] as number) - 1));
  return { head: {}, columns: { squares, products, errors: Float64Array.from(errors) } };
}

/** Q_b + εu_b of every bond and lane, for every width. */
function dressed(
  kernel: ReturnType<typeof equilibrated>,
  epsilon: number,
  widths: readonly number[],
): Float64Array[] {
  const all = widths.map(() => kernel.transfers);
  for (let lane = 0; lane < REPLICA_LANES; lane++) {
    const [q, p] = [kernel.lane(kernel.positions, lane), kernel.lane(kernel.momenta, lane)];
    widths.forEach((width, k) => {
      const values = all[k] as Float64Array;
      actionAngleDressing(q, p, width * Math.sqrt(epsilon)).forEach((u, b) => {
        values[b * REPLICA_LANES + lane] = (values[b * REPLICA_LANES + lane] as number) + epsilon * u;
      });
    });
  }
  return all;
}

/** Σ_b of every lane. */
function laneTotals(values: Float64Array): number[] {
  const totals = new Array<number>(REPLICA_LANES).fill(0);
  values.forEach((value, i) => {
    totals[i % REPLICA_LANES] = (totals[i % REPLICA_LANES] as number) + value;
  });
  return totals;
}
