import { expect, test } from 'vitest';
import type { StudyResult } from '../result/result.js';
import { noiseInWords, seriesOf } from './series.js';
import { imaginedResult } from '../result/testing/study.js';

const two = imaginedResult({ epsilon: [0.03, 0.3], temperature: [2, 1] });

function noisy(noises: readonly number[]): StudyResult {
  const points = two.points.slice(0, 2).flatMap((point) => noises.map((noise) => ({ ...point, noise })));
  return { ...two, points };
}

test('a series for each temperature, from the largest ε to the smallest', () => {
  const series = seriesOf(two);
  expect(series.map((one) => [one.label, one.slug])).toEqual([
    ['T = 2', 'T2'],
    ['T = 1', 'T1'],
  ]);
  for (const one of series) expect(one.points.map((point) => point.epsilon)).toEqual([0.3, 0.03]);
});

test('noise parts points only where it alone tells them apart: a flip rate that follows ε makes one series', () => {
  expect(seriesOf(noisy([0, 0.01])).map((one) => one.label)).toEqual(["ε' = 0", "ε' = 0.01"]);
  const following = {
    ...two,
    points: two.points.map((point) => ({ ...point, noise: point.epsilon * point.epsilon })),
  };
  expect(seriesOf(following).map((one) => one.label)).toEqual(['T = 2', 'T = 1']);
});

test('a single series needs no name', () => {
  expect(seriesOf(imaginedResult({ epsilon: [0.1, 0.2] })).map((one) => [one.label, one.slug])).toEqual([
    ['', ''],
  ]);
  expect(seriesOf({ ...two, points: [] })).toEqual([]);
});

test('the noise of a study in words, as number, as text, as a law', () => {
  const words = (noise: never): string => noiseInWords({ ...noisy([0.01]), study: { noise } });
  expect(words(0 as never)).toBe('without noise');
  expect(words(0.05 as never)).toBe("ε' = 0.05");
  expect(words('epsilon^2' as never)).toBe("ε' = epsilon^2");
  expect(words({ power: 2, factor: 1 } as never)).toBe("ε' = ε²");
  expect(words({ power: 3, factor: 0.5 } as never)).toBe("ε' = 0.5 ε³");
});
