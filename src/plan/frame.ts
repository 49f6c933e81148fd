import type { Frame } from '../data/frame.js';
import type { KindPlan } from '../models/simulation.js';

/** Plans of the first points of a study as a frame: a column for each of their numbers, NaN where there is no cutoff. */
export function planFrame(plans: readonly KindPlan[]): Frame {
  const column = (of: (plan: KindPlan) => number): Float64Array => Float64Array.from(plans, of);
  return {
    head: {},
    columns: {
      step: column(({ step }) => step),
      sampling: column(({ sampling }) => sampling),
      samplerStep: column(({ samplerStep }) => samplerStep),
      cutoff: column(({ cutoff }) => cutoff ?? NaN),
    },
  };
}

/** The plans that `planFrame` turned into a frame; null where it is none. */
export function plansIn({ columns }: Frame): KindPlan[] | null {
  const { step, sampling, samplerStep, cutoff } = columns;
  if (!step || !sampling || !samplerStep || !cutoff) return null;
  const plans = Array.from(step, (h, i): KindPlan => {
    const least = cutoff[i] ?? NaN;
    return {
      step: h,
      sampling: sampling[i] ?? NaN,
      samplerStep: samplerStep[i] ?? NaN,
      cutoff: Number.isNaN(least) ? null : least,
    };
  });
  const sound = plans.every(
    (plan) => plan.step > 0 && plan.samplerStep > 0 && Number.isInteger(plan.sampling) && plan.sampling > 0,
  );
  return sound ? plans : null;
}
