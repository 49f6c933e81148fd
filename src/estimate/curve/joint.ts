import { mean } from '../../math/statistics.js';
import type { CurveScale } from './curve.js';
import { realisationsInSeries } from '../series.js';

/** One realisation's curve and its number of sites N_i. */
export interface Resistor {
  readonly sites: number;
  readonly curve: readonly CurveScale[];
}

/**
 * The curve κ(t) of all realisations in series, replica by replica, so that the plateau is sought in the combination
 * itself.
 *
 * With κ_i the mean over the replicas of realisation i and κ = N/Σ(N_i/κ_i), the r-th joint replica is U_r = Σ_i
 * κ²N_i/(N κ_i²)·v_{i,r}: its mean is exactly κ, and its scatter is that of κ to first order in the scatter of the v.
 * Its number of samples, 1/Σ_i w_i²/n_i with w_i = κN_i/(N κ_i), reproduces the Gaussian floor of the weighted sum.
 * Times missing in a realisation are left out. Stratified replicas are joined in the order of their energies, so
 * neighbours remain similar.
 */
export function joint(resistors: readonly Resistor[]): CurveScale[] {
  const [first] = resistors;
  if (first === undefined) return [];
  if (resistors.length === 1) return [...first.curve];
  const replicas = Math.min(...resistors.map(({ curve }) => curve[0]?.values.length ?? 0));
  return first.curve.flatMap(({ time }) => {
    const parts = resistors.flatMap(({ sites, curve }) => {
      const scale = curve.find((candidate) => candidate.time === time);
      if (scale === undefined) return [];
      const values = scale.values.subarray(0, replicas);
      return [{ sites, values, samples: scale.samples, standard: mean(values), error: 0 }];
    });
    if (parts.length < resistors.length || parts.some(({ standard }) => !(standard > 0))) return [];
    const { standard } = realisationsInSeries(parts);
    const all = parts.reduce((sum, { sites }) => sum + sites, 0);
    const shares = parts.map((part) => (standard * part.sites) / (all * part.standard));
    const values = new Float64Array(replicas);
    parts.forEach((part, i) => {
      const factor = (standard * (shares[i] as number)) / part.standard;
      part.values.forEach((value, r) => {
        values[r] = (values[r] as number) + factor * value;
      });
    });
    const floor = parts.reduce((sum, { samples }, i) => sum + (shares[i] as number) ** 2 / samples, 0);
    const stratified = resistors.every(({ curve }) => curve[0]?.stratified);
    return [{ time, values, samples: 1 / floor, stratified }];
  });
}

/**
 * The contribution of every replica of every realisation to κ at one time, in the order of realisations; the sum is κ
 * times the number of replicas per realisation.
 */
export function contributions(resistors: readonly Resistor[], at: number): Float64Array {
  const parts = resistors.flatMap(({ sites, curve }) => {
    const scale = curve.find(({ time }) => time === at);
    return scale === undefined
      ? []
      : [{ sites, values: scale.values, standard: mean(scale.values), error: 0 }];
  });
  const { standard } = realisationsInSeries(parts);
  const all = parts.reduce((sum, { sites }) => sum + sites, 0);
  return Float64Array.from(
    parts.flatMap((part) => {
      const factor = (standard * standard * part.sites) / (all * part.standard * part.standard);
      return Array.from(part.values, (value) => factor * value);
    }),
  );
}
