import type { Frame, Json } from '../data/frame.js';
import type { Simulation } from '../models/simulation.js';

/** What is recorded of the samples of a unit. */
export interface Recorder {
  /** Takes the sample at which the simulation stands. */
  push(): void;
  /** Whether the conserved quantities are to be checked after so many samples. */
  checksAfter(samples: number): boolean;
  /** The complete state, from which `restore` continues without changing a bit. */
  state(): Frame;
  restore(state: Frame): void;
  /** What the result of a finished unit holds, of its first `replicas` lanes. */
  record(replicas: number): UnitRecord;
}

export interface UnitRecord {
  /** Facts of the result's head, before and after the energy's error. */
  readonly facts: { readonly [name: string]: Json };
  readonly checks: { readonly [name: string]: Json };
  readonly shapes: { readonly [column: string]: readonly number[] };
  readonly columns: Frame['columns'];
}

/** A simulation and what is recorded of it. */
export interface Recording {
  readonly simulation: Simulation;
  readonly recorder: Recorder;
}

/** The first `replicas` lanes of an array laid out […][lane]. */
export function laneRows<A extends Float64Array | Uint8Array>(array: A, lanes: number, replicas: number): A {
  return array.filter((_: number, i: number) => i % lanes < replicas) as A;
}
