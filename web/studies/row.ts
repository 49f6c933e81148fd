/** A row of the list of runs, as the server gives it. */
export type Row =
  | {
      readonly path: string;
      readonly title: string;
      readonly id: string;
      readonly units: {
        readonly done: number;
        readonly running: number;
        readonly failed: number;
        readonly left: number;
      };
      readonly coreHours: { readonly spent: number; readonly left: number };
    }
  | { readonly path: string; readonly problem: string };

export const rowsIn = (text: string): readonly Row[] => JSON.parse(text) as readonly Row[];

/** What a run is called. */
export function nameOf(row: Row): string {
  return 'title' in row && row.title !== '' ? row.title : row.path;
}

/** How far a run is. */
export function progressOf(row: Row): string {
  if ('problem' in row) return 'cannot be read';
  const { done, running, failed, left } = row.units;
  const parts = [`${String(done)} of ${String(done + running + failed + left)} units done`];
  if (running > 0) parts.push(`${String(running)} running`);
  if (failed > 0) parts.push(`${String(failed)} failed`);
  return parts.join(', ');
}
