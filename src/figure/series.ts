import type { Json } from '../data/frame.js';
import type { PointResult, StudyResult } from '../result/result.js';
import { superscript } from '../data/notation.js';
import { plain } from '../result/numbers.js';

/** Points that differ in ε alone (and in ε', where that follows ε): one curve κ(ε). */
export interface EpsilonSeries {
  /** What sets it apart from the study's other series; empty if there are none. */
  readonly label: string;
  /** A file name's part of the same meaning; empty if there are no others. */
  readonly slug: string;
  /** From the largest ε to the smallest. */
  readonly points: readonly PointResult[];
}

/** The study's points as series: one for each temperature, and one for each noise where several share an ε. */
export function seriesOf(result: StudyResult): EpsilonSeries[] {
  const noisy = splitByNoise(result.points);
  const groups = new Map<string, PointResult[]>();
  for (const point of result.points) {
    const key = `${String(point.temperature)} ${noisy ? String(point.noise) : ''}`;
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  const several = groups.size > 1;
  const temperatures = new Set(result.points.map((point) => point.temperature)).size;
  return [...groups.values()].map((points) => {
    const first = points[0] as PointResult;
    const names: [string, number][] = [];
    if (several && temperatures > 1) names.push(['T', first.temperature]);
    if (several && noisy) names.push(["ε'", first.noise]);
    return {
      label: names.map(([name, value]) => `${name} = ${plain(value)}`).join(', '),
      slug: names
        .map(
          ([name, value]) =>
            `${name === 'T' ? 'T' : 'noise'}${value === Infinity ? '-infinite' : String(value)}`,
        )
        .join('-'),
      points: [...points].sort((a, b) => b.epsilon - a.epsilon),
    };
  });
}

/** Whether two points share ε and T, so that only their noise tells them apart. */
function splitByNoise(points: readonly PointResult[]): boolean {
  const seen = new Set<string>();
  for (const point of points) {
    const key = `${String(point.epsilon)} ${String(point.temperature)}`;
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}

/** The flip rate of the study in words, for captions: `without noise`, `ε' = 0.01`, `ε' = ε²`. */
export function noiseInWords(result: StudyResult): string {
  const noise: Json | undefined = result.study['noise'];
  if (noise === undefined || noise === 0) return 'without noise';
  if (typeof noise === 'number') return `ε' = ${plain(noise)}`;
  if (typeof noise === 'string') return `ε' = ${noise}`;
  const law = noise as { readonly power?: Json; readonly factor?: Json } | null;
  if (typeof law?.power === 'number') {
    const factor = typeof law.factor === 'number' && law.factor !== 1 ? `${plain(law.factor)} ` : '';
    return `ε' = ${factor}ε${law.power === 1 ? '' : Number.isInteger(law.power) ? superscript(law.power) : `^${String(law.power)}`}`;
  }
  return `ε' from ${extremes(result.points.map((point) => point.noise))}`;
}

function extremes(values: readonly number[]): string {
  if (values.length === 0) return 'the study file';
  return `${plain(Math.min(...values))} to ${plain(Math.max(...values))}`;
}
