import { hasBoundedDensity, type DisorderLaw } from '../lattice/disorder.js';
import type { Advice } from './model.js';

export function boundedDensity(frequencies: DisorderLaw): Advice[] {
  const { law } = frequencies;
  if (hasBoundedDensity(frequencies)) return [];
  const text =
    law === 'list'
      ? "the frequencies are given one by one: the paper's statements are about almost every realisation of a law with a bounded density"
      : `the law ${law} has no bounded density: resonances are not rare, and the paper's bounds do not hold (its Remarks 1 and 2)`;
  return [{ kind: 'hint', text }];
}
