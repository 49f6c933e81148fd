import { slopes } from '../../estimate/slope.js';
import { power } from '../../math/elementary.js';
import { countsInWords, steepestInWords } from '../couplings.js';
import { entryAt, HARMONIC_CONSTANT, type Theorem2Case } from './case.js';

/** What the cases of Theorem 2 show, and what they do not. */
export function theorem2Sentences(all: readonly Theorem2Case[]): { shown: string[]; notShown: string[] } {
  return {
    shown: all.map(sentence),
    notShown: [
      'The limits N → ∞ and t → ∞ of the theorem, and that C(n) holds for almost every realisation: a few rings were measured.',
      'The bounds take their averages at ε = 0, so that they are bounds up to a relative error of order ε; where n is at least 2, C(n) is dominated by rare near-resonances and lies far above κ.',
      ...all
        .filter(({ bound }) => bound === null)
        .map(
          ({ potential, n }) => `${potential} V, n = ${String(n)}: the bound was not computed at this size.`,
        ),
    ],
  };
}

const plain = (x: number): string => (x >= 0.01 && x < 1e4 ? x.toPrecision(3) : x.toExponential(1));

function sentence(one: Theorem2Case): string {
  const { potential, n, points, bound, exact, many } = one;
  const values = points.filter(({ kappa }) => kappa?.kind === 'value');
  const local = slopes(points);
  const last = points.findLastIndex((_, i) => local[i]?.kind === 'value');
  const slope = local[last];
  const parts = [
    `${potential} V, n = ${String(n)}: ${countsInWords(points)}` +
      (slope === null || slope === undefined ? '' : slopeText(slope, n)) +
      steepestInWords(points, local),
  ];
  if (exact !== null) {
    const pulls = values.flatMap(({ epsilon, kappa }) => {
      const truth = entryAt(exact.epsilon, exact.paper, epsilon);
      return truth === undefined || kappa === null ? [] : [(kappa.paper - truth) / (2 * kappa.error)];
    });
    const worst = pulls.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    if (pulls.length > 0)
      parts.push(
        `against the exact κ of the same ring the values are off by at most ${worst.toFixed(1)} standard errors`,
      );
  }
  if (many !== null) {
    const [epsilon, value, error] = [
      many.epsilon.at(-1) ?? 1,
      many.paper.at(-1) ?? NaN,
      many.error.at(-1) ?? NaN,
    ];
    const scale = power(epsilon, n + 2);
    parts.push(
      `the exact κ/ε^${String(n + 2)} of other rings, in series, is ${(value / scale).toFixed(2)} ± ${(error / scale).toFixed(2)} at ε = ${String(epsilon)}, where 4/Var(ω²) = ${HARMONIC_CONSTANT.toFixed(3)}`,
    );
  }
  if (bound !== null) {
    const above = points.filter(({ epsilon, kappa }) => {
      const least = entryAt(bound.epsilon, bound.least, epsilon);
      return kappa !== null && kappa.kind !== 'open' && least !== undefined && kappa.paper > least;
    });
    parts.push(
      (above.length === 0
        ? 'every measured κ lies below the computed bound'
        : `at ε = ${above.map(({ epsilon }) => String(epsilon)).join(', ')} the measured κ (or its upper bound) lies ABOVE the computed bound`) +
        `; C(${String(n)}) = ${plain(bound.constants.least)} with the least weights, ${plain(bound.constants.lemma3)} with those of Lemma 3`,
    );
  }
  return `${parts.join('; ')}.`;
}

function slopeText({ value, error }: { readonly value: number; readonly error: number }, n: number): string {
  const distance = value - (n + 2);
  const verdict =
    Math.abs(distance) <= 2 * error ? 'agrees with' : distance < 0 ? 'is still below' : 'is above';
  return `; the slope between the smallest ε, ${value.toFixed(2)} ± ${error.toFixed(2)}, ${verdict} n + 2 = ${String(n + 2)}`;
}
