import type { Steps } from '../../gibbs/pilot.js';
import { GibbsSampler } from '../../gibbs/sampler.js';
import { dressingFunction } from '../../kernel/splitting/dressing.js';
import { FlipClocks, flipProbability } from '../../kernel/splitting/flips.js';
import { Kernel } from '../../kernel/splitting/kernel.js';
import { schemes } from '../../kernel/scheme.js';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import type { Expansion } from '../../data/expansion.js';
import { CUTOFFS, DEFAULT_CUTOFF, leastVariance } from '../../dressing/cutoff.js';
import { dressingOrders } from './dressing.js';
import type { OscillatorsStudy } from './spec.js';
import type { Point } from '../../study/point.js';

/** Resonances are a local matter, and enough bonds must be seen to meet some. */
const PILOT_SITES = 64;
const TRAJECTORIES = 32;
const LANES = 4;
/** Random numbers that no replica of a study uses: the group of a point is never a single word. */
const GROUP = 0xfffffffe;

interface CutoffCandidate {
  readonly cutoff: number;
  readonly orders: readonly Expansion[];
}

/**
 * The cutoff of a point's dressing: the one that leaves the least variance (`leastVariance`) in a short pilot run of four replicas of the first
 * realisation (or its first sites).
 *
 * A pure function of its arguments. A cutoff that leaves a coefficient infinite (an exact resonance) is no candidate.
 */
export function chosenCutoff(
  study: OscillatorsStudy,
  point: Point,
  steps: Steps,
  frequencies: Float64Array,
): number {
  const { model, seed } = study;
  const { epsilon, noise } = point;
  const { dimension } = model;
  let size = model.size;
  while (size ** dimension > PILOT_SITES && size > 3) size -= 1;
  const lattice = torus(dimension, size);
  const omega = frequencies.slice(0, lattice.sites);
  const candidates: CutoffCandidate[] = CUTOFFS.map((cutoff) => ({
    cutoff,
    orders: dressingOrders(study, lattice, omega, cutoff),
  })).filter(({ orders }) => orders.every(({ coefficients }) => coefficients.every(Number.isFinite)));

  const clocks = new FlipClocks(
    lattice.sites,
    flipProbability(noise, steps.step),
    Array.from(
      { length: LANES },
      (_, member) => new RandomSequence({ seed, stream: 'pilot', group: GROUP, member }),
    ),
  );
  const coupling = model.coupling.potential;
  const pinning = model.pinning.potential;
  const best = leastVariance<Kernel>({
    bonds: lattice.bonds,
    lanes: LANES,
    samples: Math.ceil(study.time / (steps.sampling * steps.step)),
    candidates: candidates.map(({ orders }) => {
      let scale = 1;
      return orders.map((f) => {
        scale *= epsilon;
        return dressingFunction(f, scale);
      });
    }),
    kernel: (extra) => {
      const kernel = new Kernel({
        lattice,
        coupling,
        pinning,
        scheme: schemes[study.scheme],
        lanes: LANES,
        extra,
      });
      equilibrate(study, kernel, steps, omega, point);
      kernel.tune(omega, epsilon, steps.step);
      kernel.transfers = new Float64Array(lattice.bonds * LANES);
      return kernel;
    },
    advance: (kernel, sample) => {
      for (let step = 0; step < steps.sampling; step++) {
        kernel.run(1, clocks.draw(sample * steps.sampling + step, 1));
      }
    },
  });
  return best === null ? DEFAULT_CUTOFF : (candidates[best]?.cutoff ?? DEFAULT_CUTOFF);
}

/** Leaves the kernel at a sample of the Gibbs measure. */
function equilibrate(
  study: OscillatorsStudy,
  kernel: Kernel,
  steps: Steps,
  frequencies: Float64Array,
  point: Point,
): void {
  const { epsilon, temperature } = point;
  const form = {
    lattice: kernel.lattice,
    rotations: frequencies,
    typical: frequencies,
    coupling: study.model.coupling.potential,
    pinning: study.model.pinning.potential,
    strength: epsilon,
  };
  const sampler = new GibbsSampler(kernel, form, temperature, steps.samplerStep, TRAJECTORIES, {
    seed: study.seed,
    group: GROUP,
    firstReplica: 0,
  });
  sampler.start();
  while (sampler.length < TRAJECTORIES) sampler.advance();
}
