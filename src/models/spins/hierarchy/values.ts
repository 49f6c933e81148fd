import { spinPower, isSecular, type SpinObservable } from './monomials.js';
import type { SpinSurroundings } from './surroundings.js';

/**
 * The function of every bond at one point of phase space, term by term: the plain formula, for tests and single values.
 *
 * @param spins S_x, [site][component]
 */
export function spinValues(f: SpinObservable, around: SpinSurroundings, spins: Float64Array): Float64Array {
  const count = around.bonds.length;
  const locals = around.neighbourhood.offsets.length;
  return Float64Array.from(around.bonds, (_, b) => {
    const own = Array.from({ length: locals }, (_unused, x) => {
      const site = around.sites[x * count + b] as number;
      const along = (axis: number): number =>
        [0, 1, 2].reduce(
          (sum, k) =>
            sum +
            (around.frames[(9 * x + 3 * axis + k) * count + b] as number) * (spins[3 * site + k] as number),
          0,
        );
      return { z: along(2), re: along(0), im: along(1) };
    });
    let total = 0;
    for (let m = 0; 2 * m * count < f.coefficients.length; m++) {
      let re = f.coefficients[2 * m * count + b] as number;
      let im = f.coefficients[(2 * m + 1) * count + b] as number;
      own.forEach((spin, x) => {
        const { a, n } = spinPower(f.monomials, m, x);
        for (let i = 0; i < a; i++) [re, im] = [re * spin.z, im * spin.z];
        const sign = n < 0 ? -1 : 1;
        for (let i = 0; i < Math.abs(n); i++)
          [re, im] = [re * spin.re - sign * im * spin.im, sign * re * spin.im + im * spin.re];
      });
      total += isSecular(f.monomials, m) ? re : 2 * re;
    }
    return total;
  });
}
