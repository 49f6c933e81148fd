import { hasBoundedDensity, lawRecord, type DisorderLaw } from '../lattice/disorder.js';
import type { Advice } from './model.js';

export function boundedDensity(frequencies: DisorderLaw): Advice[] {
  if (hasBoundedDensity(frequencies)) return [];
  const text =
    lawRecord(frequencies).noDensity ??
    `the law ${frequencies.law} has no bounded density: resonances are not rare, and the paper's bounds do not hold (its Remarks 1 and 2)`;
  return [{ kind: 'hint', text }];
}
