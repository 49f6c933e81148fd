import { expect, test } from 'vitest';
import { studyContent, studyId } from './identity.js';
import { studyFrom } from './file/schema.js';
import { StudyError } from '../study/problem.js';

const least = `model:
  size: 8
  coupling: r^4/4
epsilon: 0.1
time: 100
`;

function problems(text: string): readonly string[] {
  try {
    studyFrom(text, 'x.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map(({ message }) => message.replace('x.yaml:', ''));
  }
}

test('baths at the outermost level and under `model` are the same study; the temperature is their mean unless given', () => {
  const outer = studyFrom(`${least}baths: {left: 2, right: 1, friction: 1}\n`, 'x.yaml');
  const inner = studyFrom(least.replace('  size: 8', '  size: 8\n  baths: {left: 2, right: 1}'), 'x.yaml');
  expect(outer.baths).toEqual({ left: 2, right: 1, friction: 1 });
  expect(outer.temperature).toEqual([1.5]);
  expect(studyId(inner)).toBe(studyId(outer));
  expect(studyContent(outer)['baths']).toEqual({ left: 2, right: 1, friction: 1 });
  expect(studyFrom(`${least}baths: {left: 2, right: 1}\ntemperature: 1\n`, 'x.yaml').temperature).toEqual([
    1,
  ]);
  expect(studyFrom(`${least}temperature: 1\n`, 'x.yaml')).not.toHaveProperty('baths');
});

const bad: readonly (readonly [string, string])[] = [
  [`${least}baths: {left: 2, right: 2}`, '6: invalid baths.right; equal to left, so that no energy flows: 2'],
  [`${least}baths: {left: 2}`, '6: invalid baths.right; not a number above 0: missing'],
  [`${least}baths: {left: 2, right: -1}`, '6: invalid baths.right; not a number above 0: -1'],
  [
    `${least}baths: {left: 2, right: 1, fricton: 2}`,
    '6: invalid key; unknown, the nearest is friction: fricton',
  ],
  [`${least}baths: 3`, '6: invalid baths; not a mapping of keys to values: 3'],
  [
    `${least}baths: {left: 2, right: 1}\ndirection: 1`,
    '7: invalid direction; not with baths: the flow is that along the chain: 1',
  ],
  [
    `${least}baths: {left: 2, right: 1}\ntemperature: [1, 2]`,
    '7: invalid temperature; a list, but with baths their temperatures count: one at most, to start from: [1,2]',
  ],
  [
    `${least}baths: {left: 2, right: 1, friction: 4}\nstep: 0.3`,
    '7: invalid step; too long for baths of friction 4: above 1/friction: 0.3',
  ],
  [
    `${least.replace('  size: 8', '  size: 8\n  dimension: 2')}baths: {left: 2, right: 1}`,
    '7: invalid baths; only in d = 1, not in d = 2: {"left":2,"right":1}',
  ],
  [
    `model:\n  size: 8\n  kind: quartic\nepsilon: 0.1\ntime: 100\nbaths: {left: 2, right: 1}`,
    '6: invalid baths; not for kind: quartic, only for oscillators and chain: {"left":2,"right":1}',
  ],
  [
    least.replace('  size: 8', '  size: 8\n  baths: {left: 0, right: 1}'),
    '3: invalid model.baths.left; not a number above 0: 0',
  ],
  [
    `${least.replace('  size: 8', '  size: 8\n  baths: {left: 3, right: 1}')}baths: {left: 2, right: 1}`,
    '3: invalid model.baths; given twice: {"left":3,"right":1}',
  ],
];

test.each(bad)('%j', (text, message) => {
  expect(problems(text)).toContain(message);
});
