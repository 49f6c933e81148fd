import type { Frame } from '../data/frame.js';
import type { KindPlan } from '../models/simulation.js';

/** The plan of a point as a frame: a column for each of its numbers, NaN where there is no cutoff. */
export function planFrame({ step, sampling, samplerStep, cutoff }: KindPlan): Frame {
  return {
    head: {},
    columns: {
      step: Float64Array.of(step),
      sampling: Float64Array.of(sampling),
      samplerStep: Float64Array.of(samplerStep),
      cutoff: Float64Array.of(cutoff ?? NaN),
    },
  };
}

/** The plan that `planFrame` turned into a frame; null where it is none. */
export function planIn({ columns }: Frame): KindPlan | null {
  const number = (name: string): number => columns[name]?.[0] ?? NaN;
  const [step, sampling, samplerStep] = [number('step'), number('sampling'), number('samplerStep')];
  const sound =
    step > 0 && samplerStep > 0 && Number.isInteger(sampling) && sampling > 0 && 'cutoff' in columns;
  const cutoff = number('cutoff');
  return sound ? { step, sampling, samplerStep, cutoff: Number.isNaN(cutoff) ? null : cutoff } : null;
}
