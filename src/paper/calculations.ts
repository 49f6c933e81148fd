import type { Frame, Json } from '../math/frame.js';
import { bathsCalculation } from './baths-exact.js';
import { boundCalculation } from './bound-constants.js';
import { localisationCalculation } from './chain.js';
import { exactCalculation } from './exact-harmonic.js';
import { decorrelationCalculation } from './decorrelation.js';
import { fiveTermsCalculation } from './five-terms-run.js';
import { variancesCalculation } from './lemma-4.js';
import { packetCalculation } from './packet-run.js';
import { exactResonancesCalculation } from './remark-1.js';
import { transportCalculation } from './remark-2.js';
import { CalculationRun, type Calculation, type CalculationName, type Pieces } from './calculation-run.js';

const calculations: Readonly<Record<CalculationName, Calculation>> = {
  bound: boundCalculation,
  steadyState: bathsCalculation,
  exactHarmonic: exactCalculation,
  decorrelation: decorrelationCalculation,
  fiveTerms: fiveTermsCalculation,
  transport: transportCalculation,
  variances: variancesCalculation,
  localisation: localisationCalculation,
  packet: packetCalculation,
  exactResonances: exactResonancesCalculation,
};

/** @param state of the same calculation, where it shall go on */
export function calculationRun(name: CalculationName, settings: Json, state?: Frame): CalculationRun {
  const calculation = calculations[name];
  const begin = (from?: Frame): Pieces => calculation.pieces(settings, from);
  return new CalculationRun(begin, calculation.work(settings), state);
}

export function calculationWork(name: CalculationName, settings: Json): number {
  return calculations[name].work(settings);
}
