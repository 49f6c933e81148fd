import type { Frame } from '../../data/frame.js';
import { mean, standardError } from '../../math/statistics.js';
import { lagsOf, mapWindow } from './map-calculation.js';

/** A bond's resonance from one time to another. */
export interface Episode {
  readonly bond: number;
  readonly from: number;
  readonly to: number;
  /** Of the 1 : 1 resonance; else 1 : 3 or 3 : 1, or a change between them. */
  readonly equal: boolean;
}

/** How the resonances of the quartic chain move, at one ε. */
export interface ResonanceMotion {
  readonly epsilon: number;
  readonly window: number;
  /** The map's length in time. */
  readonly time: number;
  /** The share of resonant bonds. */
  readonly density: { readonly value: number; readonly error: number };
  /** Time that a bond stays resonant, on average over episodes; episodes cut by the ends count as whole. */
  readonly lifetime: number;
  readonly lags: readonly {
    readonly time: number;
    /** The share of resonant bonds that are resonant after that time, with its error over replicas. */
    readonly survival: number;
    readonly error: number;
    /** The mean distance in bonds from a resonant bond to the nearest that is resonant after that time. */
    readonly displacement: number;
  }[];
  /** Of the first replica. */
  readonly episodes: readonly Episode[];
  readonly energyError: number;
}

/** From the frames of `quarticMapCalculation`, one for each four replicas. */
export function resonanceMotion(
  epsilon: number,
  frames: readonly Frame[],
  size: number,
  windows: number,
): ResonanceMotion {
  const all = (name: string): number[] =>
    frames.flatMap((frame) => Array.from(frame.columns[name] as Float64Array));
  const window = mapWindow(epsilon);
  const lags = lagsOf(windows);
  const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const densities = all('resonant').map((count) => count / (windows * size));
  const atLag = (name: string, lag: number): number[] => all(name).filter((_, i) => i % lags.length === lag);
  return {
    epsilon,
    window,
    time: windows * window,
    density: { value: mean(densities), error: standardError(densities) },
    lifetime: (window * total(all('resonant'))) / Math.max(1, total(all('onsets'))),
    lags: lags.map((lag, k) => {
      const [counts, survivors, distances] = [
        atLag('counts', k),
        atLag('survivors', k),
        atLag('distances', k),
      ];
      const shares = survivors.flatMap((count, i) =>
        (counts[i] as number) > 0 ? [count / (counts[i] as number)] : [],
      );
      return {
        time: lag * window,
        survival: total(survivors) / total(counts),
        error: shares.length < 2 ? 0 : standardError(shares),
        displacement: total(distances) / total(counts),
      };
    }),
    episodes: episodes(frames[0]?.columns['map'] as Uint8Array, size, window),
    energyError: Math.max(...all('errors')),
  };
}

/** The episodes of a map [window][bond]. */
export function episodes(map: Uint8Array, size: number, window: number): Episode[] {
  const windows = map.length / size;
  const found: Episode[] = [];
  for (let bond = 0; bond < size; bond++) {
    let from = 0;
    let equal = true;
    for (let t = 0; t <= windows; t++) {
      const now = t < windows ? (map[t * size + bond] as number) : 0;
      const before = t > 0 ? (map[(t - 1) * size + bond] as number) : 0;
      if (now === before) continue;
      if (before !== 0) found.push({ bond, from: from * window, to: t * window, equal });
      from = t;
      equal = now === 1;
    }
  }
  return found;
}
