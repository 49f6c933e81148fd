import { FlipClocks, flipProbability } from '../kernel/splitting/flips.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { frequencies } from '../lattice/realisation.js';
import { torus, type Torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { smoothPotential, type Potential } from '../potential/potential.js';
import type { Benchmark } from './benchmark.js';
import { rateMeasurements, ratesInTurns, shareMeasurements, type Contender, type Rates } from './forms.js';

const EPSILON = 0.1;
const STEP = 0.2;
const STEPS = 8;
/** The noise of Theorem 2 with n = 2. */
const NOISE = EPSILON * EPSILON;
const scheme = schemes.ABA864;

/** A kernel near equilibrium, with ε = 0.1, ω uniform on [1, 2], T = 1. */
function preparedKernel(lattice: Torus, lanes: 2 | 4, coupling: Potential): Kernel {
  const omega = frequencies({ law: 'uniform', from: 1, to: 2 }, lattice, 1, 0);
  const kernel = new Kernel({ lattice, coupling, pinning: [], scheme, lanes });
  const sequence = new RandomSequence({ seed: 1, stream: 'synthetic' });
  for (let i = 0; i < kernel.positions.length; i++) {
    const [q, p] = sequence.drawGaussians();
    kernel.positions[i] = q / (omega[Math.floor(i / lanes)] as number);
    kernel.momenta[i] = p;
  }
  kernel.tune(omega, EPSILON, STEP);
  return kernel;
}

/** Many steps of a lattice: `replicas` are advanced block by block, as a run does; every block takes STEPS steps, then the next one. */
export function latticeContender(
  name: string,
  dimension: number,
  size: number,
  replicas: number,
  flips = false,
  V = 'r^4/4',
): Contender {
  const coupling = smoothPotential(V, 'r');
  const lattice = torus(dimension, size);
  const lanes = replicas < 4 ? 2 : 4;
  const count = Math.ceil(replicas / lanes);
  return {
    name,
    note: `one core, ABA864, V = ${V}, ${String(size)}^${String(dimension)} sites, ${String(replicas)} replicas${flips ? `, flips at rate ${String(NOISE)}` : ''}`,
    amount: lattice.sites * lanes * count * STEPS * scheme.kicks.length,
    prepare: () => {
      const blocks = Array.from({ length: count }, (_, block) => ({
        kernel: preparedKernel(lattice, lanes, coupling),
        clocks: new FlipClocks(
          lattice.sites,
          flipProbability(NOISE, STEP),
          Array.from({ length: lanes }, (_unused, lane) => {
            return new RandomSequence({ seed: 1, stream: 'flips', group: block, member: lane });
          }),
        ),
      }));
      let step = 0;
      return () => {
        for (const { kernel, clocks } of blocks) {
          if (flips) kernel.run(STEPS, clocks.draw(step, STEPS));
          else kernel.run(STEPS);
        }
        step += STEPS;
      };
    },
  };
}

/** Potentials that are no polynomials, by the function in their force. */
const SMOOTH = {
  sqrt: 'sqrt(1 + r^2)',
  quotient: 'r^4/(1 + r^2)',
  sin: '1 - cos(r)',
  exp: '-exp(-r^2)',
  tanh: 'r*tanh(r)',
  atan: 'r*atan(r)',
};

const UNIT = 'site-kicks/s';

/** Lattices of 10⁶ sites beside those of 10³: what is left of the rate when nothing stays in the caches. */
const large = ([dimension, small, size]: readonly [number, number, number]): Benchmark => {
  const name = `kernel.large.d${String(dimension)}`;
  return {
    names: [name],
    measure: async () => {
      const [near, far] = (await ratesInTurns([
        latticeContender(`kernel.d${String(dimension)}`, dimension, small, 32),
        latticeContender(name, dimension, size, 4),
      ])) as [Rates, Rates];
      return [
        ...rateMeasurements(far, UNIT),
        ...shareMeasurements(
          `${name}.share`,
          far,
          near,
          `of the rate on ${String(small)}^${String(dimension)} sites, 32 replicas`,
        ),
      ];
    },
  };
};

/** The kernels in d = 1, 2, 3 from 32 to 10⁶ sites, with and without flips, and for potentials that are no polynomials, as WebAssembly and native. */
export function kernelBenchmarks(): Benchmark[] {
  const one = (...[name, ...rest]: Parameters<typeof latticeContender>): Benchmark => ({
    names: [name],
    measure: async () =>
      (await ratesInTurns([latticeContender(name, ...rest)])).flatMap((rates) =>
        rateMeasurements(rates, UNIT),
      ),
  });
  const main = [
    one('kernel.d1', 1, 1000, 32),
    one('kernel.d2', 2, 32, 32),
    one('kernel.d3', 3, 10, 32),
    one('kernel.d1.flips', 1, 1000, 32, true),
    one('kernel.d2.flips', 2, 32, 32, true),
    one('kernel.d3.flips', 3, 10, 32, true),
  ];
  const sizes: readonly (readonly [number, number, readonly number[]])[] = [
    [1, 32, [32, 100, 10_000]],
    [1, 4, [100_000]],
    [2, 4, [10, 100, 316]],
    [3, 4, [5, 22, 46]],
  ];
  const scan = sizes.flatMap(([dimension, replicas, list]) =>
    list.map((size) =>
      one(`kernel.d${String(dimension)}.sites-${String(size ** dimension)}`, dimension, size, replicas),
    ),
  );
  const far = (
    [
      [1, 1000, 1_000_000],
      [2, 32, 1000],
      [3, 10, 100],
    ] as const
  ).map(large);
  const smooth = Object.entries(SMOOTH).map(([name, V]) =>
    one(`kernel.smooth.${name}`, 1, 1000, 32, false, V),
  );
  return [...main, ...smooth, ...scan, ...far];
}
