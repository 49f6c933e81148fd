import { FlipClocks, flipProbability } from '../kernel/splitting/flips.js';
import { furtherOperations } from '../kernel/splitting/force.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { frequencies } from '../lattice/realisation.js';
import { torus, type Torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { smoothPotential, type Potential } from '../potential/potential.js';
import { chooseKernels } from '../native/kernels.js';
import type { Benchmark } from './benchmark.js';
import { fastestRun, type Measurement } from './measurement.js';

const EPSILON = 0.1;
const STEP = 0.2;
const STEPS = 8;
/** The noise of Theorem 2 with n = 2. */
const NOISE = EPSILON * EPSILON;
const scheme = schemes.ABA864;
const QUARTIC: Potential = [0, 0, 0, 0, 1 / 4];
/** Potentials that are no polynomials, by the function in their force. */
const SMOOTH = {
  sqrt: 'sqrt(1 + r^2)',
  quotient: 'r^4/(1 + r^2)',
  sin: '1 - cos(r)',
  exp: '-exp(-r^2)',
  tanh: 'r*tanh(r)',
  atan: 'r*atan(r)',
};

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

/**
 * Site-kicks per second of one core. `replicas` are advanced block by block, as a run does; every block takes STEPS
 * steps, then the next one.
 */
export function kernelRate(
  dimension: number,
  size: number,
  replicas: number,
  flips: boolean,
  coupling = QUARTIC,
): number {
  const lattice = torus(dimension, size);
  const lanes = replicas < 4 ? 2 : 4;
  const blocks = Array.from({ length: Math.max(1, Math.ceil(replicas / lanes)) }, (_, block) => ({
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
  const sweep = (): void => {
    for (const { kernel, clocks } of blocks) {
      if (flips) kernel.run(STEPS, clocks.draw(step, STEPS));
      else kernel.run(STEPS);
    }
    step += STEPS;
  };
  const siteKicks = lattice.sites * lanes * blocks.length * STEPS * scheme.kicks.length;
  const repeats = Math.max(1, Math.round(1e8 / siteKicks));
  sweep();
  return siteKicks / fastestRun(sweep, repeats);
}

/** Rounds in which the two forms of a kernel take turns, so that their ratio means something on a machine whose speed wavers. */
const ROUNDS = 3;

/** A rate of WebAssembly, that of native kernels where there are any, and the median of their ratios. */
async function bothForms(name: string, rate: () => number, note: string): Promise<Measurement[]> {
  const pairs: { readonly wasm: number; readonly native: number }[] = [];
  let told = '';
  for (let round = 0; round < ROUNDS; round++) {
    await chooseKernels('wasm');
    const wasm = rate();
    told = await chooseKernels('native');
    pairs.push({ wasm, native: told.startsWith('native') ? rate() : NaN });
    await chooseKernels('wasm');
  }
  const best = (of: 'wasm' | 'native'): number => Math.max(...pairs.map((pair) => pair[of]));
  const ratio = pairs.map(({ wasm, native }) => native / wasm).sort((a, b) => a - b)[(ROUNDS - 1) / 2] ?? NaN;
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return [
    { name, value: best('wasm'), unit: 'site-kicks/s', note },
    { name: `${name}.native`, value: known(best('native')), unit: 'site-kicks/s', note: told },
    {
      name: `${name}.native.ratio`,
      value: known(ratio),
      unit: '1',
      note: `native over WebAssembly, in turns, median of ${String(ROUNDS)}`,
    },
  ];
}

/** The kernels in d = 1, 2, 3 from 10² to 10⁶ sites, with and without flips, and for potentials that are no polynomials, as WebAssembly and native. */
export function kernelBenchmarks(): Benchmark[] {
  const one = (
    name: string,
    dimension: number,
    size: number,
    replicas: number,
    flips = false,
  ): Benchmark => ({
    names: [name],
    measure: () =>
      bothForms(
        name,
        () => kernelRate(dimension, size, replicas, flips),
        `one core, ABA864, V = r^4/4, ${String(size)}^${String(dimension)} sites, ${String(replicas)} replicas${flips ? `, flips at rate ${String(NOISE)}` : ''}`,
      ),
  });
  const main = [
    one('kernel.d1', 1, 1000, 32),
    one('kernel.d2', 2, 32, 32),
    one('kernel.d3', 3, 10, 32),
    one('kernel.d1.flips', 1, 1000, 32, true),
    one('kernel.d2.flips', 2, 32, 32, true),
    one('kernel.d3.flips', 3, 10, 32, true),
    one('kernel.large', 1, 1_000_000, 4),
  ];
  const sizes: readonly (readonly [number, readonly number[]])[] = [
    [1, [100, 10_000, 100_000]],
    [2, [10, 100, 316, 1000]],
    [3, [5, 22, 46, 100]],
  ];
  const scan = sizes.flatMap(([dimension, list]) =>
    list.map((size) =>
      one(`kernel.d${String(dimension)}.sites-${String(size ** dimension)}`, dimension, size, 4),
    ),
  );
  const smooth = Object.entries(SMOOTH).map(([name, text]): Benchmark => {
    const V = smoothPotential(text, 'r');
    const full = `kernel.smooth.${name}`;
    const note = `one core, ABA864, V = ${text}, ${String(furtherOperations(V))} operations a force, 1000 sites, 32 replicas`;
    return { names: [full], measure: () => bothForms(full, () => kernelRate(1, 1000, 32, false, V), note) };
  });
  return [...main, ...scan, ...smooth];
}
