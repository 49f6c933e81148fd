import { amplitudeOf, FREQUENCY_PER_AMPLITUDE } from '../../models/quartic/orbit.js';
import { quarticChain } from '../../models/quartic/hamiltonian.js';
import { resonanceWidth } from '../../models/quartic/action-angle.js';
import type { Calculation, Pieces } from '../calculation-run.js';
import {
  energiesOf,
  equilibrated,
  KICKS,
  REPLICA_LANES,
  TIME_STEP,
  type QuarticReplicas,
} from './replicas.js';

export interface QuarticMapSettings extends QuarticReplicas {
  /** The number of coarse-grained times. */
  readonly windows: number;
}

/** Steps between looks at the energies: about half a period. */
const GAP = 8;
/** A window in units of ε^{−1/2}: a little more than a turn of the slow angle inside a 1 : 1 resonance. */
const WINDOW = 8;

/** Harmonics (m, m') of the resonances that the first order in ε has, strongest first: 1 : 1, 1 : 3 and 3 : 1. */
const RESONANCES = [
  [0, 0],
  [0, 1],
  [1, 0],
] as const;

/** Looks in a window. */
const looksOf = (epsilon: number): number =>
  Math.max(1, Math.round(WINDOW / Math.sqrt(epsilon) / TIME_STEP / GAP));

/** The length of a window in time. */
export function mapWindow(epsilon: number): number {
  return looksOf(epsilon) * GAP * TIME_STEP;
}

/**
 * Which bonds are resonant when: energies averaged over a window give every site's 𝒜 and ω; bond (x, x+1) is resonant where
 * |Mω_x − M'ω_{x+1}| is below the half width of that resonance (`resonanceWidth`).
 *
 * Columns: map, [window][bond] of the first replica, 0 or 1 + the place in RESONANCES; errors, the largest relative energy error of every replica;
 * and of every replica at lags of 1, 2, 4, … windows, [lane][lag], sums over all resonant (bond, window) with the lag ahead of them:
 * counts, of them; survivors, of those whose bond is resonant again; distances, of the distance in bonds to the nearest bond that is. For every replica also resonant, the
 * number of resonant (bond, window), and onsets, of those that were not in the window before.
 */
export const quarticMapCalculation: Calculation = {
  work: (settings) => {
    const { epsilon, size, windows } = settings as unknown as QuarticMapSettings;
    return windows * looksOf(epsilon) * GAP * size * REPLICA_LANES * KICKS;
  },
  pieces: (settings) => quarticMap(settings as unknown as QuarticMapSettings),
};

function* quarticMap(settings: QuarticMapSettings): Pieces {
  const { epsilon, size, windows } = settings;
  const kernel = equilibrated(settings);
  const chain = quarticChain(kernel.lattice, epsilon);
  const looks = looksOf(epsilon);
  const before = energiesOf(kernel);
  const maps = Array.from({ length: REPLICA_LANES }, () => new Uint8Array(windows * size));
  for (let window = 0; window < windows; window++) {
    const means = Array.from({ length: REPLICA_LANES }, () => new Float64Array(size));
    for (let look = 0; look < looks; look++) {
      kernel.run(GAP);
      means.forEach((mean, lane) => {
        const q = kernel.lane(kernel.positions, lane);
        const p = kernel.lane(kernel.momenta, lane);
        chain.siteEnergies({ q, p }).forEach((e, x) => {
          mean[x] = (mean[x] as number) + e / looks;
        });
      });
    }
    means.forEach((mean, lane) => {
      (maps[lane] as Uint8Array).set(resonantBonds(mean, epsilon), window * size);
    });
    yield looks * GAP * size * REPLICA_LANES * KICKS;
  }
  const errors = energiesOf(kernel).map((energy, lane) => Math.abs(energy / (before[lane] as number) - 1));
  const all = maps.map((map) => motion(map, size));
  const joined = (name: 'counts' | 'survivors' | 'distances'): Float64Array =>
    Float64Array.from(all.flatMap((one) => one[name]));
  return {
    head: { ...settings },
    columns: {
      map: maps[0] as Uint8Array,
      errors: Float64Array.from(errors),
      counts: joined('counts'),
      survivors: joined('survivors'),
      distances: joined('distances'),
      resonant: Float64Array.from(all, ({ resonant }) => resonant),
      onsets: Float64Array.from(all, ({ onsets }) => onsets),
    },
  };
}

/** For every bond 0, or 1 + the place in RESONANCES of the resonance in which it is. */
export function resonantBonds(energies: Float64Array, epsilon: number): Uint8Array {
  const amplitudes = energies.map(amplitudeOf);
  return Uint8Array.from(amplitudes, (here, x) => {
    const there = amplitudes[(x + 1) % amplitudes.length] as number;
    return (
      1 +
      RESONANCES.findIndex(([m, n]) => {
        const detuning = FREQUENCY_PER_AMPLITUDE * ((2 * m + 1) * here - (2 * n + 1) * there);
        return Math.abs(detuning) < resonanceWidth(m, n, [here, there], epsilon);
      })
    );
  });
}

/** Lags of 1, 2, 4, … up to a quarter of the map. */
export function lagsOf(windows: number): number[] {
  const lags: number[] = [];
  for (let lag = 1; lag <= windows / 4; lag *= 2) lags.push(lag);
  return lags;
}

/** The sums of `quarticMapCalculation` for one map, [window][bond]. */
export function motion(
  map: Uint8Array,
  size: number,
): {
  readonly counts: readonly number[];
  readonly survivors: readonly number[];
  readonly distances: readonly number[];
  readonly resonant: number;
  readonly onsets: number;
} {
  const windows = map.length / size;
  const at = (window: number, bond: number): boolean => map[window * size + ((bond + size) % size)] !== 0;
  /** The distance from a bond to the nearest resonant one; null where none is. */
  const nearest = (window: number, bond: number): number | null => {
    for (let d = 0; d <= size / 2; d++) if (at(window, bond + d) || at(window, bond - d)) return d;
    return null;
  };
  let [resonant, onsets] = [0, 0];
  for (let window = 0; window < windows; window++) {
    for (let bond = 0; bond < size; bond++) {
      if (!at(window, bond)) continue;
      resonant += 1;
      if (window > 0 && !at(window - 1, bond)) onsets += 1;
    }
  }
  const sums = lagsOf(windows).map((lag) => {
    let [count, survived, distance] = [0, 0, 0];
    for (let window = 0; window + lag < windows; window++) {
      for (let bond = 0; bond < size; bond++) {
        const d = at(window, bond) ? nearest(window + lag, bond) : null;
        if (d === null) continue;
        count += 1;
        distance += d;
        if (d === 0) survived += 1;
      }
    }
    return { count, survived, distance };
  });
  return {
    counts: sums.map(({ count }) => count),
    survivors: sums.map(({ survived }) => survived),
    distances: sums.map(({ distance }) => distance),
    resonant,
    onsets,
  };
}
