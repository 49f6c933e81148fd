import type { Kappa } from '../result/result.js';
import type { Damage, FailureRecord } from '../store/unit-files.js';

/** κ of one point, `standard` convention. */
export interface KappaEstimate extends Pick<Kappa, 'kind' | 'standard' | 'error' | 'open'> {
  /** Whether it is a quick estimate from the units done so far: what ends as a value may be a bound before, and the other way round. */
  readonly preview: boolean;
}

/** An estimate, and the point it is of. */
export interface PointEstimate extends KappaEstimate {
  /** The point's number in the study. */
  readonly point: number;
}

export interface Count {
  readonly done: number;
  readonly total: number;
}

/** What a run tells while it goes on; with `--json` one of these on each line. */
export type RunEvent =
  | {
      readonly event: 'start';
      readonly id: string;
      readonly directory: string;
      readonly workers: number;
      /** What computes: `WebAssembly`, or `native`, and in brackets why, or by which compiler. */
      readonly kernel: string;
      readonly units: Count;
    }
  | {
      readonly event: 'progress';
      /** The first point that is being worked on; null when all is done. */
      readonly point: number | null;
      readonly units: Count;
      /** Of the whole study, 0 to 1. */
      readonly fraction: number;
      /** Site-kicks per second over the last seconds; null before it is known. */
      readonly rate: number | null;
      /** Seconds; null before it is known. */
      readonly left: number | null;
      /** Of the point worked on, or else of the one estimated last. */
      readonly kappa: PointEstimate | null;
    }
  /** A unit of the point has ended and the estimate is renewed. */
  | {
      readonly event: 'point';
      readonly point: number;
      readonly units: Count;
      readonly kappa: KappaEstimate | null;
    }
  | ({ readonly event: 'damaged' } & Damage)
  /** A file of the run directory that was lost is written anew from the study file. */
  | { readonly event: 'restored'; readonly file: string; readonly reason: string }
  | ({ readonly event: 'failed' } & FailureRecord)
  /** All that is left is done by other processes, for which this one waits. */
  | { readonly event: 'waiting'; readonly units: number }
  | { readonly event: 'interrupted'; readonly directory: string; readonly units: Count }
  | {
      readonly event: 'done';
      readonly directory: string;
      readonly units: Count;
      readonly failed: number;
      /** Units that other processes are doing. */
      readonly elsewhere: number;
      /** Of those that failed: whose physics did, so that the same study fails again. */
      readonly vain: number;
    };
