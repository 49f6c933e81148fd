import type { Baths } from '../data/baths.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import type { KindPlan } from '../models/simulation.js';
import type { Study } from '../study/study.js';

/** gh and ω₊h at most: then the baths' own error of the flow is below 10⁻³ (measured on four harmonic sites, g from 0.1 to 2, k from 0.05 to 1). */
const FRICTION_STEP = 0.4;

const ROTATION_STEP = 1.2;

/** The longest step that the baths' friction allows a step that the program chooses. */
export function longestStep({ friction }: Baths): number {
  return FRICTION_STEP / friction;
}

/** The steps of a point between baths: those of the closed chain, or shorter ones where the baths need it. */
export function bathedPlan(study: Study, baths: Baths, form: KernelForm, plan: KindPlan): KindPlan {
  if (study.step !== 'auto') return plan;
  const fastest = form.typical.reduce((a, b) => Math.max(a, b), 0);
  const step = Math.min(plan.step, longestStep(baths), ROTATION_STEP / fastest);
  const sampling =
    study.sampling === 'auto' ? Math.max(1, Math.round((plan.sampling * plan.step) / step)) : study.sampling;
  return { ...plan, step, sampling, samplerStep: Math.min(plan.samplerStep, step) };
}

/** Blocks of time that a run is recorded in: enough to choose a burn-in by eighths, and to see drifts. */
const BLOCKS = 64;

/** Blocks of a run of so many samples. */
export function steadyBlocks(samples: number): number {
  return Math.min(BLOCKS, samples);
}

/** The number of samples taken at the end of a block. */
export function blockEnd(block: number, samples: number): number {
  return Math.floor(((block + 1) * samples) / steadyBlocks(samples));
}
