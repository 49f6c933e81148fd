import { halfCount, mean } from '../../math/statistics.js';
import { boundErrors, curveErrors, logSlope, type CurveScale } from './curve.js';
import { plateau, raised, type CurveVerdict } from './plateau.js';

/** The curves κ(t) of the same trajectories; empty where there is none. */
export interface Curves {
  /** Weights, windows and dressings that were fitted on other replicas. */
  readonly best: readonly CurveScale[];
  /** A smooth window and uniform weights. */
  readonly uniform: readonly CurveScale[];
  readonly textbook: readonly CurveScale[];
}

export type CurveName = keyof Curves;

/** What the curves say together, and which of them says it. */
export interface Judgement extends CurveVerdict {
  readonly candidate: CurveName;
  /** For an open result: the lowest and the highest estimate of the last scales. */
  readonly range: readonly [number, number] | null;
}

/** The last scales that are looked at for a rise, each twice the one before. */
const LAST = 4;

/**
 * Whether κ(t) rises at the end of a run: d ln κ/d ln t over the last four scales, however few their windows, exceeds so many of
 * its errors. Where conduction is good κ(t) climbs to κ, and what stands at the end is below it.
 */
function rises(curve: readonly CurveScale[], errors: number): boolean {
  const last = curve.slice(-LAST);
  if (last.length < 2 || (last[0] as CurveScale).values.length < 2) return false;
  const slope = logSlope(last);
  return slope.value > errors * slope.error;
}

/** The last estimate of a curve, without a claim. */
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
 * 2. Otherwise, where κ(t) rises at the end there is no bound either, and the result is open: the textbook's last four scales rise by
 *    more than one error (it has every time scale of the run, and without good conduction it falls), or those of another curve
 *    by more than two. On falling and flat curves this leaves 3 to 9 % open (src/bench/honesty.ts), and of 144 rising ones it missed none.
 * 3. Otherwise the lowest of the curves' upper bounds: the best curve's weights are fitted on other replicas, and a burst at a bond
 *    that was quiet there is multiplied by ψ². Taking the lowest of three is part of the calibration of `RAISED_BY`.
 *
 * @param failed whether replicas are missing that left the range of numbers or lost their energy: those that are left are the cold ones, and
 *   the result is open
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
