import type { LawRecord } from './law.js';

/**
 * The law of ω where ω² has a given law: ω = √s, s drawn by that law from the same random numbers. With s of density ρ, ω has the density 2ω ρ(ω²).
 */
export function rootLaw<Law extends { readonly law: string }>(square: LawRecord<Law>): LawRecord<Law> {
  return {
    ...square,
    title: `square-${square.title}`,
    support: (law) => {
      const [from, to] = square.support(law);
      return [Math.sqrt(from), Math.sqrt(to)];
    },
    densityBound: (law) => square.rootDensityBound(law),
    frequency: (law, lattice, site, uniform) => Math.sqrt(square.frequency(law, lattice, site, uniform)),
  };
}
