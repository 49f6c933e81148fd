/**
 * What one process did in a run directory, as it stands in `sessions/<begun>-<world>-<pid>.json`: no two processes
 * write one file.
 */
export interface Session {
  /** Dates in ISO 8601, UTC. */
  readonly begun: string;
  readonly ended: string;
  readonly program: string;
  readonly node: string;
  /** Operating system, processor and its cores. */
  readonly machine: string;
  readonly workers: number;
  /** What computed; sessions before there was a choice do not say. */
  readonly kernel?: string;
  /** Hours that threads worked, all together. */
  readonly coreHours: number;
  /** The work that was done in them. */
  readonly siteKicks: number;
}
