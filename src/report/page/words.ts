import { readingRules } from '../../estimate/wording.js';
import type { PointResult, StudyResult } from '../../result/result.js';
import { listed } from '../../study/listed.js';
import { plain } from '../../result/numbers.js';
import { isSteady } from '../../result/steady-tables.js';
import { readingInWords } from '../../figure/reading.js';

/** How far the study is: `complete: 5 points`, `2 of 5 points complete, …`, `no point done yet`. */
export function progressInWords(result: StudyResult): string {
  const total = result.points.length;
  const begun = result.points.filter((point) => point.replicas.done > 0).length;
  const complete = result.points.filter(({ replicas }) => replicas.done === replicas.total).length;
  const all = `${String(total)} ${total === 1 ? 'point' : 'points'}`;
  if (result.complete) return `complete: ${all}`;
  if (begun === 0) return `no point done yet, of ${String(total)}`;
  const partial = begun - complete;
  return (
    `partial results: ${String(complete)} of ${all} complete` +
    (partial > 0 ? `, ${String(partial)} with some of ${partial === 1 ? 'its' : 'their'} replicas` : '')
  );
}

/** How error bars were made. */
export function errorsInWords(result: StudyResult): string[] {
  const done = result.points.filter((point) => point.kappa !== null);
  if (done.length === 0) return ['No point has a result yet.'];
  const texts = [
    'Replicas are independent: each starts from its own Gibbs sample and has its own random numbers. The error of a realisation is the standard error over its replicas, ' +
      'so that correlations within a trajectory need no model. Errors are one standard error of κ in the standard convention.',
  ];
  const counts = [...new Set(result.points.map((point) => point.frequencies.length))].filter(
    (count) => count > 0,
  );
  if (counts.some((count) => count < 2)) {
    texts.push('With a single disorder sample the error bar says nothing about other samples.');
  } else if (done.some((point) => point.kappa?.disorderError !== null)) {
    texts.push(
      'The error over disorder samples is given beside it: how far κ of a ring of this size scatters from sample to sample.',
    );
  }
  texts.push(
    'The table says how many replicas carry half of the sum that κ is made of: few of them mean rare events, and an error bar that is itself in doubt.',
  );
  return texts;
}

const COMBINATIONS: Readonly<Record<string, string>> = {
  series: 'in series, as resistances add: 1/κ is the mean of 1/κ over realisations',
  mean: 'the flow is averaged, as through so many chains side by side',
  single: 'there is one realisation; nothing is combined',
};

/** How realisations were combined. */
export function combinationInWords(result: StudyResult): string {
  const kinds = distinct(result.points, (point) => point.kappa?.combination ?? null);
  if (kinds.length === 0) return '';
  return `Realisations: ${kinds.map((kind) => COMBINATIONS[kind] ?? kind).join('; ')}.`;
}

/** Which estimators were compared. */
export function estimatorsInWords(result: StudyResult): string[] {
  const done = result.points.filter((point) => point.kappa !== null);
  if (done.length === 0) return [];
  if (isSteady(result)) {
    return [
      'J is the mean over bonds of the energy that passes them in unit time, in the part of the run that is kept; what the left bath gives and the right bath takes must agree with it. ' +
        'κ_N = J(N−1)/(T_L − T_R) is that of a chain of N sites with its contacts, between these two temperatures.',
      readingRules.steady,
    ];
  }
  const texts = [
    'Textbook: the square of the total current integrated over rectangular windows, divided by their length. Best: the same trajectories with a smooth window, with the bonds weighted so that ' +
      'the bounded sloshing of energy cancels, and with dressings where they are given. Both estimate the same κ: they differ by boundary terms that vanish with the window length.',
    readingInWords(done),
  ];
  const byText = new Map<string, Set<string>>();
  for (const point of done) {
    const words = point.kappa?.estimator ?? '';
    const names = byText.get(words);
    if (names) names.add(plain(point.epsilon));
    else byText.set(words, new Set([plain(point.epsilon)]));
  }
  for (const [words, names] of byText) texts.push(`Chosen at ε = ${listed([...names])}: ${words}.`);
  return texts;
}

function distinct(points: readonly PointResult[], of: (point: PointResult) => string | null): string[] {
  return [...new Set(points.map(of))].filter((one): one is string => one !== null);
}
