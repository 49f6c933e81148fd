import { conductivity } from '../estimate/conductivity.js';
import { slopes } from '../estimate/slope.js';
import type { MeanWithError } from '../estimate/steady/means.js';
import { steadyEstimate } from '../estimate/steady/steady.js';
import { BURN_IN, chainDiagnostics } from '../gibbs/diagnostics.js';
import type { Baths } from '../data/baths.js';
import type { Frame } from '../data/frame.js';
import { kindOf } from '../models/models.js';
import { pointPlan } from '../plan/point-plan.js';
import { points } from '../study/point.js';
import { realisationRecord } from './record.js';
import type { BestKappa, PointResult, SamplingDiagnostics } from './result.js';
import { steadyRecord } from './steady-record.js';
import type { Study } from '../study/study.js';
import { unitsOf } from '../plan/units.js';

/** Why a point whose units are done has no κ. */
const BELOW_RANGE = 'κ is below the range of numbers';

export interface OutcomeOptions {
  /** Cheaper, slightly looser estimates, for progress. */
  readonly quick?: boolean;
  /** Ids of units that failed. */
  readonly failed?: ReadonlySet<string>;
}

export interface StudyOutcomeOptions extends OutcomeOptions {
  /** Points that have been estimated from all of their units, by number. */
  readonly known?: ReadonlyMap<number, PointResult>;
}

/** How well the replicas of one realisation were sampled; null where the chains are too short to tell. */
function samplingDiagnostics(results: readonly Frame[], trajectories: number): SamplingDiagnostics | null {
  if (results.every(({ head }) => head['exact'] === true)) {
    const replicas = results.reduce((sum, { head }) => sum + (head['replicas'] as number), 0);
    return { exact: true, acceptance: 1, autocorrelation: 1, effectiveSize: replicas, splitRhat: 1 };
  }
  const start = Math.ceil(BURN_IN * trajectories);
  if (trajectories - start < 4) return null;
  let accepted = 0;
  let total = 0;
  const chains = results.flatMap(({ head, columns }) => {
    const replicas = head['replicas'] as number;
    const potential = columns['potential'] as Float64Array;
    (columns['accepted'] as Uint8Array).forEach((one) => {
      accepted += one;
      total += 1;
    });
    return Array.from({ length: replicas }, (_, r) =>
      Float64Array.from(
        { length: trajectories - start },
        (_unused, t) => potential[(start + t) * replicas + r] as number,
      ),
    );
  });
  return { acceptance: accepted / total, ...chainDiagnostics(chains) };
}

/** The worst of each over realisations. */
function worstDiagnostics(all: readonly (SamplingDiagnostics | null)[]): SamplingDiagnostics | null {
  const known = all.filter((d) => d !== null);
  if (known.length === 0) return null;
  return {
    ...(known.every(({ exact }) => exact) && { exact: true }),
    acceptance: Math.min(...known.map((d) => d.acceptance)),
    autocorrelation: Math.max(...known.map((d) => d.autocorrelation)),
    effectiveSize: Math.min(...known.map((d) => d.effectiveSize)),
    splitRhat: Math.max(...known.map((d) => d.splitRhat)),
  };
}

/**
 * What the units done so far say about one point.
 *
 * @param results the frames of finished units, by id; others may be missing
 */
export function pointResult(
  study: Study,
  index: number,
  results: ReadonlyMap<string, Frame>,
  { quick = false, failed = new Set() }: OutcomeOptions = {},
): PointResult {
  const plan = pointPlan(study, index);
  const { epsilon, noise, temperature } = plan.point;
  const kind = kindOf(study.model);
  const all = unitsOf(study, index);
  const own = all.filter(({ id }) => results.has(id));
  const realisations = Array.from({ length: study.realisations }, (_, realisation) =>
    own.filter((unit) => unit.realisation === realisation).map((unit) => results.get(unit.id) as Frame),
  );
  const begun = realisations.filter((frames) => frames.length > 0);
  const incomplete = all.some(({ id }) => failed.has(id));
  const estimate = study.baths
    ? betweenBaths(study.baths, begun, incomplete)
    : conductivity(
        begun.map((frames) => realisationRecord(study, index, frames)),
        { quick, failed: incomplete },
      );
  const diagnostics = worstDiagnostics(
    begun.map((frames) => samplingDiagnostics(frames, study.sampler.trajectories)),
  );
  const errors = begun.flat().map(({ head }) => head['energyError'] as number);
  return {
    epsilon,
    noise,
    temperature,
    size: study.model.size,
    dimension: study.model.dimension,
    kappa: estimate?.kappa ?? null,
    textbook: estimate?.textbook ?? null,
    curve: estimate?.curve ?? [],
    slope: null,
    ...(estimate !== null && 'steady' in estimate && estimate.steady),
    energyError: errors.length === 0 ? null : errors.reduce((a, b) => Math.max(a, b)),
    frequencies: realisations.map((_, realisation) => [...kind.frequencies(study, realisation)]),
    ...kind.remarks?.(study, plan.point, estimate?.kappa ?? null, realisations),
    step: plan.step,
    sampling: plan.sampling,
    scheme: study.scheme,
    cutoff: plan.cutoff,
    replicas: {
      done: own.reduce((sum, unit) => sum + unit.replicas, 0),
      total: study.replicas * study.realisations,
    },
    diagnostics,
    realisations: estimate?.realisations ?? [],
    advice: estimate?.advice ?? [],
    // What was measured and left nothing to read is 0 to the precision of numbers: squares of transfers below 10⁻³⁰⁸.
    warnings: estimate?.kappa.warnings ?? (own.length > 0 ? [BELOW_RANGE] : []),
  };
}

/** κ_N, flow and profile of a point between baths. */
function betweenBaths(baths: Baths, realisations: readonly (readonly Frame[])[], failed: boolean) {
  const found = steadyEstimate(realisations.map(steadyRecord), baths, failed);
  if (found === null) return null;
  const { kind, open, standard, error, disorderError, halfReplicas, warnings, burnIn, time } = found;
  const pairs = (all: readonly MeanWithError[]) => all.map((one) => [one.value, one.error] as const);
  const kappa: BestKappa = {
    kind,
    ...(open && { open }),
    standard,
    paper: 2 * standard,
    error,
    time,
    disorderError,
    halfReplicas,
    candidate: null,
    range: null,
    estimator: 'κ_N = J(N−1)/ΔT, J the mean over bonds of the steady flow between two baths',
    combination: realisations.length > 1 ? 'mean' : 'single',
    warnings,
  };
  return {
    kappa,
    textbook: null,
    curve: [],
    realisations: found.realisations,
    advice: found.advice,
    steady: {
      flow: found.flow,
      profile: pairs(found.profile),
      steady: {
        currents: pairs(found.currents),
        left: found.left,
        right: found.right,
        burnIn,
        kept: time,
      },
    },
  };
}

/** What the units done so far say about every point, with the local slopes d ln κ/d ln ε at the same temperature. */
export function outcome(
  study: Study,
  results: ReadonlyMap<string, Frame>,
  { known, ...options }: StudyOutcomeOptions = {},
): PointResult[] {
  // A point that was estimated before one of its units failed is estimated again.
  const { failed } = options;
  const all = points(study).map(({ index }) => {
    const incomplete = unitsOf(study, index).some(({ id }) => failed?.has(id));
    const before = incomplete ? undefined : known?.get(index);
    return before ?? pointResult(study, index, results, options);
  });
  const local = study.temperature.flatMap((temperature) =>
    slopes(all.filter((point) => point.temperature === temperature)),
  );
  return all.map((point, i) => ({ ...point, slope: local[i] ?? null }));
}
