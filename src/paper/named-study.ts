import type { Reference } from '../data/references/reference.js';
import type { Frame, Json } from '../data/frame.js';
import type { PointResult } from '../result/result.js';
import type { Study } from '../study/study.js';
import type { CalculationName } from './calculation-run.js';
import type { Finding } from '../result/finding.js';

/** `reduced`: the whole catalogue within ten minutes on two cores. `full`: a night for the catalogue. */
export type StudySize = 'reduced' | 'full';

/** A part that is an ordinary study file. */
export interface StudyPart {
  readonly kind: 'study';
  /** A safe folder name. */
  readonly name: string;
  /** The study file. */
  readonly text: string;
}

/** A part that is a calculation of its own, one unit of work for each of the settings. */
export interface CalculationPart {
  readonly kind: 'calculation';
  readonly name: string;
  readonly calculation: CalculationName;
  readonly settings: readonly Json[];
}

export type Part = StudyPart | CalculationPart;

/** What the parts of a named study gave. */
export interface PartResults {
  study(name: string): { readonly study: Study; readonly points: readonly PointResult[] };
  /** One frame for each of the settings, in their order. */
  calculation(name: string): readonly Frame[];
}

/** A statement of the paper as something that can be measured. */
export interface NamedStudy {
  readonly name: string;
  readonly title: string;
  /** What the paper states, and where. */
  readonly statement: string;
  /** Where the paper states it: `Theorem 1`, `section 4.3`. */
  readonly source: string;
  /** How it is measured, in one line. */
  readonly method: string;
  /** What it rests on beside the paper and what the studies among its parts use. */
  readonly references?: readonly Reference[];
  parts(size: StudySize): readonly Part[];
  /** A pure function of the results. */
  finding(results: PartResults, size: StudySize): Finding;
}
