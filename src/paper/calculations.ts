import type { Frame, Json } from '../data/frame.js';
import { bathsCalculation } from './baths/exact.js';
import { boundCalculation } from './theorem-2/bound-constants.js';
import { localisationCalculation } from './chain/study.js';
import { exactCalculation } from './theorem-2/exact-harmonic.js';
import { decorrelationCalculation } from './decorrelation/study.js';
import { fiveTermsCalculation } from './five-terms/calculation.js';
import { variancesCalculation } from './lemma-4/study.js';
import { packetCalculation } from './packet/calculation.js';
import { quarticDressingCalculation } from './quartic/dressing-calculation.js';
import { quarticMapCalculation } from './quartic/map-calculation.js';
import { exactResonancesCalculation } from './remark-1/study.js';
import { transportCalculation } from './remark-2/study.js';
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
  quarticDressing: quarticDressingCalculation,
  quarticMap: quarticMapCalculation,
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
