import type { Json } from '../math/frame.js';
import { boundCalculation } from './bound-constants.js';
import { exactCalculation } from './exact-harmonic.js';
import { decorrelationCalculation } from './decorrelation.js';
import { fiveTermsCalculation } from './five-terms-run.js';
import { variancesCalculation } from './lemma-4.js';
import { exactResonancesCalculation } from './remark-1.js';
import { transportCalculation } from './remark-2.js';
import { CalculationRun, type Calculation, type CalculationName } from './calculation-run.js';

const calculations: Readonly<Record<CalculationName, Calculation>> = {
  bound: boundCalculation,
  exactHarmonic: exactCalculation,
  decorrelation: decorrelationCalculation,
  fiveTerms: fiveTermsCalculation,
  transport: transportCalculation,
  variances: variancesCalculation,
  exactResonances: exactResonancesCalculation,
};

export function calculationRun(name: CalculationName, settings: Json): CalculationRun {
  const calculation = calculations[name];
  return new CalculationRun(() => calculation.pieces(settings), calculation.work(settings));
}

export function calculationWork(name: CalculationName, settings: Json): number {
  return calculations[name].work(settings);
}
