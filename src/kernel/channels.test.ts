import { expect, it } from 'vitest';
import { torus } from '../lattice/torus.js';
import type { Expansion } from '../data/expansion.js';
import { dressing } from '../proof/hierarchy/dressing.js';
import { values } from '../proof/hierarchy/expansion.js';
import { hierarchy } from '../proof/hierarchy/hierarchy.js';
import { Channels, channelCount, channelsLength } from './channels.js';
import { dressingFunction } from './splitting/dressing.js';
import { Kernel } from './splitting/kernel.js';
import { schemes } from './scheme.js';

const sites = 7;
const lattice = torus(1, sites);
const omega = Float64Array.from([2, 3, 5, 7, 11, 13, 17], (x) => 1 + (Math.sqrt(x) % 1));
const bonds = Array.from({ length: sites }, (_, b) => b);
const coupling = [0, 0, 0, 0, 0.25];
const { orders } = dressing(
  hierarchy({ lattice, coupling, pinning: [], frequencies: omega, bonds, order: 3 }),
  0,
);

/** A kernel and its channels, at the same point of phase space whatever ε is. */
function prepared(lanes: 2 | 4, order: number, epsilon: number) {
  const chosen = orders.slice(0, order).map((f, k) => dressingFunction(f, epsilon ** (k + 1)));
  const vector = channelCount(order) * sites * lanes;
  const extra = channelsLength(chosen, sites, lanes) + vector + 4;
  const kernel = new Kernel({ lattice, coupling, pinning: [], scheme: schemes.ABA864, lanes, extra });
  kernel.tune(omega, epsilon, 0.05);
  for (let i = 0; i < sites * lanes; i++) {
    kernel.positions[i] = ((i * 11) % 17) / 10 - 0.8;
    kernel.momenta[i] = ((i * 5) % 19) / 10 - 0.9;
  }
  const channels = new Channels(kernel, kernel.at.extra, chosen);
  /** [channel][bond][lane] after some steps. */
  const sampled = (steps: number): Float64Array => {
    kernel.clearSums();
    kernel.run(steps);
    const to = kernel.at.extra + 8 * channelsLength(chosen, sites, lanes);
    kernel.combine(to, channels.sample(steps), 4 * Math.ceil(vector / 4));
    return kernel.numbers(to, vector).slice();
  };
  return { kernel, sampled };
}

it.each([1, 2, 3])(
  'n = %i: over a time of 3 the sum of all channels is of order ε^{n+1}: a halved ε divides it by 2^{n+1}, to 2e-2',
  (order) => {
    const sloshing = (epsilon: number): number => {
      const { sampled } = prepared(4, order, epsilon);
      const first = sampled(10);
      sampled(50);
      const last = sampled(10);
      let squares = 0;
      for (let i = 0; i < sites * 4; i++) {
        let sum = 0;
        for (let c = 0; c < channelCount(order); c++) {
          sum += (last[c * sites * 4 + i] as number) - (first[c * sites * 4 + i] as number);
        }
        squares += sum * sum;
      }
      return Math.sqrt(squares);
    };
    const ratio = sloshing(1e-3) / sloshing(5e-4);
    expect(ratio / 2 ** (order + 1)).toBeGreaterThan(0.98);
    expect(ratio / 2 ** (order + 1)).toBeLessThan(1.02);
  },
);

it.each([2, 4] as const)(
  '%i lanes, an odd number of bonds: the channels by their definition, to 1e-14',
  (lanes) => {
    const { kernel, sampled } = prepared(lanes, 2, 0.1);
    const channels = sampled(3);
    const again = prepared(lanes, 1, 0.1);
    const fewer = again.sampled(3);
    const size = sites * lanes;
    // An order more changes nothing in those before it; without any order only the mean is left.
    expect(channels.slice(0, 2 * size)).toEqual(fewer);
    const one = prepared(lanes, 0, 0.1);
    const mean = new Float64Array(size);
    for (let step = 0; step < 3; step++) {
      one.kernel.run(1);
      one.kernel.transfers.forEach((q, i) => (mean[i] = (mean[i] as number) + q / 3));
    }
    mean.forEach((q, i) => {
      expect(Math.abs((channels[i] as number) - q)).toBeLessThan(1e-14);
    });
    // The second channel, Q − Q̄ + εu⁽¹⁾, by the slow evaluation.
    const u = values(orders[0] as Expansion, kernel.positions, kernel.momenta, lanes);
    kernel.transfers.forEach((q, i) => {
      const expected = q - (mean[i] as number) + 0.1 * (u[i] as number);
      expect(Math.abs((channels[size + i] as number) - expected)).toBeLessThan(1e-14);
    });
  },
);
