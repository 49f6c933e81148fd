import { exp, log } from '../../math/elementary.js';
import { RandomSequence, unitInterval } from '../../math/random.js';

/** Flips to be done: after step `steps[i]` (1, 2, …) the momentum with index `elements[i]`, in order of steps. */
export interface FlipEvents {
  readonly count: number;
  readonly steps: Int32Array;
  readonly elements: Int32Array;
}

/**
 * The Poisson clocks of rate ε' of every site of one replica, read at the ends of time steps.
 *
 * A site's momentum is flipped after a step if its clock rang an odd number of times during it: probability
 * π = (1 − e^{−2ε'h})/2, independently for all sites and steps. That is exactly the law of the momentum's sign at these times.
 * In the order (step, site) the flips are thus separated by independent geometric gaps,
 * P(gap = g) = π(1−π)^{g−1}, drawn as 1 + ⌊ln u / ln(1−π)⌋.
 */
class ReplicaClock {
  /** The number, in the order (step, site), of the next flip; the first step of the run is step 0. */
  next: number;
  readonly sequence: RandomSequence;
  private readonly logarithm: number;

  constructor(probability: number, sequence: RandomSequence) {
    this.sequence = sequence;
    this.logarithm = probability > 0 ? log(1 - probability) : 0;
    this.next = -1;
    this.advance();
  }

  advance(): void {
    if (this.logarithm === 0) {
      this.next = Infinity;
      return;
    }
    const words = this.sequence.drawWords();
    const u = unitInterval(words[0] as number, words[1] as number);
    this.next += 1 + Math.floor(log(u) / this.logarithm);
  }
}

/** The probability of a flip in one step: (1 − e^{−2ε'h})/2. */
export function flipProbability(noise: number, step: number): number {
  const x = 2 * noise * step;
  // For small x the difference 1 − e^{−x} would lose digits; the series is exact to 1e-17 there.
  return x < 1e-5 ? (x / 2) * (1 - (x / 2) * (1 - x / 3)) : (1 - exp(-x)) / 2;
}

/** The clocks of several replicas, whose state is a few numbers. */
export class FlipClocks {
  private readonly clocks: readonly ReplicaClock[];
  private readonly sites: number;
  private steps: Int32Array;
  private elements: Int32Array;

  /**
   * @param probability of a flip per site and step
   * @param sequences one for each replica
   */
  constructor(sites: number, probability: number, sequences: readonly RandomSequence[]) {
    this.sites = sites;
    this.clocks = sequences.map((sequence) => new ReplicaClock(probability, sequence));
    this.steps = new Int32Array(64);
    this.elements = new Int32Array(64);
  }

  /** Draws the flips after the steps first, …, first + count − 1 (numbered from 0 for the run; from 1 in the answer). */
  draw(first: number, count: number): FlipEvents {
    const lanes = this.clocks.length;
    const end = (first + count) * this.sites;
    let found = 0;
    for (;;) {
      let lane = 0;
      let clock = this.clocks[0] as ReplicaClock;
      this.clocks.forEach((other, i) => {
        if (other.next < clock.next) {
          clock = other;
          lane = i;
        }
      });
      if (clock.next >= end) return { count: found, steps: this.steps, elements: this.elements };
      if (found === this.steps.length) this.grow();
      const step = Math.floor(clock.next / this.sites);
      this.steps[found] = step - first + 1;
      this.elements[found] = (clock.next - step * this.sites) * lanes + lane;
      found += 1;
      clock.advance();
    }
  }

  /** For each replica the next flip's number and the position of its random sequence. */
  get state(): number[] {
    return this.clocks.flatMap((clock) => [
      Number.isFinite(clock.next) ? clock.next : -1,
      clock.sequence.position,
    ]);
  }

  set state(values: readonly number[]) {
    this.clocks.forEach((clock, i) => {
      const next = values[2 * i] as number;
      clock.next = next < 0 ? Infinity : next;
      clock.sequence.position = values[2 * i + 1] as number;
    });
  }

  private grow(): void {
    const steps = new Int32Array(2 * this.steps.length);
    const elements = new Int32Array(2 * this.elements.length);
    steps.set(this.steps);
    elements.set(this.elements);
    this.steps = steps;
    this.elements = elements;
  }
}
