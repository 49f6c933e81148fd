import { expect, test } from 'vitest';
import type { Frame } from '../math/frame.js';
import { exportable } from './exportable.js';
import { imaginedResult } from './testing/study.js';

test('carries the facts, every point, every time scale, the frequencies by realisation and site, then the series', async () => {
  const result = imaginedResult({ epsilon: [0.3, 0.1, 0.03], donePoints: 2 });
  const recorded: Frame = { head: {}, columns: { y: Float64Array.of(1) } };
  const content = exportable(result, new Map([['unit', recorded]]));
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
  const series: [string, Frame][] = [];
  for await (const [id, frame] of content.series) series.push([id, frame]);
  expect(series.map(([id]) => id)).toEqual(['point-0', 'point-1', 'point-2', 'unit']);
  expect([...(series[0]?.[1].columns['frequencies'] ?? [])]).toEqual(result.points[0]?.frequencies.flat());
  expect(series[0]?.[1].head['shapes']).toEqual({ frequencies: [2, 4] });
  expect(series[3]?.[1]).toBe(recorded);
});

test('masses stand beside the frequencies, fields with their three components, and an infinite temperature is named', async () => {
  const result = imaginedResult({ epsilon: [0.3] });
  const masses = [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ];
  const fields = masses.map((row) => row.map((mass) => [mass, mass + 0.25, mass + 0.5]));
  const points = result.points.map((point) => ({ ...point, temperature: Infinity, masses, fields }));
  const series: (readonly [string, Frame])[] = [];
  for await (const one of exportable({ ...result, points }, []).series) series.push(one);
  const [[id, { head, columns }]] = series as [readonly [string, Frame]];
  expect(id).toBe('point-0');
  expect(head['temperature']).toBe('infinite');
  expect(head['shapes']).toEqual({ frequencies: [2, 4], masses: [2, 4], fields: [2, 4, 3] });
  expect(Object.keys(columns)).toEqual(['frequencies', 'masses', 'fields']);
  expect([...(columns['masses'] ?? [])]).toEqual(masses.flat());
  expect([...(columns['fields'] ?? [])]).toEqual(fields.flat(2));
});
