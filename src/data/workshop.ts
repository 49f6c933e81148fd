import type { Frame, Json } from './frame.js';
import type { UnitRun } from './unit-run.js';

/** One unit of work as the engine sees it: what it is called, which point it serves, and how much it costs. */
export interface WorkUnit {
  /** A safe file name. */
  readonly id: string;
  /** The number of the study's point that it belongs to. */
  readonly point: number;
  /** Site-kicks. */
  readonly cost: number;
}

/** Where units are done: made once in every worker thread. */
export interface Workshop {
  /** Begin a unit, or go on from a state. */
  open(unit: string, state?: Frame): UnitRun;
}

/** What a workshop module exports. `material` is whatever the workshop needs: for studies, their text. */
export interface WorkshopModule {
  workshop(material: Json): Workshop | Promise<Workshop>;
}
