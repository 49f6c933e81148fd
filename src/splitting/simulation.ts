import { GibbsSampler } from '../gibbs/sampler.js';
import { flipProbability } from '../kernel/splitting/flips.js';
import { formEnergies, type KernelForm } from '../kernel/splitting/form.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import type { BondFunction } from '../kernel/transfer-kernel.js';
import { observersLength, samplerNames } from '../models/equilibrium.js';
import type { SimulationSetup } from '../models/simulation.js';
import { HybridSimulation } from './hybrid-simulation.js';
import type { SplittingStudy } from './plan.js';

/** The simulation of models in the oscillators' kernel. */
export class KernelSimulation extends HybridSimulation<Kernel> {
  private readonly chunk: number;

  /** @param functions the dressing: εu⁽¹⁾, …, εⁿu⁽ⁿ⁾ of every bond */
  constructor(
    setup: SimulationSetup<SplittingStudy>,
    private readonly form: KernelForm,
    functions: readonly BondFunction<Kernel>[],
  ) {
    const { study, point, plan, lanes } = setup;
    const { lattice, coupling, pinning, masses } = form;
    const scheme = schemes[study.scheme];
    const extra = observersLength(setup, functions, lattice.bonds);
    const kernel = new Kernel({
      lattice,
      coupling,
      pinning,
      scheme,
      lanes,
      extra,
      ...(masses && { masses }),
    });
    const { trajectories } = study.sampler;
    const names = samplerNames(setup);
    const siteEnergies = formEnergies(form);
    kernel.tune(form.rotations, form.strength, plan.samplerStep);
    super(kernel, setup, {
      sampler: new GibbsSampler(kernel, form, point.temperature, plan.samplerStep, trajectories, names),
      kicks: scheme.kicks.length,
      siteEnergies: (lane) =>
        siteEnergies({ q: kernel.lane(kernel.positions, lane), p: kernel.lane(kernel.momenta, lane) }),
      scale: (initial) => Math.abs(initial),
      functions,
    });
    const steps = kernel.flippedSteps(flipProbability(point.noise, plan.step));
    this.chunk = Math.max(1, Math.min(plan.sampling, steps));
  }

  protected tune(step: number): void {
    this.kernel.tune(this.form.rotations, this.form.strength, step);
  }

  protected follow(first: number, steps: number): void {
    for (let step = 0; step < steps; step += this.chunk) {
      const count = Math.min(this.chunk, steps - step);
      this.kernel.run(count, this.clocks.draw(first + step, count));
    }
  }
}
