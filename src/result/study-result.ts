import type { Frame } from '../data/frame.js';
import { warnings } from '../plan/advice.js';
import { studyContent, studyId } from '../plan/identity.js';
import { outcome } from './outcome.js';
import type { PointResult, StudyResult } from './result.js';
import type { Study } from '../study/study.js';
import { units } from '../plan/units.js';
import { short } from '../data/digits.js';
import { listed } from '../study/listed.js';

/**
 * What a study found so far: what `falloff show --json` prints.
 *
 * @param frames the results of the units done, by their ids
 * @param failures of the units that failed when they were last tried
 * @param program the version that the results come from
 * @param known points that have been estimated from all of their units
 */
export function studyResult(
  study: Study,
  frames: ReadonlyMap<string, Frame>,
  failures: StudyResult['failures'],
  program: string,
  known: ReadonlyMap<number, PointResult> = new Map(),
): StudyResult {
  const failed = new Set(failures.map(({ unit }) => unit));
  const found = outcome(study, frames, { failed, known }).map((point) => ({
    ...point,
    warnings: [...warnings(study), ...point.warnings],
  }));
  const count = failures.length;
  return {
    study: studyContent(study),
    id: studyId(study),
    complete: units(study).every(({ id }) => frames.has(id)),
    points: found,
    warnings: [
      ...remarks(found),
      ...(count === 0 ? [] : [`${String(count)} ${count === 1 ? 'unit' : 'units'} failed`]),
    ],
    failures: failures.map(({ unit, message, facts }) => ({ unit, message, facts })),
    // Nothing of the machine: the same study prints the same bytes everywhere.
    provenance: { program: `falloff ${program}` },
  };
}

/** What is in doubt, each once, with the points that it is about. */
export function remarks(points: readonly PointResult[]): string[] {
  const about = new Map<string, string[]>();
  for (const point of points) {
    const own = [
      point.kappa === null && point.replicas.done === 0 ? 'no unit is done yet' : [],
      point.warnings,
      point.kappa?.warnings ?? [],
    ];
    for (const text of new Set(own.flat())) {
      const where = about.get(text);
      if (where) where.push(short(point.epsilon));
      else about.set(text, [short(point.epsilon)]);
    }
  }
  return [...about].map(([text, where]) => {
    const everywhere = where.length === points.length && points.length > 1;
    return `${everywhere ? '' : `ε = ${listed(where)}: `}${text}`;
  });
}
