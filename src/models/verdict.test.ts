import { expect, test } from 'vitest';
import { studyFrom } from '../plan/file/schema.js';
import { kindOf } from './models.js';
import type { Study } from '../study/study.js';

const verdicts = (study: Study) => kindOf(study.model).verdicts(study);

const text = `model:
  size: 8
  coupling: r^4/4
temperature: 1
epsilon: [0.1, 0.4]
time: 100
`;

test('the popular quartic choice breaks the domination by the pinning, and nothing else', () => {
  const failing = verdicts(studyFrom(text, 'x.yaml')).filter(({ holds }) => !holds);
  expect(failing.map(({ name }) => name)).toEqual(['domination by the pinning']);
  expect(failing[0]?.fails).toEqual([0.1, 0.4]);
});

test('V = r⁴/4 with U = q⁶/6 satisfies all', () => {
  const study = studyFrom(text.replace('r^4/4', 'r^4/4\n  pinning: q^6/6'), 'x.yaml');
  expect(verdicts(study).every(({ holds }) => holds)).toBe(true);
});

test('a hypothesis may fail at some ε only: ω₋² + εU″ = 1 − 4ε + 12εq² here', () => {
  const study = studyFrom(text.replace('r^4/4', 'r^4/4\n  pinning: q^4 - 2*q^2'), 'x.yaml');
  const convexity = verdicts(study).find(({ name }) => name === 'uniform convexity');
  expect(convexity).toMatchObject({ holds: false, fails: [0.4] });
});
