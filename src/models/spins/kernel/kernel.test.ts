import { describe, expect, test } from 'vitest';
import { fields } from '../fields.js';
import { torus } from '../../../lattice/torus.js';
import { RandomSequence } from '../../../math/random.js';
import { dot, vectorAt } from '../../../math/linear/vector.js';
import { spinChain, type SpinChain } from '../hamiltonian.js';
import { exchange, precess, rotateHalf, type SpinTrajectory } from './testing/splitting.js';
import { SpinKernel } from './kernel.js';
import { spinSchemes, type SpinSchemeName } from './scheme.js';

const law = { law: 'uniform', from: 1, to: 2 } as const;

function system(size: number, epsilon: number, plane = false): SpinChain {
  const lattice = torus(1, size);
  return spinChain({ lattice, fields: fields({ magnitudes: law, plane }, lattice, 5, 0), epsilon });
}

function kernelOf(chain: SpinChain, name: SpinSchemeName, lanes: 2 | 4, step: number): SpinKernel {
  const kernel = new SpinKernel({ lattice: chain.lattice, scheme: spinSchemes[name], lanes });
  kernel.tune(chain.fields, chain.epsilon, step);
  return kernel;
}

/** Spins in random directions, the same for the same member. */
function start({ lattice }: SpinChain, member: number): SpinTrajectory {
  const sequence = new RandomSequence({ seed: 9, stream: 'synthetic', member });
  const spins = Array.from({ length: lattice.sites }, () => {
    const parts = [...sequence.drawGaussians(), ...sequence.drawGaussians()].slice(0, 3);
    const size = Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0));
    return parts.map((part) => part / size);
  });
  return { spins: Float64Array.from(spins.flat()), transfers: new Float64Array(lattice.bonds) };
}

function fill(kernel: SpinKernel, lane: number, { spins }: SpinTrajectory): void {
  spins.forEach((value, i) => (kernel.spins[i * kernel.lanes + lane] = value));
}

function worst(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => Math.max(sum, Math.abs(value - (b[i] as number))), 0);
}

/** One step in the plainest way. */
function advance(chain: SpinChain, at: SpinTrajectory, name: SpinSchemeName, step: number): void {
  const { rotations, kicks, parts } = spinSchemes[name];
  rotations.forEach((a, i) => {
    const b = (kicks[i] ?? 0) * step;
    if (parts === 'even-odd') {
      rotateHalf(chain, at, 0, a * step);
      if (b !== 0) rotateHalf(chain, at, 1, b);
      return;
    }
    precess(chain, at, a * step);
    if (b === 0) return;
    exchange(chain, at, 0, b / 2);
    exchange(chain, at, 1, b);
    exchange(chain, at, 0, b / 2);
  });
}

const names = ['SABA1', 'ABA864', 'even-odd', 'even-odd-4'] as const;

describe.each([4, 6, 18])('a ring of %i spins', (size) => {
  const chain = system(size, 0.2);

  test.each(names)(
    '%s: every lane follows the naive flows of the same coefficients to 1e-10, the error of the angle',
    (name) => {
      const step = 0.15;
      const kernel = kernelOf(chain, name, 4, step);
      const twins = [0, 1, 2, 3].map((member) => start(chain, member));
      twins.forEach((twin, lane) => {
        fill(kernel, lane, twin);
      });
      kernel.clearSums();
      kernel.run(20);
      twins.forEach((twin, lane) => {
        const sums = new Float64Array(size);
        for (let n = 0; n < 20; n++) {
          advance(chain, twin, name, step);
          twin.transfers.forEach((q, b) => (sums[b] = (sums[b] as number) + q));
        }
        expect(worst(kernel.lane(kernel.spins, lane), twin.spins)).toBeLessThan(1e-10);
        expect(worst(kernel.lane(kernel.transfers, lane), twin.transfers)).toBeLessThan(1e-10);
        const kept = kernel.lane(kernel.numbers(kernel.at.sums, 4 * size), lane).map((s) => s / 4);
        // Even/odd schemes sum before the last even rotation, whose transfers are at most ε·a₁h·|ω|.
        const early = spinSchemes[name].parts === 'even-odd' ? 20 * 0.2 * 0.5 * step * 2 : 1e-9;
        expect(worst(kept, sums)).toBeLessThan(early);
      });
    },
  );

  test('a replica has the same bits in any lane, beside any others, in two lanes or four', () => {
    for (const name of names) {
      const [four, two] = [kernelOf(chain, name, 4, 0.2), kernelOf(chain, name, 2, 0.2)];
      [5, 6, 7, 8].forEach((member, lane) => {
        fill(four, lane, start(chain, member));
      });
      [9, 7].forEach((member, lane) => {
        fill(two, lane, start(chain, member));
      });
      four.run(30);
      two.run(30);
      expect(four.lane(four.spins, 2)).toEqual(two.lane(two.spins, 1));
      expect(four.lane(four.transfers, 2)).toEqual(two.lane(two.transfers, 1));
    }
  });

  test.each(names)('%s: with −h it returns to the start, transfers too, to 1e-12', (name) => {
    const kernel = kernelOf(chain, name, 4, 0.1);
    [1, 2, 3, 4].forEach((member, lane) => {
      fill(kernel, lane, start(chain, member));
    });
    const spins = kernel.spins.slice();
    kernel.run(50);
    kernel.tune(chain.fields, chain.epsilon, -0.1);
    kernel.run(50);
    expect(worst(kernel.spins, spins)).toBeLessThan(1e-12);
    expect(worst(kernel.transfers, new Float64Array(4 * size))).toBeLessThan(1e-12);
  });

  test.each(names)('%s: where ω₁ = 0, S₁ → −S₁ turns the flow round, to 1e-12', (name) => {
    const flat = system(size, 0.2, true);
    const kernel = kernelOf(flat, name, 2, 0.1);
    fill(kernel, 0, start(flat, 1));
    const mirror = (): void => {
      kernel.spins.forEach((s, i) => {
        if (Math.floor(i / 2) % 3 === 0) kernel.spins[i] = -s;
      });
    };
    kernel.run(50);
    mirror();
    kernel.run(50);
    mirror();
    expect(worst(kernel.lane(kernel.spins, 0), start(flat, 1).spins)).toBeLessThan(1e-12);
  });

  test('energies and total transfers are those of the model, to 1e-13', () => {
    const kernel = kernelOf(chain, 'SABA2', 4, 0.1);
    [1, 2, 3, 4].forEach((member, lane) => {
      const at = start(chain, member);
      fill(kernel, lane, at);
      const { field, exchange: coupling } = kernel.energies()[lane] as { field: number; exchange: number };
      expect(Math.abs(field + coupling - chain.energy(at.spins))).toBeLessThan(1e-13 * size);
    });
    kernel.run(10);
    kernel.totalTransfers().forEach((total, lane) => {
      const sum = kernel.lane(kernel.transfers, lane).reduce((a, b) => a + b, 0);
      expect(Math.abs(total - sum)).toBeLessThan(1e-13);
    });
  });
});

/** e_x(t) − e_x(0) − (Σ_in Q − Σ_out Q), the worst over sites. */
function discrepancy(
  chain: SpinChain,
  from: Float64Array,
  to: Float64Array,
  transfers: Float64Array,
): number {
  const sites = chain.lattice.sites;
  const [before, after] = [chain.siteEnergies(from), chain.siteEnergies(to)];
  return after.reduce((most, e, x) => {
    const inflow = (transfers[(x + sites - 1) % sites] as number) - (transfers[x] as number);
    return Math.max(most, Math.abs(e - (before[x] as number) - inflow));
  }, 0);
}

test.each(['even-odd', 'even-odd-4'] as const)(
  '%s: H, every e_x by its transfers, and |S| are kept to 1e-12 over 20000 steps of h = 0.7, with ε = 1',
  (name) => {
    const chain = system(16, 1);
    const kernel = kernelOf(chain, name, 2, 0.7);
    const from = start(chain, 1).spins;
    fill(kernel, 0, { spins: from, transfers: from });
    kernel.run(20_000);
    const to = kernel.lane(kernel.spins, 0);
    expect(Math.abs(chain.energy(to) - chain.energy(from))).toBeLessThan(1e-11);
    // A Q that has wandered to size 10² carries the rounding of its own digits.
    expect(discrepancy(chain, from, to, kernel.lane(kernel.transfers, 0))).toBeLessThan(1e-11);
    for (let x = 0; x < 16; x++)
      expect(Math.abs(dot(vectorAt(to, x), vectorAt(to, x)) - 1)).toBeLessThan(1e-12);
  },
);

test("ABA864: |S|² − 1 stays below 1e-16 a precession; every e_x drifts against its transfers as h², the inner composition's error", () => {
  const chain = system(16, 0.1);
  const drift = (step: number): number => {
    const kernel = kernelOf(chain, 'ABA864', 2, step);
    const from = start(chain, 1).spins;
    fill(kernel, 0, { spins: from, transfers: from });
    const steps = Math.round(3000 / step);
    kernel.run(steps);
    const to = kernel.lane(kernel.spins, 0);
    for (let x = 0; x < 16; x++) {
      const excess = dot(vectorAt(to, x), vectorAt(to, x)) - 1;
      expect(Math.abs(excess)).toBeLessThan(1e-16 * 7 * steps);
    }
    return discrepancy(chain, from, to, kernel.lane(kernel.transfers, 0));
  };
  expect(Math.abs(Math.log2(drift(0.3) / drift(0.15)) - 2)).toBeLessThan(0.5);
});

/** Largest energy error of one replica over a time. */
function energyError(chain: SpinChain, name: SpinSchemeName, step: number, time: number): number {
  const kernel = kernelOf(chain, name, 2, step);
  fill(kernel, 0, start(chain, 3));
  const energy = (): number => chain.energy(kernel.lane(kernel.spins, 0));
  const before = energy();
  let error = 0;
  for (let t = 0; t < time; t += step) {
    kernel.run(1);
    error = Math.max(error, Math.abs(energy() - before));
  }
  return error;
}

describe('the order of every scheme', () => {
  test.each([
    ['SABA1', 1e-4, 0.2, 0.13, 2, 0.5],
    ['SABA2', 1e-5, 0.4, 0.27, 4, 0.6],
    ['ABA82', 1e-5, 1.2, 0.8, 8, 1.2],
    ['ABA864', 1e-4, 0.9, 0.6, 8, 0.9],
    ['ABA1064', 1e-5, 1.6, 1.2, 10, 1.3],
  ] as const)(
    '%s at weak coupling ε = %d, from h = %d to %d: exponent %d ± %d of the energy error in h, 1 ± 0.05 in ε',
    (name, epsilon, h, less, order, margin) => {
      const error = energyError(system(8, epsilon), name, h, 24);
      const shorter = energyError(system(8, epsilon), name, less, 24);
      const weaker = energyError(system(8, epsilon / 2), name, h, 24);
      expect(Math.abs(Math.log(error / shorter) / Math.log(h / less) - order)).toBeLessThan(margin);
      expect(Math.abs(Math.log2(error / weaker) - 1)).toBeLessThan(0.05);
    },
  );

  test('ABA864 at ε = 0.2 and small h: exponent 2 ± 0.3 in h and 3 ± 0.3 in ε, of the inner composition', () => {
    const error = energyError(system(8, 0.2), 'ABA864', 0.1, 12);
    expect(Math.abs(Math.log2(error / energyError(system(8, 0.2), 'ABA864', 0.05, 12)) - 2)).toBeLessThan(
      0.3,
    );
    expect(Math.abs(Math.log2(error / energyError(system(8, 0.1), 'ABA864', 0.1, 12)) - 3)).toBeLessThan(0.3);
  });

  test.each([
    ['even-odd', 0.1, 2],
    ['even-odd-4', 0.4, 4],
  ] as const)(
    '%s: the trajectory at h = %d and h/2: exponent %d ± 0.3 in h, 1 ± 0.3 in ε',
    (name, h, order) => {
      const error = (epsilon: number, step: number): number => {
        const chain = system(8, epsilon);
        const at = [step, 0.005].map((length) => {
          const kernel = kernelOf(chain, length === step ? name : 'ABA1064', 2, length);
          fill(kernel, 0, start(chain, 3));
          kernel.run(Math.round(8 / length));
          return kernel.lane(kernel.spins, 0);
        });
        return worst(at[0] as Float64Array, at[1] as Float64Array);
      };
      expect(Math.abs(Math.log2(error(0.1, h) / error(0.1, h / 2)) - order)).toBeLessThan(0.3);
      expect(Math.abs(Math.log2(error(0.1, h) / error(0.05, h)) - 1)).toBeLessThan(0.3);
    },
  );
});

test('rings of an odd number of sites, and planes, are refused', () => {
  const options = { scheme: spinSchemes.ABA864, lanes: 2 } as const;
  expect(() => new SpinKernel({ ...options, lattice: torus(1, 5) })).toThrow('invalid size; not even');
  expect(() => new SpinKernel({ ...options, lattice: torus(2, 4) })).toThrow('invalid dimension');
});
