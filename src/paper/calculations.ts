import type { Json } from '../math/frame.js';
import { boundCalculation } from './bound-constants.js';
import { exactCalculation } from './exact-harmonic.js';
import { decorrelationCalculation } from './decorrelation.js';
import { fiveTermsCalculation } from './five-terms-run.js';
import { variancesCalculation } from './lemma-4.js';
import { exactResonancesCalculation } from './remark-1.js';
import { transportCalculation } from './remark-2.js';
import { CalculationRun, type Pieces } from './calculation-run.js';

/** A calculation: its work, in anything like site-kicks, and how it is done. */
export interface Calculation {
  work(settings: Json): number;
  pieces(settings: Json): Pieces;
}

/** The calculations that the parts of named studies may ask for. */
const calculations = {
  bound: boundCalculation,
  exactHarmonic: exactCalculation,
  decorrelation: decorrelationCalculation,
  fiveTerms: fiveTermsCalculation,
  transport: transportCalculation,
  variances: variancesCalculation,
  exactResonances: exactResonancesCalculation,
} as const satisfies Readonly<Record<string, Calculation>>;

export type CalculationName = keyof typeof calculations;

export function calculationRun(name: CalculationName, settings: Json): CalculationRun {
  const calculation: Calculation = calculations[name];
  return new CalculationRun(() => calculation.pieces(settings), calculation.work(settings));
}

export function calculationWork(name: CalculationName, settings: Json): number {
  return calculations[name].work(settings);
}
