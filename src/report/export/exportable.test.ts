import { expect, test } from 'vitest';
import type { Frame } from '../../data/frame.js';
import { columnArrays } from '../../data/table.js';
import { checked, valueType } from '../../data/values.js';
import { unitFrames } from '../../simulate/frames.js';
import { outcome } from '../../result/outcome.js';
import { studyFrom } from '../../plan/file/schema.js';
import type { Study } from '../../study/study.js';
import type { StudyResult } from '../../result/result.js';
import { exportable } from './exportable.js';
import { imaginedResult } from '../../result/testing/study.js';

const small = 'replicas: 5\nrealisations: 2\ntime: 60\nsampler: {trajectories: 12}\nseed: 1\n';
const study = studyFrom(
  `model: {size: 6, coupling: r^4/4}\ntemperature: 1\nepsilon: [0.3, 0.2]\ndressing: 1\ncutoff: 0.05\n${small}`,
  'study.yaml',
);

const resultOf = (of: Study, frames: ReadonlyMap<string, Frame>): StudyResult => ({
  ...imaginedResult({ epsilon: [0.3] }),
  points: outcome(of, frames),
});

test('carries the facts and a row of every point, time scale and realisation', () => {
  const result = imaginedResult({ epsilon: [0.3, 0.1, 0.03], donePoints: 2 });
  const content = exportable(study, result, new Map());
  expect(content.facts).toEqual({
    study: result.study,
    id: result.id,
    complete: false,
    provenance: result.provenance,
  });
  expect(content.tables.map((table) => [table.name, table.rows.length])).toEqual([
    ['points', 3],
    ['curves', result.points.flatMap((point) => point.curve).length],
    ['realisations', 4],
    ['warnings', 0],
    ['advice', 0],
  ]);
  for (const table of content.tables) {
    for (const row of table.rows) expect(row.length).toBe(table.columns.length);
    expect(new Set(table.columns.map((column) => column.name)).size).toBe(table.columns.length);
  }
  const [points] = content.tables;
  const at = (name: string): number => points?.columns.findIndex((column) => column.name === name) ?? -1;
  expect(points?.rows[1]?.[at('kappa_standard')]).toBe(result.points[1]?.kappa?.standard);
  expect(points?.rows[1]?.[at('textbook_paper')]).toBe(result.points[1]?.textbook?.paper);
  expect(points?.rows[2]?.[at('kappa_standard')]).toBeNull();
});

test('every column has one type: with all units done, with none, without a row', () => {
  const types = (result: StudyResult): unknown =>
    exportable(study, result, new Map()).tables.map((table) =>
      columnArrays(table).map(({ name, values }) => `${table.name}/${name} ${valueType(values)}`),
    );
  const full = types(resultOf(study, unitFrames(study)));
  expect(types(resultOf(study, new Map()))).toEqual(full);
  expect(types({ ...imaginedResult({ epsilon: [0.3] }), points: [] })).toEqual(full);
  expect(full).toContainEqual(expect.arrayContaining(['points/point int32', 'points/exact bool']));
});

test('groups come in order, and every array has as many axes as its shape, a unit and a meaning', async () => {
  const frames = unitFrames(study);
  const names: string[] = [];
  for await (const [id, { arrays }] of exportable(study, resultOf(study, frames), frames).series) {
    names.push(id);
    for (const array of arrays) {
      const { meaning, unit } = checked(array).attributes;
      expect(meaning.length, array.name).toBeGreaterThan(3);
      if (valueType(array.values) !== 'bool' && valueType(array.values) !== 'text')
        expect(unit.length, array.name).toBeGreaterThan(0);
    }
    const windows = arrays.find(({ name }) => name === 'windows1');
    if (windows) {
      expect(windows.attributes.axes).toEqual(['replica', 'window', 'taper', 'channel', 'bond']);
      expect(windows.attributes['time']).toBeGreaterThan(0);
      expect((windows.attributes['norm'] as number[]).length).toBe(windows.shape[2]);
    }
    const folds = arrays.find(({ name }) => name === 'fold');
    if (id.startsWith('estimate')) expect([...(folds?.values ?? [])].slice(0, 5)).toEqual([0, 1, 2, 3, 0]);
    const weights = arrays.find(({ name }) => name === 'weights0');
    if (id.startsWith('estimate')) expect(weights?.shape).toEqual([4, 2, 6]);
  }
  expect(names.slice(0, 6)).toEqual([
    'point-e0.3-t1',
    'point-e0.2-t1',
    'lattice',
    'estimate-e0.3-t1-r000',
    'e0.3-t1-r000-b0000',
    'e0.3-t1-r000-b0001x1',
  ]);
  expect(names.length).toBe(2 + 1 + 4 * 3);
  // What was recorded of a unit has the unit's own name, that of its file and of messages.
  expect(names.filter((name) => frames.has(name)).sort()).toEqual([...frames.keys()].sort());
});

test('masses stand beside the frequencies, fields with their three components, and an infinite temperature is named', async () => {
  const result = imaginedResult({ epsilon: [0.3] });
  const masses = [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ];
  const fields = masses.map((row) => row.map((mass) => [mass, mass + 0.25, mass + 0.5]));
  const points = result.points.map((point) => ({ ...point, temperature: Infinity, masses, fields }));
  const series = [];
  for await (const one of exportable(study, { ...result, points }, new Map()).series) series.push(one);
  const [[id, { facts, arrays }]] = series as [(typeof series)[number]];
  expect(id).toBe('point-e0.3-tinfinite');
  expect(facts['temperature']).toBe('infinite');
  expect(arrays.map(({ name, shape }) => [name, shape])).toEqual([
    ['frequencies', [2, 4]],
    ['masses', [2, 4]],
    ['fields', [2, 4, 3]],
  ]);
  expect([...(arrays[1]?.values ?? [])]).toEqual(masses.flat());
  expect([...(arrays[2]?.values ?? [])]).toEqual(fields.flat(2));
});
