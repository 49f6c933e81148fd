import { halfCount, mean } from '../../math/statistics.js';
import { boundErrors, curveErrors, logSlope, type CurveScale } from './curve.js';
import { plateau, raised, type CurveVerdict } from './plateau.js';

/** The curves κ(t) of the same trajectories; empty if there is none. */
export interface Curves {
  /** Weights, windows and dressings that were fitted on other replicas. */
  readonly best: readonly CurveScale[];
  /** A smooth window and uniform weights. */
  readonly uniform: readonly CurveScale[];
  readonly textbook: readonly CurveScale[];
}

export type CurveName = keyof Curves;

/** The joint verdict on the curves, and the curve that decided it. */
export interface Judgement extends CurveVerdict {
  readonly candidate: CurveName;
  /** For an open result: the lowest and the highest estimate at the last scales. */
  readonly range: readonly [number, number] | null;
}

/** The number of last scales, each twice the one before, that are tested for a rise. */
const LAST = 4;

/**
 * Whether κ(t) rises at the end of a run: d ln κ/d ln t over the last four scales, however few their windows, exceeds
 * the given number of its errors. In a good conductor κ(t) grows towards κ, and the last estimate lies below it.
 */
function rises(curve: readonly CurveScale[], errors: number): boolean {
  const last = curve.slice(-LAST);
  if (last.length < 2 || (last[0] as CurveScale).values.length < 2) return false;
  const slope = logSlope(last);
  return slope.value > errors * slope.error;
}

/** The last estimate of a curve, neither a value nor a bound. */
function open(curve: readonly CurveScale[], reason: 'rising' | 'failed', candidate: CurveName): Judgement {
  const scale = curve.at(-1) as CurveScale;
  const last = curve.slice(-LAST).map(({ values }) => mean(values));
  return {
    kind: 'open',
    reason,
    candidate,
    time: scale.time,
    estimate: mean(scale.values),
    error: curveErrors(curve).at(-1) as number,
    bound: raised(mean(scale.values), boundErrors(curve).at(-1) as number),
    slope: curve.length < LAST || scale.values.length < 2 ? null : logSlope(curve.slice(-LAST)),
    halfReplicas: halfCount(scale.values),
    range: [Math.min(...last), Math.max(...last)],
  };
}

/** The textbook curve alone, by the same rules. */
export function textbookJudgement(textbook: readonly CurveScale[]): Judgement {
  return judgement({ best: [], uniform: [], textbook });
}

/**
 * Value, upper bound, or neither.
 *
 * 1. The best curve on a plateau gives a value (`plateau`).
 * 2. Otherwise, if κ(t) rises at the end, there is no bound either and the result is open. The criterion: the last four
 *    scales of the textbook curve rise by more than one error (it has every time scale of the run, and it falls unless
 *    conduction is good), or those of another curve by more than two. The rule calls 3 to 9 % of falling and flat
 *    curves open (src/bench/honesty.ts); it missed none of 144 rising ones.
 * 3. Otherwise the lowest of the three upper bounds. The best curve need not give it: its weights are fitted on other
 *    replicas, and a burst at a bond that was quiet there is multiplied by ψ². Taking the lowest of three is part of
 *    the calibration of `RAISED_BY`.
 *
 * @param failed whether replicas are missing because a number overflowed or the energy drifted: the remaining replicas
 * are then the cold ones, and the result is open
 */
export function judgement(curves: Curves, failed = false): Judgement {
  const names = (['best', 'uniform', 'textbook'] as const).filter((name) => curves[name].length > 0);
  const [first] = names;
  if (first === undefined) throw new RangeError('invalid curves; not at least one scale with transfer: 0');
  const own = { ...plateau(curves[first]), candidate: first, range: null };
  if (failed) return open(curves[first], 'failed', first);
  if (own.kind === 'value') return own;
  if (names.some((name) => rises(curves[name], name === 'textbook' ? 1 : 2))) {
    return open(curves[first], 'rising', first);
  }
  return names
    .slice(1)
    .map((name): Judgement => ({ ...plateau(curves[name], 'bound'), candidate: name, range: null }))
    .reduce<Judgement>((lowest, other) => (other.bound < lowest.bound ? other : lowest), own);
}
