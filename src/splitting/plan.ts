import { chosenSteps, energyErrors, samplingInterval, type Steps } from '../gibbs/pilot.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import { forceOf } from '../kernel/splitting/force.js';
import { layout } from '../kernel/splitting/layout.js';
import { schemes, type SchemeName } from '../kernel/scheme.js';
import type { Pace } from '../models/model.js';
import type { Point } from '../study/point.js';
import type { ModelSpec, StudyOf } from '../study/study.js';

/** A study of a model in this kernel. */
export type SplittingStudy = StudyOf<ModelSpec, SchemeName>;

/** The steps of a point of a model in the oscillators' kernel: as the study gives them, by a pilot run where it leaves them open. */
export function kernelSteps(study: SplittingStudy, point: Point, form: KernelForm, target: number): Steps {
  const { epsilon, temperature } = point;
  const pilot = { form, scheme: schemes[study.scheme], temperature, target, epsilon, seed: study.seed };
  const chosen = study.step === 'auto' ? chosenSteps(pilot) : undefined;
  const step = chosen?.step ?? (study.step as number);
  const sampling = study.sampling === 'auto' ? samplingInterval(form.typical, step) : study.sampling;
  return { step, sampling, samplerStep: Math.min(step, chosen?.samplerStep ?? step) };
}

/** Sites of a trial that is to take no time to speak of. */
const TRIAL_SITES = 64;

/**
 * What a short trial on a few sites says of the step of a point: the relative energy errors of four replicas by a given step; none where a step is found.
 *
 * @throws Invalid where no step conserves the energy
 */
export function kernelTrial(
  study: SplittingStudy,
  { epsilon, temperature }: Point,
  form: KernelForm,
  target: number,
): readonly number[] {
  const scheme = schemes[study.scheme];
  const pilot = { form, scheme, temperature, target, epsilon, seed: study.seed, mostSites: TRIAL_SITES };
  if (study.step !== 'auto') return energyErrors(pilot, study.step, study.time);
  chosenSteps(pilot);
  return [];
}

/** Site-kicks per second of one core, d = 1: a nominal rate, which laptops of the 2020s reach. */
export const NOMINAL_RATE = 4e8;

/** The distance of samples, in units of 1/ω̄. */
const SAMPLE = 4.5;

/** What the pace of every model in this kernel has in common, without a dressing. */
export function kernelPace(
  study: SplittingStudy,
  form: KernelForm,
  step: Pace['step'],
  frequency: number,
): Omit<Pace, 'rate'> {
  const { coupling, pinning, lattice } = form;
  const scheme = schemes[study.scheme];
  return {
    step,
    frequency,
    kicks: scheme.kicks.length,
    sampling: (h) => Math.max(1, Math.round(SAMPLE / frequency / h)),
    evaluation: 0,
    kernelBytes: (lanes, extra) =>
      layout({
        lattice,
        scheme,
        coupling: forceOf(coupling),
        pinning: forceOf(pinning),
        lanes,
        masses: form.masses !== undefined,
        baths: study.baths !== undefined,
        extra,
      }).bytes,
    tableBytes: 0,
    dressingBytes: 0,
  };
}
