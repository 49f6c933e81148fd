import { halfCount, mean, standardError } from '../../math/statistics.js';
import type { KappaKind, OpenReason, RealisationKappa } from '../kappa.js';
import { failedReplicas } from '../wording.js';
import { drift } from './drift.js';
import { meanOverRealisations, meansOf, type Means, type MeanWithError, type SteadyRecord } from './means.js';

/** A steady state between two baths, in model units (docs/glossary.md). */
export interface SteadyEstimate {
  readonly kind: KappaKind;
  /** Why it is open, if it is. */
  readonly open?: OpenReason;
  /** J from left to right: the mean over bonds and realisations. */
  readonly flow: MeanWithError;
  /** J from the left bath, and from the right one. */
  readonly left: MeanWithError;
  readonly right: MeanWithError;
  /** T_x. */
  readonly profile: readonly MeanWithError[];
  /** J through each bond. */
  readonly currents: readonly MeanWithError[];
  /** κ_N = J(N−1)/(T_L − T_R), standard convention; for an upper bound raised by two errors. */
  readonly standard: number;
  readonly error: number;
  readonly disorderError: number | null;
  readonly realisations: readonly RealisationKappa[];
  readonly halfReplicas: number;
  /** The time discarded, and the time kept. */
  readonly burnIn: number;
  readonly time: number;
  readonly warnings: readonly string[];
  readonly advice: readonly string[];
}

/**
 * Fractions of the run discarded at its beginning; the smallest that passes the tests is used. Localised modes relax on
 * all time scales, and no test sees the energy they still store or release before it reaches a few errors: with an
 * eighth discarded, J of random harmonic chains is too high by half an error on average (32 replicas), with a quarter
 * by 0.3. src/bench/honesty-steady.ts measures it with the present rule.
 */
const LONGEST_BURN_IN = 1 / 2;
const BURN_INS = [1 / 4, 3 / 8, LONGEST_BURN_IN];
/** A flow of fewer standard errors cannot be distinguished from 0; with fewer than three a longer run is advised. */
const DISTINCT = 2;
const RESOLVED = 3;
const FEWEST_REPLICAS = 5;

/**
 * The steady state of the realisations of one point: J is the mean over the bonds, κ_N = J(N−1)/(T_L − T_R); the flow
 * is averaged over realisations, as for chains in parallel. Errors: see `meanOverRealisations`.
 *
 * The burn-in is the smallest of 1/4, 3/8 and 1/2 of the run after which nothing drifts (see `drift`). κ_N is
 *
 * - a VALUE if nothing drifts and there are at least five replicas, whatever its size. It may be smaller than its
 *   error, or negative: if a chain conducts too little to be resolved, J scatters about a small number. Reporting only
 *   values that exceed some of their errors would select those that came out large; a warning states what the error
 *   cannot exclude;
 * - OPEN if replicas are missing because they failed: the remaining ones are the cold ones;
 * - OPEN if something drifts even after half of the run. Energy that is still being stored or released adds to J with
 *   either sign: in a good conductor the flow starts from zero;
 * - an UPPER BOUND, J raised by two errors, with fewer than five replicas, which cannot show that nothing drifts.
 *
 * @param failed whether replicas are missing because a number overflowed or the energy drifted
 */
export function steadyEstimate(
  records: readonly SteadyRecord[],
  baths: { readonly left: number; readonly right: number },
  failed = false,
): SteadyEstimate | null {
  const first = records[0];
  if (first === undefined) return null;
  const blocks = first.times.length;
  const skipped = BURN_INS.map((share) => Math.floor(share * blocks));
  const calm = skipped.find((from) => drift(records, from) === null);
  const from = calm ?? Math.floor(LONGEST_BURN_IN * blocks);
  const drifting = calm === undefined ? drift(records, from) : null;
  const all = records.map((record) => meansOf(record, from));
  const sites = all[0]?.profile.length ?? 0;
  const factor = (sites - 1) / (baths.left - baths.right);
  const over = (of: (means: Means) => Float64Array): MeanWithError => meanOverRealisations(all.map(of));
  const flow = over((means) => means.bonds);
  const replicas = records.reduce((sum, { heats }) => sum + heats.length, 0);
  const few = records.some(({ heats }) => heats.length < 2) || replicas < FEWEST_REPLICAS;
  const judged = ({ value, error }: MeanWithError, still: boolean): RealisationKappa => {
    const [standard, spread] = [factor * value, Math.abs(factor) * error];
    if (failed || !still) {
      return { kind: 'open', open: failed ? 'units failed' : 'drifting', standard, error: spread };
    }
    return few
      ? { kind: 'upper bound', standard: Math.max(standard, 0) + 2 * spread, error: spread }
      : { kind: 'value', standard, error: spread };
  };
  const whole = judged(flow, drifting === null);
  const own = all.map((means) => factor * mean(means.bonds));
  const start = from === 0 ? 0 : (first.times[from - 1] as number);
  const time = (first.times[blocks - 1] as number) - start;
  // The energy that passes the middle when a linear profile turns into one that is flat except for a step.
  const movable = (Math.abs(baths.left - baths.right) * sites) / 8;
  const carried = Math.abs(flow.value) * time;
  return {
    ...whole,
    flow,
    left: over((means) => means.left),
    right: over((means) => means.right),
    profile: Array.from({ length: sites }, (_, x) => over((means) => means.profile[x] as Float64Array)),
    currents: Array.from({ length: sites - 1 }, (_, b) => over((means) => means.currents[b] as Float64Array)),
    disorderError: own.length < 2 ? null : standardError(own),
    realisations: all.map((means, i) => {
      const still = drifting === null && drift([records[i] as SteadyRecord], from) === null;
      return judged(meanOverRealisations([means.bonds]), still);
    }),
    halfReplicas: Math.min(...all.map((means) => halfCount(means.bonds.map((j) => Math.max(0, factor * j))))),
    burnIn: start,
    time,
    warnings: [
      ...(failed ? [failedReplicas.warning('κ_N')] : []),
      ...(drifting === null ? [] : [`${drifting}: neither a value nor a bound`]),
      ...(few
        ? ['fewer than five replicas cannot show whether the flow is steady: a bound, not a value']
        : []),
      ...cautions(whole, carried, movable),
    ],
    advice: hints(first, whole, movable / carried),
  };
}

/** What the error and the time kept cannot exclude. */
function cautions({ kind, standard, error }: RealisationKappa, carried: number, movable: number): string[] {
  if (kind !== 'value') return [];
  if (standard < DISTINCT * error) {
    const most = Math.max(0, standard) + 2 * error;
    return [
      `the flow cannot be distinguished from 0: κ_N is at most ${most.toPrecision(2)} (standard, two errors)`,
    ];
  }
  if (carried > movable) return [];
  return [
    `the flow has carried an energy of ${carried.toPrecision(2)}, but the profile may have to move ${movable.toPrecision(2)} before it is steady: an unseen change is possible`,
  ];
}

function hints(
  { times }: SteadyRecord,
  { kind, open, standard, error }: RealisationKappa,
  slowness: number,
): string[] {
  if (open === 'units failed') return [failedReplicas.advice];
  const total = times.at(-1) as number;
  if (kind === 'open') {
    return [`steady state: run four times longer, time: ${(4 * total).toPrecision(1)} or more`];
  }
  if (kind === 'upper bound') return [`use at least replicas: ${String(FEWEST_REPLICAS)}`];
  const ratio = Math.max(0.1, Math.abs(standard) / error);
  if (ratio <= RESOLVED) {
    const longer = total * Math.max(2, (2 * RESOLVED) / ratio) ** 2;
    return [
      `the flow is not resolved: time: ${longer.toPrecision(1)}, or correspondingly more replicas, should resolve it`,
    ];
  }
  return slowness < 1
    ? []
    : [`a time of ${(2 * slowness * total).toPrecision(1)} would show whether the flow still changes`];
}
