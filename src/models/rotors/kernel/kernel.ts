import { bondAt, neighbour, type Torus } from '../../../lattice/torus.js';
import { LaneKernel } from '../../../kernel/lane-kernel.js';
import type { Scheme } from '../../../kernel/scheme.js';
import { rotorLayout, type RotorLayout } from './layout.js';
import { rotorProgram } from './program.js';
import type { Lanes } from '../../../kernel/transfer-kernel.js';

export interface RotorKernelOptions {
  readonly lattice: Torus;
  readonly scheme: Scheme;
  readonly lanes: Lanes;
  /** Number of float64 to keep for the caller's observables; see `at.extra`. */
  readonly extra?: number;
}

/**
 * The dynamics of rotors, compiled: `lanes` replicas advanced together by a splitting scheme. Replicas never mix: each lane's numbers are the
 * same whatever the others hold.
 *
 *   A: q_x ← q_x + τ p_x mod 2π       B: p_x ← p_x + τε Σ_{y~x} sin(q_y − q_x)
 *
 * Angles are kept in turns, θ = q/2π in [−½, ½], so that wrapping them is exact. Memory: 8·lanes·(3 + 3d) + 8d bytes a site.
 */
export class RotorKernel extends LaneKernel<RotorLayout> {
  /** q_x/2π. */
  readonly positions: Float64Array;
  readonly momenta: Float64Array;
  private readonly scheme: Scheme;

  constructor({ lattice, scheme, lanes, extra = 0 }: RotorKernelOptions) {
    const plan = { lattice, scheme, lanes, extra };
    const at = rotorLayout(plan);
    super(lattice, lanes, at, rotorProgram(plan, at));
    this.scheme = scheme;
    this.positions = this.numbers(at.positions, lattice.sites * lanes);
    this.momenta = this.numbers(at.momenta, lattice.sites * lanes);
    this.connect();
  }

  /** Sets ε ≥ 0 and the time step. */
  tune(epsilon: number, step: number): void {
    const { at, scheme } = this;
    this.numbers(at.strength, 1)[0] = 2 * epsilon;
    this.numbers(at.drifts, at.lengths.length).set(at.lengths.map((a) => (a * step) / (2 * Math.PI)));
    this.numbers(at.kicks, scheme.kicks.length).set(scheme.kicks.map((b) => epsilon * (b * step)));
  }

  /** Advances by `steps` steps, at least 1. */
  run(steps: number): void {
    this.exports.run(steps);
  }

  /** For each lane ½Σp² and εΣ(1 − cos), whose sum is H. */
  energies(): readonly { readonly kinetic: number; readonly potential: number }[] {
    return this.energyParts().map(([kinetic, potential]) => ({ kinetic, potential }));
  }

  private connect(): void {
    const { lattice, at } = this;
    const { dimension } = lattice;
    const table = new Int32Array(this.memory.buffer, at.neighbours, 2 * dimension * lattice.sites);
    for (let x = 0; x < lattice.sites; x++) {
      for (let k = 0; k < dimension; k++) {
        table[2 * dimension * x + k] = neighbour(lattice, x, k) * at.stride;
        table[2 * dimension * x + dimension + k] =
          bondAt(lattice, neighbour(lattice, x, k, -1), k) * at.stride;
      }
    }
  }
}
