import { describe, expect, test } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { productOf, squareMatrix, transposed, type Square } from '../../math/linear/dense.js';
import { exp } from '../../math/elementary.js';
import { RandomSequence } from '../../math/random.js';
import { steadyState } from '../../harmonic/bath-covariance.js';
import { landauerCurrent } from '../../harmonic/landauer.js';
import { smoothPotential } from '../../potential/potential.js';
import { BathNoise } from './baths.js';
import type { Baths } from '../../data/baths.js';
import { flipProbability, type FlipEvents } from './flips.js';
import { Kernel } from './kernel.js';
import { schemes, type SchemeName } from '../scheme.js';
import { advanceChain, type ChainPoint, type ChainTwin } from './testing/chain-twin.js';

const baths: Baths = { left: 2, right: 0.5, friction: 0.8 };

function noise(member: number): BathNoise {
  return new BathNoise(
    [0, 1, 2, 3].map((lane) => new RandomSequence({ seed: 2, stream: 'baths', member: member + lane })),
  );
}

describe.each([
  ['SABA1', false, 'r^2/2 + r^4/4', 'q^4/4'],
  ['ABA864', false, 'r^2/2 + r^4/4', 'q^4/4'],
  ['ABA864', true, 'r^2/2 + r^4/4', 'q^4/4'],
  ['ABA864', false, 'sqrt(1 + r^2)', 'q^6/6 + 0.1*cos(3*q)'],
  ['ABA864', true, '1 - cos(r)', 'q*tanh(q)'],
  ['SABA1', false, 'log(1 + r^2)', '0'],
] as const)('%s, masses %s, V = %s, U = %s', (name, heavy, V, U) => {
  const size = 7;
  const step = 0.3;
  const masses = Float64Array.from({ length: size }, (_, x) => (heavy ? 0.7 + 0.2 * x : 1));
  const frequencies = Float64Array.from({ length: size }, (_, x) => 1 + ((x * 0.618) % 1));
  const [coupling, pinning] = [smoothPotential(V, 'r'), smoothPotential(U, 'q')];
  const kernel = new Kernel({
    lattice: torus(1, size),
    coupling,
    pinning,
    scheme: schemes[name],
    lanes: 4,
    baths: true,
    ...(heavy ? { masses } : {}),
  });

  test('follows step – flips – bath, p ← cp + √(mT(1−c²)) ξ, done one after the other, heats too, to 1e-11', () => {
    kernel.tune(frequencies, 0.3, step, baths);
    kernel.transfers = new Float64Array(4 * size);
    kernel.heats.fill(0);
    // The ends' masses are those of the docstring.
    const pace = 1 - (baths.friction * step) ** 2 / 24;
    const tuned = masses.map((m, x) => (x === 0 || x === size - 1 ? m / pace ** 2 : m));
    const twin: ChainTwin = { frequencies, masses: tuned, coupling, pinning, epsilon: 0.3, open: true };
    const sequence = new RandomSequence({ seed: 9, stream: 'synthetic' });
    const points = [0, 1, 2, 3].map((lane): ChainPoint & { heats: [number, number] } => {
      const draws = Array.from({ length: size }, () => sequence.drawGaussians());
      draws.forEach(([q, v], x) => {
        kernel.positions[4 * x + lane] = q;
        kernel.momenta[4 * x + lane] = v;
      });
      return {
        q: Float64Array.from(draws, ([q]) => q),
        v: Float64Array.from(draws, ([, v]) => v),
        transfers: new Float64Array(size),
        heats: [0, 0],
      };
    });
    const list = Array.from({ length: 24 }, (_, i) => ({
      step: 1 + Math.floor(i / 2),
      site: (6 * i) % size,
      lane: (3 * i) % 4,
    }));
    const events: FlipEvents = {
      count: list.length,
      steps: Int32Array.from(list, (e) => e.step),
      elements: Int32Array.from(list, (e) => 4 * e.site + e.lane),
    };
    noise(0).draw(kernel.gaussians, 12);
    const numbers = kernel.gaussians.slice();
    kernel.run(12, events);
    const c = exp(-baths.friction * step);
    for (let i = 0; i < 12; i++) {
      points.forEach((point, lane) => {
        advanceChain(twin, point, schemes[name], step);
        for (const e of list) {
          if (e.step === i + 1 && e.lane === lane) point.v[e.site] = -(point.v[e.site] as number);
        }
        [baths.left, baths.right].forEach((temperature, end) => {
          const site = end * (size - 1);
          const mass = tuned[site] as number;
          const before = point.v[site] as number;
          const kick =
            Math.sqrt((temperature * (1 - c * c)) / mass) * (numbers[8 * i + 4 * end + lane] as number);
          point.v[site] = c * before + kick;
          const change = point.v[site] ** 2 - before ** 2;
          point.heats[end] = (point.heats[end] as number) + 0.5 * mass * change;
        });
      });
    }
    const worst = (a: Float64Array, b: ArrayLike<number>): number =>
      a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);
    points.forEach((point, lane) => {
      expect(worst(kernel.lane(kernel.positions, lane), point.q)).toBeLessThan(1e-11);
      expect(worst(kernel.lane(kernel.momenta, lane), point.v)).toBeLessThan(1e-11);
      expect(worst(kernel.lane(kernel.transfers, lane), point.transfers)).toBeLessThan(1e-11);
      expect(worst(kernel.lane(kernel.heats, lane), point.heats)).toBeLessThan(1e-11);
    });
  });

  test('without baths the same kernel is the closed chain: unit masses at the ends, no heat', () => {
    kernel.tune(frequencies, 0.3, 0.05);
    kernel.heats.fill(0);
    const closed = new Kernel({
      lattice: torus(1, size),
      coupling,
      pinning,
      scheme: schemes[name],
      lanes: 4,
      open: true,
      masses,
    });
    closed.tune(frequencies, 0.3, 0.05);
    const sequence = new RandomSequence({ seed: 9, stream: 'synthetic', member: 1 });
    for (let i = 0; i < 4 * size; i++) {
      const [q, v] = sequence.drawGaussians();
      kernel.positions[i] = closed.positions[i] = q;
      kernel.momenta[i] = closed.momenta[i] = v;
    }
    kernel.run(30);
    closed.run(30);
    closed.positions.forEach((q, i) => {
      expect(Math.abs((kernel.positions[i] as number) - q)).toBeLessThan(1e-12);
    });
    expect(kernel.heats).toEqual(new Float64Array(8));
  });
});

/**
 * The mean current of the kernel's own stationary state for a harmonic chain, without statistics: the linear map M of one step of the
 * closed chain, read off from the kernel, then flips of probability π and the bath, iterated on the covariance.
 */
function kernelCurrent(options: {
  readonly scheme: SchemeName;
  readonly step: number;
  readonly friction: number;
  readonly flips?: number;
}): number {
  const { scheme, step, friction } = options;
  const size = 4;
  const kernel = new Kernel({
    lattice: torus(1, size),
    coupling: [0, 0, 0.5],
    pinning: [],
    scheme: schemes[scheme],
    lanes: 2,
    baths: true,
  });
  // Zero noise and c: the kernel's bath then only damps, and is taken out again.
  kernel.tune(Float64Array.of(1, 1.5, 1.2, 1.9), 0.5, step, { left: 2, right: 1, friction });
  kernel.gaussians.fill(0);
  const c = exp(-friction * step);
  const n = 2 * size;
  const columns = Array.from({ length: n }, (_, j) => {
    kernel.positions.fill(0);
    kernel.momenta.fill(0);
    (j < size ? kernel.positions : kernel.momenta)[2 * (j % size)] = 1;
    kernel.run(1);
    return [...kernel.lane(kernel.positions, 0), ...kernel.lane(kernel.momenta, 0)];
  });
  const end = (i: number): boolean => i === size || i === n - 1;
  // Everything but the noise of the bath: M, then c at the ends.
  const damped = squareMatrix(n, (i, j) => columns[j]?.[i] as number);
  const masses = kernel.tunedMasses;
  const injected = squareMatrix(n, (i, j) =>
    i === j && end(i) ? ((i === size ? 2 : 1) * (1 - c * c)) / (masses[i - size] as number) : 0,
  );
  const keep = 1 - 2 * flipProbability(options.flips ?? 0, step);
  const odd = (i: number): number => (i < size ? 1 : keep);
  let covariance: Square = injected;
  let before = 0;
  for (let change = 1; change > 1e-15;) {
    const moved = productOf(productOf(damped, covariance), transposed(damped));
    const next = squareMatrix(
      n,
      (i, j) =>
        (moved.entries[i * n + j] as number) * (i === j ? 1 : odd(i) * odd(j)) +
        (injected.entries[i * n + j] as number),
    );
    change = next.entries.reduce(
      (most, value, k) => Math.max(most, Math.abs(value - (covariance.entries[k] as number))),
      0,
    );
    covariance = next;
    before = ((moved.entries[size * n + size] as number) / (c * c)) * (masses[0] as number);
  }
  return (0.5 * (1 - c * c) * (2 - before)) / step;
}

const chain = { frequencies: Float64Array.of(1, 1.5, 1.2, 1.9), stiffness: 0.5, left: 2, right: 1 };

describe('the stationary current of the kernel is Landauer’s, and how it gets there', () => {
  test.each([
    ['ABA864', 1, 4],
    ['ABA864', 0.3, 4],
    ['ABA1064', 1, 4],
    ['SABA2', 1, 2],
  ] as const)('%s, g = %d: the error falls with exponent %i ± 0.4 in the step', (scheme, friction, order) => {
    const exact = landauerCurrent({ ...chain, friction }).value;
    const error = (step: number): number => Math.abs(kernelCurrent({ scheme, step, friction }) / exact - 1);
    expect(error(0.2)).toBeLessThan(order === 4 ? 1e-5 : 1e-2);
    expect(Math.abs(Math.log2(error(0.4) / error(0.2)) - order)).toBeLessThan(0.4);
  });

  test('with flips of rate 0.3 the error is the flips’ own, of second order: below 1e-3 at h = 0.1', () => {
    const exact = steadyState({ ...chain, friction: 1 }, 0.3).current;
    const error = (step: number): number =>
      Math.abs(kernelCurrent({ scheme: 'ABA864', step, friction: 1, flips: 0.3 }) / exact - 1);
    expect(error(0.1)).toBeLessThan(1e-3);
    expect(Math.abs(Math.log2(error(0.2) / error(0.1)) - 2)).toBeLessThan(0.3);
  });
});

test('the sequences of the baths resume where they were', () => {
  const [one, other] = [noise(5), noise(5)];
  const numbers = new Float64Array(8 * 6);
  one.draw(new Float64Array(8 * 3), 3);
  other.state = one.state;
  one.draw(numbers, 6);
  const again = new Float64Array(8 * 6);
  other.draw(again, 6);
  expect(again).toEqual(numbers);
});

test('baths that cannot be are refused', () => {
  const options = { coupling: [0, 0, 0.5], pinning: [], scheme: schemes.SABA1, lanes: 2 } as const;
  const line = { ...options, lattice: torus(1, 4) };
  const omega = new Float64Array(4).fill(1);
  expect(() => new Kernel({ ...options, lattice: torus(2, 3), baths: true })).toThrow(
    'invalid open ends; only in d = 1: 2',
  );
  expect(() => {
    new Kernel(line).tune(omega, 1, 0.1, baths);
  }).toThrow('invalid baths; not in this kernel');
  const kernel = new Kernel({ ...line, baths: true });
  expect(() => {
    kernel.tune(omega, 1, 2, baths);
  }).toThrow('invalid baths; friction times step above 1: 1.6');
  expect(() => {
    kernel.tune(omega, 1, 0.1, { ...baths, right: -1 });
  }).toThrow('invalid baths; right not positive: -1');
});
