import { GibbsSampler } from '../../gibbs/sampler.js';
import { Kernel } from '../../kernel/splitting/kernel.js';
import { schemes } from '../../kernel/scheme.js';
import { torus } from '../../lattice/torus.js';
import { sequenceGroup } from '../../study/sequence-group.js';

/** Four replicas of the quartic chain at T = 1, each in a lane. */
export interface QuarticReplicas {
  readonly epsilon: number;
  readonly size: number;
  readonly firstReplica: number;
}

export const REPLICA_LANES = 4;
/** Relative energy errors stay below 10⁻⁵ at ε = 0.1, and 10⁻⁶ at ε ≤ 0.01. */
export const TIME_STEP = 0.35;
export const KICKS = schemes.SRKN14.kicks.length;
const TRAJECTORIES = 200;
/** √⟨ω²⟩ of uncoupled sites at T = 1. */
const TYPICAL = 1.115;

/** The replicas in their kernel, sampled from the Gibbs measure, ready to run. */
export function equilibrated({ epsilon, size, firstReplica }: QuarticReplicas): Kernel {
  const rotations = new Float64Array(size);
  const form = {
    lattice: torus(1, size),
    rotations,
    typical: new Float64Array(size).fill(TYPICAL),
    coupling: [0, 0, epsilon / 2],
    pinning: [0, 0, 0, 0, 0.25],
    strength: 1,
  };
  const kernel = new Kernel({ ...form, scheme: schemes.SRKN14, lanes: REPLICA_LANES });
  const sampler = new GibbsSampler(kernel, form, 1, TIME_STEP, TRAJECTORIES, {
    seed: 1,
    group: sequenceGroup({ epsilon, noise: 0, temperature: 1 }, 0),
    firstReplica,
  });
  sampler.start();
  for (let i = 0; i < TRAJECTORIES; i++) sampler.advance();
  kernel.tune(rotations, 1, TIME_STEP);
  kernel.transfers = new Float64Array(size * REPLICA_LANES);
  return kernel;
}

/** H of every lane. */
export function energiesOf(kernel: Kernel): number[] {
  return kernel.energies().map(({ kinetic, potential }) => kinetic + potential);
}
