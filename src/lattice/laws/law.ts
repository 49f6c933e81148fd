import type { Parameter } from '../../data/parameter.js';
import type { Reference } from '../../data/references/reference.js';
import type { Torus } from '../torus.js';

/** One parameter of a law. */
export interface LawParameter extends Parameter {
  readonly kind: 'number' | 'two numbers' | 'numbers';
  readonly default?: number | readonly [number, number];
}

/**
 * Everything about one law of a positive random number at every site: frequency ω_x, mass m_x, or magnitude of a field.
 * Schema, documentation, form and sampling are made from it. All numbers have the unit of that quantity in model units.
 */
export interface LawRecord<Law extends { readonly law: string }> {
  readonly law: Law['law'];
  readonly title: string;
  /** One line. */
  readonly documentation: string;
  readonly parameters: { readonly [Key in Exclude<keyof Law, 'law'>]: LawParameter };
  readonly references: readonly Reference[];
  /** Whether realisations differ: a law that lists its values has only one. */
  readonly random: boolean;
  /** Why there is no bounded density, if there is none. */
  readonly noDensity?: string;
  /** Rules beyond the bounds of the parameters, one [broken, rule, key] for each. */
  rules(law: Law): readonly (readonly [broken: boolean, rule: string, key: string])[];
  /** Why the law does not fit a lattice; null if it does. Left out if it fits every lattice. */
  misfit?(law: Law, lattice: Torus): string | null;
  /** [ω₋, ω₊], the smallest interval that contains every value. */
  support(law: Law): readonly [from: number, to: number];
  /** ρ_max, the least upper bound of the density; ∞ if the density is unbounded. */
  densityBound(law: Law): number;
  /** The least upper bound of 2ω ρ(ω²), the density of the root of what has this law; ∞ if the density is unbounded. */
  rootDensityBound(law: Law): number;
  /**
   * ω_x. `uniform(k)` is the k-th independent number of site x, uniform on (0, 1); any k can be requested, so that a
   * site's frequency never depends on how many numbers another site used.
   */
  frequency(law: Law, lattice: Torus, site: number, uniform: (k: number) => number): number;
}

/** The unit of the quantity that the law describes: 1/time for frequencies. */
const unit = 'as ω, m or |ω|';

export const FROM: LawParameter = {
  kind: 'number',
  meaning: 'ω₋, the lower end of the support',
  unit,
  default: 1,
  bounds: { above: 0 },
};
export const TO: LawParameter = {
  kind: 'number',
  meaning: 'ω₊, the upper end of the support, above `from`',
  unit,
  default: 2,
  bounds: { above: 0 },
};
export const VALUES = { kind: 'numbers', unit, bounds: { above: 0 } } as const;

export const valueRange = (values: readonly number[]): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b)),
  values.reduce((a, b) => Math.max(a, b)),
];
