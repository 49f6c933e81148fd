import type { PointResult, StudyResult } from './result.js';
import type { Cell, Table, TableColumn } from '../data/table.js';
import { POINT, prefix } from './tables.js';

/** T_x of every site between baths, of all points or of some. */
export function steadyProfiles(result: StudyResult, among?: ReadonlySet<PointResult>): Table {
  return {
    name: 'profile',
    columns: [
      ...POINT,
      { name: 'site', meaning: 'number of the site, from 0', kind: 'integer' },
      { name: 'local', meaning: 'T_x, its temperature', kind: 'number', unit: 'energy' },
      { name: 'error', meaning: 'one standard error of local', kind: 'number', unit: 'energy' },
    ],
    rows: along(result, among, ({ profile }) => profile),
  };
}

/** J_b of every bond between baths, of all points or of some. */
export function steadyCurrents(result: StudyResult, among?: ReadonlySet<PointResult>): Table {
  return {
    name: 'currents',
    columns: [
      ...POINT,
      { name: 'bond', meaning: 'number of the bond, from 0, from its site to the next', kind: 'integer' },
      { name: 'flow', meaning: 'J_b, energy in unit time', kind: 'number', unit: 'energy/time' },
      { name: 'error', meaning: 'one standard error of flow', kind: 'number', unit: 'energy/time' },
    ],
    rows: along(result, among, ({ steady }) => steady?.currents),
  };
}

function along(
  result: StudyResult,
  among: ReadonlySet<PointResult> | undefined,
  pairs: (point: PointResult) => readonly (readonly [number, number])[] | undefined,
): Cell[][] {
  return result.points.flatMap((point, number) =>
    among && !among.has(point)
      ? []
      : (pairs(point) ?? []).map(([value, error], i): Cell[] => [...prefix(point, number), i, value, error]),
  );
}

/** Whether a study stands between baths. */
export function isSteady(result: StudyResult): boolean {
  return result.study['baths'] !== undefined;
}

/** Flow, bonds and profile as tables for every export; none without baths. */
export function steadyTables(result: StudyResult): Table[] {
  if (!isSteady(result)) return [];
  const column = (name: string, meaning: string, unit: string): TableColumn => ({
    name,
    meaning,
    kind: 'number',
    unit,
  });
  const rows = result.points.flatMap(({ epsilon, noise, temperature, flow, steady }, number): Cell[][] =>
    flow && steady
      ? [
          [
            ...[number, epsilon, noise, temperature],
            ...[flow, steady.left, steady.right].flatMap(({ value, error }) => [value, error]),
            ...[steady.burnIn, steady.kept],
          ],
        ]
      : [],
  );
  const flows: Table = {
    name: 'flow',
    columns: [
      { name: 'point', meaning: 'number of the point, from 0', kind: 'integer' },
      column('epsilon', 'ε', '1'),
      column('noise', "ε', flip rate of each momentum", '1/time'),
      column('temperature', 'where the replicas started from', 'energy'),
      column('flow', 'J, mean over bonds', 'energy/time'),
      column('flow_error', 'one standard error of flow', 'energy/time'),
      column('left', 'J as given by the left bath', 'energy/time'),
      column('left_error', 'one standard error of left', 'energy/time'),
      column('right', 'J as taken by the right bath', 'energy/time'),
      column('right_error', 'one standard error of right', 'energy/time'),
      column('burn_in', 'time at the beginning that was left out', 'time'),
      column('kept', 'time that was kept, of each replica', 'time'),
    ],
    rows,
  };
  return [flows, steadyProfiles(result), steadyCurrents(result)];
}
