import type { Frame } from '../data/frame.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import type { Kernel } from '../kernel/splitting/kernel.js';
import { exp } from '../math/elementary.js';
import { RandomSequence, type SequenceGroup } from '../math/random.js';
import { drawStart } from './start.js';

/** The names of the random sequences of the replicas in a kernel's lanes. */
export interface SamplerNames {
  readonly seed: number;
  /** The same for all replicas of one realisation at one point of a study. */
  readonly group: SequenceGroup;
  /** The number of the replica in lane 0; the others follow. */
  readonly firstReplica: number;
}

/** What the chain needs from a kernel of any model. */
export interface HybridKernel {
  readonly lanes: number;
  readonly lattice: { readonly sites: number };
  /** [site][lane]. */
  readonly positions: Float64Array;
  readonly momenta: Float64Array;
  run(steps: number): void;
  /** Energies of every lane; their sum is H up to a constant. */
  energies(): readonly { readonly kinetic: number; readonly potential: number }[];
}

/** The moves of a chain. */
interface MarkovChainOptions {
  /** T > 0. */
  readonly temperature: number;
  /** The longest step of a trajectory. */
  readonly step: number;
  /** The length of the chain. */
  readonly trajectories: number;
  /** Mean frequency ω̄. */
  readonly meanFrequency: number;
}

/** The record of the chain, for each trajectory and lane. */
interface ChainSeries {
  /** Potential energy, [trajectory][lane]. */
  readonly potential: Float64Array;
  /** 1 if the trajectory was accepted, [trajectory][lane]. */
  readonly accepted: Uint8Array;
}

const SHARED = 0xffffffff;
/**
 * The fraction of trajectories with the longest step; of the remaining ones the same fraction has half of it, and so
 * on.
 */
const LONG = 0.75;
/** The shortest step is 2^{−HALVINGS} of the longest. */
const HALVINGS = 6;
/** ⟨2^k⟩: the mean number of steps of a trajectory, relative to one with the longest step. */
export const MEAN_FACTOR = Array.from({ length: HALVINGS + 1 }, (_, k) => k).reduce(
  (sum, k) => sum + 2 ** k * (1 - LONG) ** k * (k < HALVINGS ? LONG : 1),
  0,
);

/**
 * Hybrid Monte Carlo for the Gibbs measure e^{−βH}/Z, independently in each lane of a kernel, with the integrator of
 * the dynamics (Duane, Kennedy, Pendleton & Roweth, Phys. Lett. B 195 (1987) 216): fresh momenta of variance T, a
 * trajectory of random duration, acceptance with probability min(1, e^{−βΔH}).
 *
 * The model chooses the initial state. Durations are uniform between a quarter and three quarters of the half period of
 * the mean frequency, π/ω̄. The step is 2^{−k} of the given one with probability ¾·4^{−k}: a hot state, in which the
 * given step is unstable and every trajectory is rejected, is left with a shorter one. Neither depends on the state of
 * the chain, so every move leaves e^{−βH} invariant (Mackenzie, Phys. Lett. B 226 (1989) 369); both are the same in all
 * lanes.
 */
export abstract class HybridMonteCarlo<K extends HybridKernel> {
  readonly series: ChainSeries;
  private readonly acceptance: readonly RandomSequence[];
  private readonly gaussians: readonly RandomSequence[];
  private readonly durations: RandomSequence;
  private readonly starts: readonly RandomSequence[];
  protected readonly temperature: number;
  private readonly step: number;
  private readonly trajectories: number;
  private readonly meanFrequency: number;
  private done = 0;

  protected constructor(
    protected readonly kernel: K,
    options: MarkovChainOptions,
    names: SamplerNames,
  ) {
    this.temperature = options.temperature;
    this.step = options.step;
    this.trajectories = options.trajectories;
    this.meanFrequency = options.meanFrequency;
    const { lanes } = kernel;
    const sequence = (stream: 'momenta' | 'positions' | 'acceptance', member: number): RandomSequence =>
      new RandomSequence({ seed: names.seed, stream, group: names.group, member });
    const members = Array.from({ length: lanes }, (_, lane) => names.firstReplica + lane);
    this.gaussians = members.map((member) => sequence('momenta', member));
    this.acceptance = members.map((member) => sequence('acceptance', member));
    this.starts = members.map((member) => sequence('positions', member));
    this.durations = sequence('acceptance', SHARED);
    this.series = {
      potential: new Float64Array(this.trajectories * lanes),
      accepted: new Uint8Array(this.trajectories * lanes),
    };
  }

  /** Prepares the kernel for trajectories with the given step. */
  protected abstract tune(step: number): void;

  /** Draws the initial state of every lane, each from its own random sequence. */
  protected abstract drawPositions(sequences: readonly RandomSequence[]): void;

  /** The standard deviation of the momentum (or velocity) of a site. */
  protected abstract deviation(site: number): number;

  /** The mean number of steps of a trajectory of mean duration, π/(2ω̄). */
  get usualSteps(): number {
    return Math.ceil((MEAN_FACTOR * Math.PI) / 2 / this.meanFrequency / this.step);
  }

  /** Number of trajectories done. */
  get length(): number {
    return this.done;
  }

  /** Sets every lane to the initial state of its chain. */
  start(): void {
    this.drawPositions(this.starts);
    this.drawMomenta();
  }

  /**
   * Runs one trajectory and accepts or rejects it in each lane, then draws fresh momenta, so that (q, p) is a sample.
   * Returns the number of steps.
   */
  advance(): number {
    const { kernel } = this;
    const { lanes } = kernel;
    const [duration, step] = this.drawTrajectory();
    this.tune(step);
    const before = this.energies();
    const positions = kernel.positions.slice();
    const steps = Math.max(1, Math.round(duration / step));
    kernel.run(steps);
    const after = this.energies();
    for (let lane = 0; lane < lanes; lane++) {
      const excess = ((after[lane] as number) - (before[lane] as number)) / this.temperature;
      const draw = (this.acceptance[lane] as RandomSequence).drawUniform();
      // Written so that a trajectory ending in NaN is rejected.
      const accepted = excess <= 0 || draw < exp(-excess);
      this.series.accepted[this.done * lanes + lane] = accepted ? 1 : 0;
      if (!accepted) {
        for (let i = lane; i < positions.length; i += lanes) kernel.positions[i] = positions[i] as number;
      }
    }
    kernel.energies().forEach(({ potential }, lane) => {
      this.series.potential[this.done * lanes + lane] = potential;
    });
    this.drawMomenta();
    this.done += 1;
    return steps;
  }

  /** H of every lane, without the constants of U and V. */
  energies(): number[] {
    return this.kernel.energies().map(({ kinetic, potential }) => kinetic + potential);
  }

  /** The chain's state besides the kernel's positions and momenta. */
  get state(): Frame {
    return {
      head: { trajectories: this.done, sequences: this.sequences.map(({ position }) => position) },
      columns: { ...this.series },
    };
  }

  set state({ head, columns }: Frame) {
    const positions = head['sequences'] as number[];
    this.done = head['trajectories'] as number;
    this.sequences.forEach((sequence, i) => (sequence.position = positions[i] as number));
    const length = this.trajectories * this.kernel.lanes;
    this.series.potential.set((columns['potential'] as Float64Array).subarray(0, length));
    this.series.accepted.set((columns['accepted'] as Uint8Array).subarray(0, length));
  }

  private get sequences(): readonly RandomSequence[] {
    return [...this.gaussians, ...this.acceptance, this.durations];
  }

  /** The duration of the next trajectory, and its step. */
  private drawTrajectory(): readonly [number, number] {
    const [first, second] = this.durations.drawUniforms();
    let [step, left] = [this.step, 1 - LONG];
    for (let k = 0; k < HALVINGS && second < left; k++, left *= 1 - LONG) step /= 2;
    return [((0.25 + 0.5 * first) * Math.PI) / this.meanFrequency, step];
  }

  protected drawMomenta(): void {
    const { lanes, lattice, momenta } = this.kernel;
    this.gaussians.forEach((sequence, lane) => {
      for (let x = 0; x < lattice.sites; x += 2) {
        const [a, b] = sequence.drawGaussians();
        momenta[x * lanes + lane] = this.deviation(x) * a;
        if (x + 1 < lattice.sites) momenta[(x + 1) * lanes + lane] = this.deviation(x + 1) * b;
      }
    });
  }
}

/**
 * The chain of a model in the oscillators' kernel: it starts close to the Gibbs measure (`drawStart`); velocities have
 * the variance T/m_x.
 */
export class GibbsSampler extends HybridMonteCarlo<Kernel> {
  /**
   * @param kernel of the form; every move tunes it to the form and its own step
   * @param temperature T > 0
   * @param step the longest
   * @param trajectories the length of the chain
   */
  constructor(
    kernel: Kernel,
    private readonly form: KernelForm,
    temperature: number,
    step: number,
    trajectories: number,
    names: SamplerNames,
  ) {
    const meanFrequency = form.typical.reduce((a, b) => a + b, 0) / form.typical.length;
    super(kernel, { temperature, step, trajectories, meanFrequency }, names);
  }

  protected tune(step: number): void {
    this.kernel.tune(this.form.rotations, this.form.strength, step);
  }

  protected drawPositions(sequences: readonly RandomSequence[]): void {
    drawStart(this.kernel, this.form, this.temperature, sequences);
  }

  /** √(T/m_x) for velocities, which are the momenta if m = 1. */
  protected deviation(x: number): number {
    const { masses } = this.kernel;
    return Math.sqrt(masses ? this.temperature / (masses[x] as number) : this.temperature);
  }
}
