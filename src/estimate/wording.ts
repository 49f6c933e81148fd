import { counted } from '../data/counted.js';
import type { Choice, SeriesDressing } from './weights/candidates.js';
import type { CurveName } from './curve/judgement.js';
import { RAISED_BY, type CurveVerdict } from './curve/plateau.js';
import { windows } from './window.js';

function dressingName(dressing: SeriesDressing): string {
  switch (dressing.kind) {
    case 'sum':
      return dressing.orders === 0 ? 'no dressing' : `dressing of order ${String(dressing.orders)}`;
    case 'common':
      return 'dressing with one fitted coefficient per order';
    case 'free':
      return 'dressing with fitted coefficients per bond';
  }
}

function choiceName({ window, dressing, learned, radius }: Choice): string {
  const near =
    radius === 0
      ? 'variances only'
      : radius === Infinity
        ? 'all covariances'
        : `covariances within radius ${String(radius)}`;
  const weights =
    learned === null
      ? 'uniform weights'
      : `weights fitted at t = ${String(Number(learned.toPrecision(3)))} (${near})`;
  return `${windows[window].title}, ${weights}, ${dressingName(dressing)}`;
}

/**
 * The curve used and how it was made: the most frequent choice of all folds, and how many agree; for a curve other than
 * the best one, the reason.
 *
 * @param chosen whether there was a best curve to choose from
 */
export function estimatorName(
  choices: readonly Choice[],
  candidate: CurveName = 'best',
  chosen = true,
): string {
  if (!chosen) return 'textbook (too short for windows)';
  const why = 'its bound is lower than that of the fitted weights';
  if (candidate === 'textbook') return `textbook: rectangular windows, uniform weights; ${why}`;
  const counts = new Map<string, number>();
  for (const choice of choices) counts.set(choiceName(choice), (counts.get(choiceName(choice)) ?? 0) + 1);
  let best = '';
  let most = 0;
  for (const [name, count] of counts) if (count > most) [best, most] = [name, count];
  if (candidate === 'uniform') return `${best}; ${why}`;
  return most === choices.length ? best : `${best} (in ${String(most)} of ${String(choices.length)} folds)`;
}

/**
 * What would turn a bound into a value; null for a value. `longer` is the factor in time or replicas, if known.
 */
export function boundAdvice(verdict: CurveVerdict): { text: string; longer: number | null } | null {
  const time = String(Number(verdict.time.toPrecision(3)));
  const slope = verdict.slope === null ? '' : verdict.slope.value.toFixed(2);
  switch (verdict.reason) {
    case 'flat':
      return null;
    case 'falling':
      return {
        text: `the estimate still falls as t^${slope} at t = ${time}: run at least 8 times longer`,
        longer: 8,
      };
    case 'rising':
      return {
        text: `the estimate still rises as t^${slope} at t = ${time}, so it does not bound κ: run at least 8 times longer`,
        longer: 8,
      };
    case 'failed':
      return { text: failedReplicas.advice, longer: null };
    case 'imprecise': {
      const error = verdict.slope?.error ?? 1;
      const relative = verdict.error / verdict.estimate;
      const longer = Math.max(2, Math.ceil((error / 0.08) ** 2), Math.ceil((relative / 0.25) ** 2));
      return {
        text: `at t = ${time} the estimate is known only to ±${(100 * relative).toFixed(0)} % and its slope to ±${error.toFixed(2)}: about ${String(longer)} times more replicas (or time) would decide`,
        longer,
      };
    }
    case 'short':
      return {
        text: 'fewer than four time scales have enough windows: run at least 8 times longer',
        longer: 8,
      };
    case 'few replicas':
      return {
        text: 'fewer than five replicas: weights are fitted with four or more, and a value needs five, better 16',
        longer: null,
      };
    case 'hanging':
      return {
        text: `half of the sum comes from ${counted(verdict.halfReplicas, 'replica')}: use several times more replicas`,
        longer: 4,
      };
  }
}

/** The wording for failed replicas, for κ and for κ_N between baths. */
export const failedReplicas = {
  advice: 'replicas failed: choose a shorter step and run again',
  warning: (symbol: string): string =>
    `replicas failed and the remaining ones are the cold ones: ${symbol} is neither a value nor a bound`,
};

/** The kinds of a number in the words of tables. */
export const kappaKinds = 'value, upper bound or open';

/**
 * How κ is read off κ(t), for reports and captions: one text for each kind of result, and one for the steady state
 * between baths. The rules are implemented in plateau.ts and steady/steady.ts; change them together.
 */
export const readingRules = {
  value:
    'A value is read where κ(t) has a plateau: four successive time scales, a factor of eight in t, agree within their errors.',
  bound: `Without a plateau the result is an upper bound: the estimate raised by ${String(RAISED_BY)} of its errors (which are larger for few replicas), at the time scale at which this is lowest and no longer time scale gives a higher estimate. It is the lowest of three such bounds: with fitted weights, with uniform weights, and of the textbook estimator.`,
  open: 'If κ(t) still rises at the longest time scales, or units failed, κ is open: the number given is the last estimate, neither a value nor a bound.',
  steady:
    'The smallest of 1/4, 3/8 and 1/2 of the run is discarded after which nothing drifts: the three estimates of J agree, and neither they nor the mean or the slope of the profile change. κ_N is then a value, whatever its size. If even the second half of the run drifts, or units failed, κ_N is open, neither a value nor a bound. With fewer than five replicas κ_N raised by two errors is an upper bound.',
} as const;
