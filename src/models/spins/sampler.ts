import type { SpinKernel } from './kernel/kernel.js';
import { cosSin, exp, log } from '../../math/elementary.js';
import { RandomSequence } from '../../math/random.js';
import { added, dot, vectorAt, type Vector } from '../../math/linear/vector.js';
import type { SpinChain } from './hamiltonian.js';
import type { SamplerNames } from '../../gibbs/sampler.js';

/** Over-relaxations of every spin between two heat baths. */
const RELAXATIONS = 2;

/**
 * The Gibbs measure e^{−βH}/Z of a chain of spins, in each lane of a kernel on its own.
 *
 * T = ∞: independent spins, uniform on the sphere: exact, and no chain is needed.
 *
 * T finite: a Markov chain from there. A sweep first draws every spin anew from its law given its neighbours (heat bath: exact conditional sampling), even
 * sites, then odd ones, then twice reflects every spin about its local field, S ← 2(h·S)h/h² − S, which keeps the energy (over-relaxation; Creutz, Phys.
 * Rev. D 36 (1987) 515). Both keep the measure, whatever the number of sites is.
 */
export class SpinSampler {
  /** H after every sweep, [sweep][lane]. */
  readonly energies: Float64Array;
  private readonly sequences: readonly RandomSequence[];
  private readonly order: readonly number[];
  private done = 0;

  /**
   * @param temperature T > 0, or Infinity
   * @param sweeps the length of the chain; 0 at T = ∞
   */
  constructor(
    private readonly kernel: SpinKernel,
    private readonly chain: SpinChain,
    private readonly temperature: number,
    readonly sweeps: number,
    { seed, group, firstReplica }: SamplerNames,
  ) {
    const { lanes } = kernel;
    this.sequences = Array.from(
      { length: lanes },
      (_, lane) => new RandomSequence({ seed, stream: 'positions', group, member: firstReplica + lane }),
    );
    this.energies = new Float64Array(sweeps * lanes);
    const sites = Array.from({ length: chain.lattice.sites }, (_, x) => x);
    this.order = [...sites.filter((x) => x % 2 === 0), ...sites.filter((x) => x % 2 === 1)];
  }

  /** Number of sweeps done. */
  get length(): number {
    return this.done;
  }

  /** Puts every lane at a sample of T = ∞. */
  start(): void {
    this.sequences.forEach((sequence, lane) => {
      for (let x = 0; x < this.chain.lattice.sites; x++)
        this.put(x, lane, drawDirection(sequence, [0, 0, 1], 0));
    });
  }

  /** Does one sweep in every lane. */
  advance(): void {
    const { lanes } = this.kernel;
    const beta = 1 / this.temperature;
    this.sequences.forEach((sequence, lane) => {
      const spins = this.kernel.lane(this.kernel.spins, lane);
      for (const x of this.order) {
        const field = this.localField(spins, x);
        // The energy of S_x is h·S_x, so that it prefers −h.
        const opposed: Vector = [-field[0], -field[1], -field[2]];
        spins.set(drawDirection(sequence, opposed, beta), 3 * x);
      }
      for (let i = 0; i < RELAXATIONS; i++) {
        for (const x of this.order) {
          const field = this.localField(spins, x);
          const spin = vectorAt(spins, x);
          const square = dot(field, field);
          const reflected = added([-spin[0], -spin[1], -spin[2]], field, (2 * dot(field, spin)) / square);
          if (square > 0) spins.set(normalised(reflected), 3 * x);
        }
      }
      spins.forEach((part, i) => (this.kernel.spins[i * lanes + lane] = part));
    });
    this.kernel.energies().forEach(({ field, exchange }, lane) => {
      this.energies[this.done * lanes + lane] = field + exchange;
    });
    this.done += 1;
  }

  /** The chain's state besides the kernel's spins. */
  get state(): {
    readonly done: number;
    readonly positions: readonly number[];
    readonly energies: Float64Array;
  } {
    return { done: this.done, positions: this.sequences.map((s) => s.position), energies: this.energies };
  }

  set state({
    done,
    positions,
    energies,
  }: {
    readonly done: number;
    readonly positions: readonly number[];
    readonly energies: Float64Array;
  }) {
    this.done = done;
    this.sequences.forEach((sequence, i) => (sequence.position = positions[i] as number));
    this.energies.set(energies.subarray(0, this.energies.length));
  }

  private localField(spins: Float64Array, x: number): Vector {
    const { fields, epsilon, lattice } = this.chain;
    const left = vectorAt(spins, (x + lattice.sites - 1) % lattice.sites);
    const right = vectorAt(spins, (x + 1) % lattice.sites);
    return added(added(vectorAt(fields, x), left, epsilon), right, epsilon);
  }

  private put(x: number, lane: number, spin: Vector): void {
    spin.forEach((part, k) => (this.kernel.spins[(3 * x + k) * this.kernel.lanes + lane] = part));
  }
}

function normalised(v: Vector): Vector {
  const size = Math.sqrt(dot(v, v));
  return [v[0] / size, v[1] / size, v[2] / size];
}

/** Below this βh the law differs from the uniform one by less than its first order does from its second, 10⁻¹⁰. */
const WEAK = 1e-5;

/**
 * A unit vector S with density ∝ e^{β h·S} on the sphere. u = S·h/|h| by inversion of its distribution, with κ = β|h| and w uniform:
 * u = 1 + ln(w + (1−w)e^{−2κ})/κ; for small κ, u = (2w−1) + (κ/2)(1 − (2w−1)²). The azimuth is uniform. One block of random numbers.
 */
export function drawDirection(sequence: RandomSequence, field: Vector, beta: number): Vector {
  const [w, turn] = sequence.drawUniforms();
  const size = Math.sqrt(dot(field, field));
  const k = beta * size;
  const plain = 2 * w - 1;
  const u =
    k < WEAK
      ? plain + (k / 2) * (1 - plain * plain)
      : Math.max(-1, Math.min(1, 1 + log(w + (1 - w) * exp(-2 * k)) / k));
  const axis: Vector = size > 0 ? [field[0] / size, field[1] / size, field[2] / size] : [0, 0, 1];
  const start: Vector = Math.abs(axis[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const e1 = normalised(added(start, axis, -dot(start, axis)));
  const e2: Vector = [
    axis[1] * e1[2] - axis[2] * e1[1],
    axis[2] * e1[0] - axis[0] * e1[2],
    axis[0] * e1[1] - axis[1] * e1[0],
  ];
  const radius = Math.sqrt((1 - u) * (1 + u));
  const [c, s] = cosSin(2 * Math.PI * turn);
  return normalised([
    u * axis[0] + radius * (c * e1[0] + s * e2[0]),
    u * axis[1] + radius * (c * e1[1] + s * e2[1]),
    u * axis[2] + radius * (c * e1[2] + s * e2[2]),
  ]);
}
