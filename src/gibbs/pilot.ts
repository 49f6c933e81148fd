import { largestErrors, type Trajectories } from './energy-error.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import type { Scheme } from '../kernel/scheme.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import { torus } from '../lattice/torus.js';
import { Invalid } from '../data/invalid.js';
import { GibbsSampler } from './sampler.js';

/** The input of a pilot of the sampler. */
export interface SamplerPilotOptions {
  readonly form: KernelForm;
  readonly scheme: Scheme;
  readonly temperature: number;
  /** The model's ε, for messages. */
  readonly epsilon: number;
  readonly seed: number;
  /** The largest number of sites in the pilot, default 4096. */
  readonly mostSites?: number;
}

export interface PilotOptions extends SamplerPilotOptions {
  /** The largest relative energy error of a step. */
  readonly target: number;
}

/** The result of the pilot run. */
export interface Steps {
  /** Time step h, in model units. */
  readonly step: number;
  /** Number of steps between samples. */
  readonly sampling: number;
  /** Step of the sampler's trajectories. */
  readonly samplerStep: number;
}

/** The largest number of sites in a pilot: energy errors are local. */
const PILOT_SITES = 4096;
const TRAJECTORIES = 24;
/** The last j of the grid of steps: schemes of low order need small ones. */
const SMALLEST = 56;
const FOURTH_ROOT_OF_HALF = Math.sqrt(Math.SQRT1_2);

/**
 * The largest relative energy error of a step in the pilot: 5·10⁻⁸, at weak coupling 5·10⁻⁸ (share/0.0375)², and at
 * least 10⁻¹³, the level of rounding.
 *
 * The error of a symplectic scheme is bounded, but its maximum has a heavy tail (a bond that momentarily holds much
 * energy): over 32 replicas and times of 10⁴ it was up to 20 times that of the pilot, so 5·10⁻⁸ keeps it below 10⁻⁶. At
 * weak coupling 5·10⁻⁸ alone would choose steps near ω₊h = 1.2, where the tail is heavier. Measured with ABA864 for V =
 * r⁴/4, N = 32, εT = 0.003, time 5000, 192 replicas: at ω₊h = 1.2 errors reached 6·10⁻⁶, and a unit with another seed
 * failed at 1.1·10⁻⁵; at 0.6, the choice of this rule, they reached 3.5·10⁻⁹. κ itself does not need the shorter step:
 * for every scheme, and εT from 0.001 to 0.03, the variance of dressed windows agreed to 2 % between the two.
 *
 * @param share fraction of the energy in the weak coupling and pinning, `perturbationShare`; 0.75 εT for V = r⁴/4 in d
 * = 1 with ω uniform on [1, 2]. It generalises ε: equal physics in other units gives the same number.
 */
export function energyTarget(share: number): number {
  const reduced = share / 0.0375;
  return Math.max(1e-13, 5e-8 * Math.min(1, reduced * reduced));
}

/** The number of steps between samples for a distance of about 0.7 periods of the mean frequency. */
export function samplingInterval(frequencies: Float64Array, step: number): number {
  const mean = frequencies.reduce((a, b) => a + b, 0) / frequencies.length;
  return Math.max(1, Math.round(4.5 / mean / step));
}

/**
 * Chooses the time step by a pilot run: the largest h of the grid 1.6/ω₊·2^{−j/4} for which four replicas, sampled from
 * the Gibbs measure, keep their energy within the target for a time 120/ω₊, with ω₊ the largest typical frequency. A
 * pure function of its arguments.
 *
 * @throws Invalid if no step down to 10⁻⁴/ω₊ meets the target
 */
export function chosenSteps(options: PilotOptions): Steps {
  const { form, epsilon, target } = options;
  const { kernel, rotations, typical, fastest, samplerStep } = samplerPilot(options);
  const positions = kernel.positions.slice();
  const momenta = kernel.momenta.slice();
  const trajectories = relativeErrors(kernel);
  for (let j = 0; j <= SMALLEST; j++) {
    let step = 1.6 / fastest;
    for (let k = 0; k < j; k++) step *= FOURTH_ROOT_OF_HALF;
    kernel.positions.set(positions);
    kernel.momenta.set(momenta);
    kernel.tune(rotations, form.strength, step);
    const worst = largestErrors(trajectories, { step, length: 120 / fastest, most: target });
    if (worst.every((error) => error <= target)) {
      return { step, sampling: samplingInterval(typical, step), samplerStep };
    }
  }
  throw refused(epsilon);
}

/**
 * The largest relative energy errors of four replicas, sampled from the Gibbs measure, over a time of 120/ω₊ or 4000
 * steps of a given length, or `time` if that is shorter; NaN if a number is not finite. A pure function of its
 * arguments.
 *
 * @throws Invalid if the sampler rejects all moves at every step
 */
export function energyErrors(options: SamplerPilotOptions, step: number, time: number): readonly number[] {
  const { kernel, rotations, fastest } = samplerPilot(options);
  const trajectories = relativeErrors(kernel);
  kernel.tune(rotations, options.form.strength, step);
  return largestErrors(trajectories, { step, length: Math.min(time, 120 / fastest, 4000 * step) });
}

/** Errors are relative to the current energy of each replica. */
function relativeErrors(kernel: Kernel): Trajectories {
  const energies = (): number[] => kernel.energies().map(({ kinetic, potential }) => kinetic + potential);
  const initial = energies();
  return {
    run: (steps) => {
      kernel.run(steps);
    },
    errors: () => energies().map((energy, lane) => Math.abs(energy / (initial[lane] as number) - 1)),
  };
}

/**
 * Only the step of the sampler's trajectories, as in `chosenSteps`: the largest 0.6/ω₊·2^{−j} with which four replicas
 * accept 80 % in a pilot run. A pure function of its arguments.
 *
 * @throws Invalid if none of the first ten is accepted often enough
 */
export function samplerStep(options: SamplerPilotOptions): number {
  return samplerPilot(options).samplerStep;
}

/** Four replicas of the form, or of its first sites, sampled from the Gibbs measure, and the sampler's step. */
interface SamplerPilot {
  readonly kernel: Kernel;
  readonly rotations: Float64Array;
  readonly typical: Float64Array;
  /** ω₊. */
  readonly fastest: number;
  readonly samplerStep: number;
}

function samplerPilot(options: SamplerPilotOptions): SamplerPilot {
  const { form, epsilon, temperature, scheme, seed, mostSites = PILOT_SITES } = options;
  const { lattice, coupling, pinning } = form;
  const { dimension } = lattice;
  let size = lattice.size;
  while (size ** dimension > mostSites) size -= 1;
  const patch = torus(dimension, size);
  const rotations = form.rotations.slice(0, patch.sites);
  const typical = form.typical.slice(0, patch.sites);
  const fastest = typical.reduce((a, b) => Math.max(a, b), 0);
  const masses = form.masses?.slice(0, patch.sites);
  const kernel = new Kernel({
    lattice: patch,
    coupling,
    pinning,
    scheme,
    lanes: 4,
    ...(masses && { masses }),
  });
  const own = { ...form, lattice: patch, rotations, typical, ...(masses && { masses }) };
  let step = 0.6 / fastest;
  for (let tries = 0; ; tries++) {
    if (tries > 9) throw refused(epsilon);
    const sampler = new GibbsSampler(kernel, own, temperature, step, TRAJECTORIES, {
      seed,
      group: 0xffffffff,
      firstReplica: 0,
    });
    sampler.start();
    while (sampler.length < TRAJECTORIES) sampler.advance();
    const late = sampler.series.accepted.subarray(TRAJECTORIES * 2);
    if (late.reduce((a, b) => a + b, 0) >= 0.8 * late.length) {
      return { kernel, rotations, typical, fastest, samplerStep: step };
    }
    step /= 2;
  }
}

function refused(epsilon: number): Invalid {
  return new Invalid(
    'step',
    'none conserves the energy; is the coupling too strong, or the temperature too high? epsilon is',
    epsilon,
  );
}
