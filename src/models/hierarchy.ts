import type { TextColumn } from '../data/text-column.js';
import type { HierarchyReport } from '../proof/hierarchy/report.js';
import type { Study } from '../study/study.js';

/** What is asked of the hierarchy of one bond; what is left out is for the model, or the study, to choose. */
export interface HierarchyRequest {
  readonly bond: number;
  readonly order?: number;
  /** Whether to list the terms. */
  readonly terms?: true;
  /** Whether the functions at the end of (11) are wanted too. */
  readonly rest?: true;
  readonly cutoff?: number;
  /** Modes of a chain that every order is made of. */
  readonly modes?: number;
  readonly epsilon?: number;
  readonly temperature?: number;
  /** Averages at ε too. */
  readonly sampled?: true;
  /** Points of phase space that they are made of. */
  readonly samples?: number;
  /** Whether they may take more than an hour. */
  readonly force?: true;
  readonly realisation: number;
}

/** Long work, as its progress is reported. */
export interface LongTask {
  /** How many ticks it has. */
  readonly total: number;
  /** The key to blame where it takes too long, and its value. */
  readonly key: string;
  readonly value: string;
  /** Whether the time shall be taken nevertheless. */
  readonly patient: boolean;
}

/** Begins to watch over long work; `tick` is called for every piece of it, and throws to give it up. */
export type Watch = (task: LongTask) => { readonly tick: () => void; readonly end: () => void };

/** A part of what is printed of a hierarchy: a sentence that is broken to the width of the terminal, a table, or lines that stay as they are. */
export type TextPiece =
  string | { readonly columns: readonly TextColumn[] } | { readonly lines: readonly string[] };

/** The hierarchy of section 4.1 of one kind of model: what it can be asked, its report, and how that is worded. */
export interface ModelHierarchy<S extends Study = Study, R extends HierarchyReport = HierarchyReport> {
  /** The number of its first order. */
  readonly first: 0 | 1;
  /** What only some models can be asked. */
  readonly takes: readonly ('modes' | 'sampled')[];
  /** @throws Invalid where there is no such bond, functions would be too large, or the equations have no solution */
  report(study: S, request: HierarchyRequest, watch: Watch): R;
  /** What is printed of the report for people, below the study's title. */
  text(study: S, report: R, request: HierarchyRequest): readonly TextPiece[];
}

/** Order of the hierarchy that the estimator of a study uses, 1 at least: what the commands of the proof start from. */
export function usualOrder({ dressing }: Study): number {
  return Math.max(1, dressing);
}
