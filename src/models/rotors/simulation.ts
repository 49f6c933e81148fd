import { schemes } from '../../kernel/scheme.js';
import type { BondFunction } from '../../kernel/transfer-kernel.js';
import { torus } from '../../lattice/torus.js';
import { HybridSimulation } from '../../splitting/hybrid-simulation.js';
import { observersLength, samplerNames } from '../equilibrium.js';
import type { SimulationSetup } from '../simulation.js';
import { rotorLattice } from './hamiltonian.js';
import { RotorKernel } from './kernel/kernel.js';
import { RotorSampler } from './sampler.js';
import type { RotorsStudy } from './spec.js';

/** Rotors in their kernel. */
export class RotorSimulation extends HybridSimulation<RotorKernel> {
  private readonly epsilon: number;

  /** @param functions the dressing: εu⁽¹⁾ of every bond, or nothing */
  constructor(setup: SimulationSetup<RotorsStudy>, functions: readonly BondFunction<RotorKernel>[]) {
    const { study, point, plan, lanes } = setup;
    const { epsilon, temperature, noise } = point;
    const lattice = torus(study.model.dimension, study.model.size);
    const scheme = schemes[study.scheme];
    const extra = observersLength(setup, functions, lattice.bonds);
    const kernel = new RotorKernel({ lattice, scheme, lanes, extra });
    const options = {
      epsilon,
      temperature,
      step: plan.samplerStep,
      trajectories: study.sampler.trajectories,
      // Flips do not conserve the momentum.
      atRest: noise === 0,
    };
    const model = rotorLattice(lattice, epsilon);
    kernel.tune(epsilon, plan.samplerStep);
    super(kernel, setup, {
      sampler: new RotorSampler(kernel, options, samplerNames(setup)),
      kicks: scheme.kicks.length,
      siteEnergies: (lane) =>
        model.siteEnergies({
          q: kernel.lane(kernel.positions, lane).map((turns) => 2 * Math.PI * turns),
          p: kernel.lane(kernel.momenta, lane),
        }),
      scale: (initial) => initial,
      functions,
    });
    this.epsilon = epsilon;
  }

  protected tune(step: number): void {
    this.kernel.tune(this.epsilon, step);
  }

  protected follow(first: number, steps: number): void {
    const { kernel } = this;
    const { count, steps: after, elements } = this.clocks.draw(first, steps);
    let done = 0;
    for (let i = 0; i < count; i++) {
      const step = after[i] as number;
      if (step > done) kernel.run(step - done);
      done = step;
      const element = elements[i] as number;
      kernel.momenta[element] = -(kernel.momenta[element] as number);
    }
    if (done < steps) kernel.run(steps - done);
  }
}
