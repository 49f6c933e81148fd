import { cosSin, log } from './elementary.js';
import { philox } from './philox.js';

/**
 * Every stream of random numbers in the project. A stream's number, below 256, is part of the generator's key, so two
 * purposes never share random numbers. Never renumber: results depend on it.
 */
export const streams = {
  disorder: 1,
  momenta: 2,
  positions: 3,
  acceptance: 4,
  flips: 5,
  bootstrap: 6,
  pilot: 7,
  baths: 8,
  proof: 9,
  synthetic: 10,
  masses: 11,
  strata: 12,
} as const;

export type RandomStream = keyof typeof streams;

/** Two 32-bit words, the lower one first. */
export type GroupWords = readonly [number, number];

/** A word, or two: n and [n, 0] are the same group. */
export type SequenceGroup = number | GroupWords;

/** Names a sequence: seed, stream, a group such as (point, realisation), and a member such as the replica. */
export interface SequenceName {
  readonly seed: number;
  readonly stream: RandomStream;
  readonly group?: SequenceGroup;
  /** A 32-bit word. */
  readonly member?: number;
}

/**
 * One sequence of independent random numbers, a pure function of its name and of the number of blocks drawn. `position`
 * is its complete state: setting it resumes the sequence there, bit for bit.
 *
 * Key: (seed, stream + 2⁸⌊n/2³²⌋). Counter: (n mod 2³², upper word of the group, lower word, member), with n the number
 * of the block: no two blocks of any two sequences share key and counter. Since n < 2⁵³ and there are fewer than 2⁸
 * streams, the key's second word does not overflow.
 */
export class RandomSequence {
  private readonly seed: number;
  private readonly stream: number;
  private readonly group: GroupWords;
  private readonly member: number;
  private readonly words = new Uint32Array(4);
  private block = 0;

  constructor(name: SequenceName) {
    const { group = 0 } = name;
    this.seed = name.seed >>> 0;
    this.stream = streams[name.stream];
    this.group = typeof group === 'number' ? [group >>> 0, 0] : group;
    this.member = (name.member ?? 0) >>> 0;
  }

  /** The number of blocks drawn so far: each call of `uniform`, `gaussians` and `words` draws one. */
  get position(): number {
    return this.block;
  }

  set position(block: number) {
    this.block = block;
  }

  /** Draws the next block of four 32-bit words; the array is overwritten by the next draw. */
  drawWords(): Uint32Array {
    const [lower, upper] = this.group;
    const turns = Math.floor(this.block / 4294967296);
    philox([this.block >>> 0, upper, lower, this.member], [this.seed, this.stream + 256 * turns], this.words);
    this.block += 1;
    return this.words;
  }

  /** Draws a number uniform on the open interval (0, 1): odd multiples of 2⁻⁵³. */
  drawUniform(): number {
    const words = this.drawWords();
    return unitInterval(words[0] as number, words[1] as number);
  }

  /** Draws two independent numbers uniform on (0, 1) from one block. */
  drawUniforms(): [number, number] {
    const words = this.drawWords();
    return [
      unitInterval(words[0] as number, words[1] as number),
      unitInterval(words[2] as number, words[3] as number),
    ];
  }

  /** Draws two independent standard Gaussians (Box & Muller, Ann. Math. Stat. 29 (1958) 610). */
  drawGaussians(): [number, number] {
    const words = this.drawWords();
    const radius = Math.sqrt(-2 * log(unitInterval(words[0] as number, words[1] as number)));
    const [c, s] = cosSin(2 * Math.PI * unitInterval(words[2] as number, words[3] as number));
    return [radius * c, radius * s];
  }
}

/** Two 32-bit words as a number (2k+1)·2⁻⁵³ in (0, 1), 0 ≤ k < 2⁵²; every value equally likely, symmetric about ½. */
export function unitInterval(upper: number, lower: number): number {
  return ((upper >>> 6) * 67108864 + (lower >>> 6) + 0.5) / 4503599627370496;
}
