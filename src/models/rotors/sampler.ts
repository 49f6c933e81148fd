import { HybridMonteCarlo, type SamplerNames } from '../../gibbs/sampler.js';
import type { RandomSequence } from '../../math/random.js';
import { swing } from './scales.js';
import type { RotorKernel } from './kernel/kernel.js';

/** Of what a chain of rotors samples. */
interface RotorChainOptions {
  readonly epsilon: number;
  /** T > 0. */
  readonly temperature: number;
  /** The longest step of a trajectory. */
  readonly step: number;
  readonly trajectories: number;
  /**
   * Whether Σ_x p_x = 0 in every sample. The dynamics conserves it; a ring that turns as a whole with the mean velocity v has v times the current of momentum in its
   * energy current besides, a term of order 1/N in κ.
   */
  readonly atRest: boolean;
}

/**
 * Hybrid Monte Carlo for the Gibbs measure of rotors, from independent uniform angles: at ε = 0 every sample is exact. Momenta are Gaussians of variance T,
 * at rest less their mean (the Gaussian law under the condition Σp = 0).
 */
export class RotorSampler extends HybridMonteCarlo<RotorKernel> {
  constructor(
    kernel: RotorKernel,
    private readonly options: RotorChainOptions,
    names: SamplerNames,
  ) {
    const meanFrequency = swing(kernel.lattice.dimension, options.epsilon, options.temperature);
    super(kernel, { ...options, meanFrequency }, names);
  }

  protected tune(step: number): void {
    this.kernel.tune(this.options.epsilon, step);
  }

  protected drawPositions(sequences: readonly RandomSequence[]): void {
    const { positions, lanes, lattice } = this.kernel;
    sequences.forEach((sequence, lane) => {
      for (let x = 0; x < lattice.sites; x++) positions[x * lanes + lane] = sequence.drawUniform() - 0.5;
    });
  }

  protected deviation(): number {
    return Math.sqrt(this.temperature);
  }

  protected override drawMomenta(): void {
    super.drawMomenta();
    if (!this.options.atRest) return;
    const { momenta, lanes, lattice } = this.kernel;
    for (let lane = 0; lane < lanes; lane++) {
      let sum = 0;
      for (let i = lane; i < momenta.length; i += lanes) sum += momenta[i] as number;
      for (let i = lane; i < momenta.length; i += lanes)
        momenta[i] = (momenta[i] as number) - sum / lattice.sites;
    }
  }
}
