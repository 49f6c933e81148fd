import { chosenSteps, energyErrors, samplingInterval, type Steps } from '../gibbs/pilot.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import { forceOf } from '../kernel/splitting/force.js';
import { layout } from '../kernel/splitting/layout.js';
import { schemes, type SchemeName } from '../kernel/scheme.js';
import type { Pace } from '../models/model.js';
import type { Point } from '../study/point.js';
import type { ModelSpec, StudyOf } from '../study/study.js';

/** A study of a model that uses this kernel. */
export type SplittingStudy = StudyOf<ModelSpec, SchemeName>;

/** The steps of a point of a model in the oscillators' kernel: as given in the study, otherwise from a pilot run. */
export function kernelSteps(study: SplittingStudy, point: Point, form: KernelForm, target: number): Steps {
  const { epsilon, temperature } = point;
  const pilot = { form, scheme: schemes[study.scheme], temperature, target, epsilon, seed: study.seed };
  const chosen = study.step === 'auto' ? chosenSteps(pilot) : undefined;
  const step = chosen?.step ?? (study.step as number);
  const sampling = study.sampling === 'auto' ? samplingInterval(form.typical, step) : study.sampling;
  return { step, sampling, samplerStep: Math.min(step, chosen?.samplerStep ?? step) };
}

/** Number of sites in a trial that must take negligible time. */
const TRIAL_SITES = 64;

/**
 * A short trial of a point's step on a few sites: the relative energy errors of four replicas if the study gives the
 * step, otherwise none.
 *
 * @throws Invalid if no step conserves the energy
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

/**
 * Site-kicks per second of one core, d = 1: a nominal rate, reached by laptops of the 2020s. `kernel.d1` of
 * src/bench/kernels.ts measures it.
 */
export const NOMINAL_RATE = 4e8;

/** The time between samples, in units of 1/ω̄. */
const SAMPLE = 4.5;

/** The pace of a model in this kernel, without a dressing. */
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
