import { log } from '../../math/elementary.js';
import { mean, standardError } from '../../math/statistics.js';
import { along, type Modes } from './modes.js';

/** How one mode is localised. */
export interface Localisation {
  /** ω_k. */
  readonly frequency: number;
  /** Where it is, in [0, N). */
  readonly centre: number;
  /** The site where it is counted, each site once. */
  readonly home: number;
  /** 1/Σ_x ξ_k(x)⁴: 1 on a single site, N where it is spread evenly. */
  readonly participation: number;
  /** The length of the exponential decay of |ξ_k| on both sides; null where the ring is too small to show it. */
  readonly decayLength: number | null;
}

/** Entries of ξ below this are rounding. */
const FLOOR = 1e-12;
/** Distances that a fit of the decay needs, and those next to the centre that it leaves out. */
const FEWEST = 8;
const CORE = 2;

/** Localisation of every mode, in the order of the frequencies. */
export function localisations(modes: Modes): Localisation[] {
  const { lattice, frequencies, vectors, centres } = modes;
  const { sites } = lattice;
  return Array.from(frequencies, (frequency, k): Localisation => {
    const xi = vectors.subarray(k * sites, (k + 1) * sites);
    return {
      frequency,
      centre: centres[k] as number,
      home: k,
      participation: 1 / xi.reduce((sum, value) => sum + value * value * (value * value), 0),
      decayLength: decayLength(xi, Math.round(centres[k] as number) % sites),
    };
  }).sort((a, b) => a.frequency - b.frequency);
}

/**
 * −1/slope of a straight line through ln√(ξ(x)² + ξ(x+1)²) against the distance from the centre, by least squares over both sides: pairs of
 * neighbours, since a mode has nodes but no two next to each other. Beyond a third of the ring on each side the two tails meet.
 */
function decayLength(xi: Float64Array, centre: number): number | null {
  const sites = xi.length;
  const points: (readonly [distance: number, height: number])[] = [];
  for (let x = 0; x < sites; x++) {
    const distance = Math.abs(along(sites, centre, x) + 0.5);
    if (distance < CORE || distance > sites / 3) continue;
    const [a, b] = [xi[x] as number, xi[(x + 1) % sites] as number];
    const height = Math.sqrt(a * a + b * b);
    if (height > FLOOR) points.push([distance, log(height)]);
  }
  if (points.length < 2 * FEWEST) return null;
  const [d0, h0] = [mean(points.map(([d]) => d)), mean(points.map(([, h]) => h))];
  const slope =
    points.reduce((sum, [d, h]) => sum + (d - d0) * (h - h0), 0) /
    points.reduce((sum, [d]) => sum + (d - d0) ** 2, 0);
  return slope < 0 ? -1 / slope : null;
}

/** The least growth of the transfer matrices at one ω². */
export interface Lyapunov {
  /** γ, per site; 1/γ is the localisation length. */
  readonly exponent: number;
  /** Its standard error, from blocks of the chain. */
  readonly error: number;
}

const BLOCKS = 32;

/**
 * The Lyapunov exponent of the transfer matrices q_{x+1} = (ω_x² + 2 − λm_x)q_x − q_{x−1} at λ = ω²,
 *
 *   γ(λ) = lim (1/n) ln |(q_{n+1}, q_n)|,
 *
 * along a long sample of the disorder (which must be longer than 32 times 1/γ): 1/γ is how fast eigenmodes at λ decay, for almost every realisation (Borland;
 * Furstenberg's theorem). The error decreases as 1/√n.
 */
export function lyapunov(
  frequencies: Float64Array,
  masses: Float64Array | undefined,
  lambda: number,
): Lyapunov {
  let [ahead, here] = [1, 0.5];
  const length = Math.floor(frequencies.length / BLOCKS);
  const growths: number[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    let growth = 0;
    for (let x = block * length; x < (block + 1) * length; x++) {
      const omega = frequencies[x] as number;
      const next = (omega * omega + 2 - lambda * (masses?.[x] ?? 1)) * ahead - here;
      here = ahead;
      ahead = next;
      if (x % 8 === 7 || x + 1 === (block + 1) * length) {
        const size = Math.sqrt(ahead * ahead + here * here);
        growth += log(size);
        ahead /= size;
        here /= size;
      }
    }
    growths.push(growth / length);
  }
  return { exponent: mean(growths), error: standardError(growths) };
}
