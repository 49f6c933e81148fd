import { Invalid } from '../../data/invalid.js';
import { isPolynomial, type Polynomial } from '../../potential/polynomial.js';
import type { OscillatorsSpec } from './spec.js';

/**
 * V and U, for what needs them to be polynomials: the algebra of the hierarchy.
 *
 * @throws Invalid with the key of one that is none
 */
export function polynomials(model: Pick<OscillatorsSpec, 'coupling' | 'pinning'>): {
  readonly coupling: Polynomial;
  readonly pinning: Polynomial;
} {
  const one = (key: 'coupling' | 'pinning'): Polynomial => {
    const { potential, text } = model[key];
    if (!isPolynomial(potential)) {
      throw new Invalid(`model.${key}`, 'not a polynomial, which the hierarchy needs', text);
    }
    return potential;
  };
  return { coupling: one('coupling'), pinning: one('pinning') };
}
