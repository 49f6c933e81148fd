import { BURN_IN } from './diagnostics.js';
import { quantile } from './strata.js';
import type { SamplerNames } from './sampler.js';

/** Memory limit for the samples of one unit, in bytes. */
const POOL_BYTES = 3.2e7;

/** The samples of a pool, and the state from which it continues. */
export interface PoolState {
  /** Number of moves so far. */
  readonly seen: number;
  readonly energies: Float64Array;
  /** [sample][all fields, one after the other]. */
  readonly samples: Float64Array;
}

/** The largest number of numbers in the pool of a unit. */
export function poolLength(numbers: number, lanes: number, moves: number): number {
  return Math.min(moves, capacity(numbers, lanes)) * numbers * lanes;
}

/** The number of moves kept, at least the last one. */
function capacity(numbers: number, lanes: number): number {
  return Math.max(1, Math.floor(POOL_BYTES / (8 * numbers * lanes)));
}

/**
 * Samples of the Gibbs measure from the chains of one unit, from which the initial states of the replicas are drawn,
 * stratified by energy.
 *
 * κ varies as a high power of the energy, so a few independent replicas miss the hot states too often, and then both
 * their mean and its error are too low. The samples of all lanes after burn-in are sorted by energy, and replica r
 * starts from the one of rank ⌊u_r M⌋ of M, with u_r its quantile (`strata.ts`). Since u_r is uniform, so is the rank:
 * each initial state is exactly a sample of the Gibbs measure, and together they cover its energies evenly.
 *
 * All moves after burn-in are kept if memory allows, otherwise every k-th, including the last.
 */
export class SamplePool {
  private readonly numbers: number;
  private readonly stride: number;
  private readonly first: number;
  private energies: Float64Array;
  private samples: Float64Array;
  private seen = 0;
  private kept = 0;

  /**
   * @param fields the kernel's arrays that make up a state, [number][lane]
   * @param moves of the chain, ≥ 1
   */
  constructor(
    private readonly fields: readonly Float64Array[],
    private readonly lanes: number,
    moves: number,
  ) {
    this.numbers = fields.reduce((sum, { length }) => sum + length, 0) / lanes;
    const late = moves - Math.min(Math.ceil(BURN_IN * moves), moves - 1);
    this.stride = Math.ceil(late / capacity(this.numbers, lanes));
    const kept = Math.ceil(late / this.stride);
    this.first = moves - 1 - (kept - 1) * this.stride;
    this.energies = new Float64Array(kept * lanes);
    this.samples = new Float64Array(kept * lanes * this.numbers);
  }

  /** Records the state after a move. */
  push(energies: ArrayLike<number>): void {
    const { lanes, numbers, fields } = this;
    if (this.seen >= this.first && (this.seen - this.first) % this.stride === 0) {
      for (let lane = 0; lane < lanes; lane++) {
        const sample = this.kept * lanes + lane;
        this.energies[sample] = energies[lane] as number;
        let to = sample * numbers;
        for (const field of fields) {
          for (let i = lane; i < field.length; i += lanes) this.samples[to++] = field[i] as number;
        }
      }
      this.kept += 1;
    }
    this.seen += 1;
  }

  /**
   * Sets every lane to its initial state and empties the pool, which is used once; returns the quantiles of the lanes.
   */
  spread({ seed, group, firstReplica }: SamplerNames): number[] {
    const { lanes, numbers, fields } = this;
    const count = this.kept * lanes;
    const order = Array.from({ length: count }, (_, sample) => sample).sort(
      (a, b) => (this.energies[a] as number) - (this.energies[b] as number) || a - b,
    );
    const quantiles = Array.from({ length: lanes }, (_, lane) => {
      const u = quantile({ seed, group }, firstReplica + lane);
      let from = (order[Math.floor(u * count)] as number) * numbers;
      for (const field of fields) {
        for (let i = lane; i < field.length; i += lanes) field[i] = this.samples[from++] as number;
      }
      return u;
    });
    this.kept = 0;
    this.energies = new Float64Array(0);
    this.samples = new Float64Array(0);
    return quantiles;
  }

  get state(): PoolState {
    const { seen, kept, lanes, numbers } = this;
    return {
      seen,
      energies: this.energies.slice(0, kept * lanes),
      samples: this.samples.slice(0, kept * lanes * numbers),
    };
  }

  set state({ seen, energies, samples }: PoolState) {
    this.seen = seen;
    this.kept = energies.length / this.lanes;
    this.energies.set(energies);
    this.samples.set(samples);
  }
}
