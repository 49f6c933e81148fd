import type { PhasePoint } from '../../../potential/energies.js';
import type { Places } from '../neighbourhood.js';
import type { Observable } from '../observable.js';

/**
 * f_b, its derivative along a tangent vector, and the sum of the absolute values of the terms of that derivative: term
 * by term with dual numbers in complex arithmetic, a naive twin of the algebra.
 *
 * @param at q and p by site, or Q and P by mode
 * @param tangent the same
 */
export function along(f: Observable, around: Places, b: number, at: PhasePoint, tangent: PhasePoint) {
  const bonds = around.bonds.length;
  let value = 0;
  let slope = 0;
  let size = 0;
  for (let m = 0; m < f.monomials.count; m++) {
    let [re, im, dre, dim] = [1, 0, 0, 0];
    let absolute = 0;
    for (let x = 0; x < around.neighbourhood.offsets.length; x++) {
      const site = around.sites[x * bonds + b] as number;
      const omega = around.frequencies[x * bonds + b] as number;
      const multiply = (sign: number) => {
        const [a, c] = [at.q[site] as number, (sign * (at.p[site] as number)) / omega];
        const [da, dc] = [tangent.q[site] as number, (sign * (tangent.p[site] as number)) / omega];
        const modulus = Math.sqrt(a * a + c * c);
        absolute = absolute * modulus + Math.sqrt((re * re + im * im) * (da * da + dc * dc));
        [re, im, dre, dim] = [
          re * a - im * c,
          re * c + im * a,
          dre * a - dim * c + re * da - im * dc,
          dre * c + dim * a + re * dc + im * da,
        ];
      };
      for (let i = f.monomials.k(m, x); i > 0; i--) multiply(1);
      for (let i = f.monomials.l(m, x); i > 0; i--) multiply(-1);
    }
    const c = f.coefficients[m * bonds + b] as number;
    value += c * (f.parity === 'symmetric' ? re : im);
    slope += c * (f.parity === 'symmetric' ? dre : dim);
    size += Math.abs(c) * absolute;
  }
  return { value, slope, size };
}
