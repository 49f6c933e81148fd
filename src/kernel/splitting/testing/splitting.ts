import { cosSin } from '../../../math/elementary.js';
import { head, tail } from '../../../lattice/torus.js';
import type { Oscillators } from '../../../models/oscillators/hamiltonian.js';
import type { PhasePoint } from '../../../potential/energies.js';

/** The stages A c₁, B d₁, A c₂, …, B d_s, A c_{s+1} of one step, each coefficient written out. */
export interface Stages {
  readonly c: readonly number[];
  readonly d: readonly number[];
}

/** A trajectory of the splitting: where it is, and the energy Q_b that has flowed along every bond so far. */
export interface Trajectory extends PhasePoint {
  readonly transfers: Float64Array;
}

/** The exact flow of A for a time h: q ← q cos ωh + (p/ω) sin ωh, p ← p cos ωh − ωq sin ωh at every site. */
export function rotate({ frequencies }: Oscillators, { q, p }: PhasePoint, h: number): void {
  for (let x = 0; x < q.length; x++) {
    const omega = frequencies[x] as number;
    const [cos, sin] = cosSin(omega * h);
    const position = q[x] as number;
    const momentum = p[x] as number;
    q[x] = position * cos + (momentum / omega) * sin;
    p[x] = momentum * cos - omega * position * sin;
  }
}

/**
 * The exact flow of εB for a time h, p ← p + hε(−U' − ΣV'), and the energy that it moves along every bond,
 * Q_b ← Q_b + εhF_b(p̄_tail + p̄_head)/2 with p̄ = p + Δp/2.
 */
export function kick(model: Oscillators, { q, p, transfers }: Trajectory, h: number): void {
  const { lattice, epsilon } = model;
  const change = model.anharmonicForces(q).map((force) => epsilon * h * force);
  const mean = p.map((momentum, x) => momentum + 0.5 * (change[x] as number));
  model.bondForces(q).forEach((force, b) => {
    const pace = (mean[tail(lattice, b)] as number) + (mean[head(lattice, b)] as number);
    transfers[b] = (transfers[b] as number) + 0.5 * epsilon * h * force * pace;
  });
  change.forEach((difference, x) => {
    p[x] = (p[x] as number) + difference;
  });
}

/** Advances a trajectory by steps of length dt of any splitting, in the plainest way: a reference for kernels. */
export function advance(
  model: Oscillators,
  trajectory: Trajectory,
  { c, d }: Stages,
  dt: number,
  steps = 1,
): void {
  for (let step = 0; step < steps; step++) {
    c.forEach((share, stage) => {
      rotate(model, trajectory, share * dt);
      const kickShare = d[stage];
      if (kickShare !== undefined) kick(model, trajectory, kickShare * dt);
    });
  }
}
