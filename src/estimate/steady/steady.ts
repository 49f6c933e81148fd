import { halfCount, mean, standardError } from '../../math/statistics.js';
import type { KappaKind, OpenReason, RealisationKappa } from '../kappa.js';
import { failedReplicas } from '../wording.js';
import { drift } from './drift.js';
import { meanOverRealisations, meansOf, type Means, type MeanWithError, type SteadyRecord } from './means.js';

/** A steady state between two baths. */
export interface SteadyEstimate {
  readonly kind: KappaKind;
  /** Why it is open, where it is. */
  readonly open?: OpenReason;
  /** J, from left to right: the mean over the bonds; over realisations. */
  readonly flow: MeanWithError;
  /** The same from the left bath, and from the right one. */
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
  /** The time that was left out, and the time that was kept. */
  readonly burnIn: number;
  readonly time: number;
  readonly warnings: readonly string[];
  readonly advice: readonly string[];
}

/**
 * Shares of the run that may be left out at its beginning, the smallest that will do. Localised modes relax on all scales of
 * time, and what they still store or release is not seen by any test until it is a few errors large: with an eighth left out J of
 * random harmonic chains is half an error too high on average (32 replicas), with a quarter 0.3.
 */
const LONGEST_BURN_IN = 1 / 2;
const BURN_INS = [1 / 4, 3 / 8, LONGEST_BURN_IN];
/** A flow of fewer standard errors is indistinguishable from 0; one of fewer than three deserves a longer run. */
const DISTINCT = 2;
const RESOLVED = 3;
const FEWEST_REPLICAS = 5;

/**
 * The steady state of the realisations of one point: J is the mean over the bonds, κ_N = J(N−1)/(T_L − T_R); over realisations the
 * flow is averaged, as the flow through that many chains side by side. Errors: see `meanOverRealisations`.
 *
 * As burn-in the smallest of 1/4, 3/8 and 1/2 of the run is left out with which nothing drifts (see `drift`). κ_N is
 *
 * - a VALUE where nothing drifts and there are five replicas, whatever its size. Its error may exceed it, and it may be negative: J of
 *   a chain that conducts too little to be seen scatters about that little. A value given only where it exceeds some of its errors would
 *   be a choice of those that came out large; a warning says what the error leaves open;
 * - OPEN where replicas are missing since they failed: those that are left are the cold ones;
 * - OPEN where something drifts, however much is left out: of half the run. Energy that is still being stored or released flows
 *   beside J, and it may be either way: a chain that conducts well takes up its flow from nothing;
 * - an UPPER BOUND, J raised by two errors, where fewer than five replicas do not show that nothing drifts.
 *
 * @param failed whether replicas are missing that left the range of numbers or lost their energy
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
  // Through the middle, on the way from a straight line to a profile that is flat but for a step.
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
      ...(drifting === null ? [] : [`${drifting}; neither a value nor a bound`]),
      ...(few ? ['fewer than five replicas do not show whether the flow is steady; not a value'] : []),
      ...cautions(whole, carried, movable),
    ],
    advice: hints(first, whole, movable / carried),
  };
}

/** What the error, and the time that was kept, leave open. */
function cautions({ kind, standard, error }: RealisationKappa, carried: number, movable: number): string[] {
  if (kind !== 'value') return [];
  if (standard < DISTINCT * error) {
    const most = Math.max(0, standard) + 2 * error;
    return [`the flow is not told from 0: κ_N is at most ${most.toPrecision(2)} (standard, two errors)`];
  }
  if (carried > movable) return [];
  return [
    `the flow has carried an energy of ${carried.toPrecision(2)}, and a profile may have to move ${movable.toPrecision(2)} before it is steady: it may still change, unseen`,
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
    return [`steady state: take at least time: ${(4 * total).toPrecision(1)}, four times as long`];
  }
  if (kind === 'upper bound') return [`take at least replicas: ${String(FEWEST_REPLICAS)}`];
  const ratio = Math.max(0.1, Math.abs(standard) / error);
  if (ratio <= RESOLVED) {
    const longer = total * Math.max(2, (2 * RESOLVED) / ratio) ** 2;
    return [`the flow is not resolved: time: ${longer.toPrecision(1)}, or as many more replicas, should do`];
  }
  return slowness < 1
    ? []
    : [`a time of ${(2 * slowness * total).toPrecision(1)} would show whether the flow still changes`];
}
