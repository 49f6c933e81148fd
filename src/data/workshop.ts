import type { Frame, Json } from './frame.js';
import type { UnitRun } from './unit-run.js';

/** One unit of work as the engine sees it: its name, its point, and its cost. */
export interface WorkUnit {
  /** A safe file name. */
  readonly id: string;
  /** The number of the study's point that it belongs to. */
  readonly point: number;
  /** Site-kicks. */
  readonly cost: number;
}

/** Computes units; each worker thread makes one. */
export interface Workshop {
  /** Begins a unit, or continues it from a state. */
  open(unit: string, state?: Frame): UnitRun;
}

/** The exports of a workshop module. `material` is the workshop's input: for studies, their text. */
export interface WorkshopModule {
  workshop(material: Json): Workshop | Promise<Workshop>;
}
