import {
  type Formula,
  H,
  at,
  bracket,
  difference,
  digits,
  epsilon,
  fraction,
  kinetic,
  next,
  power,
  row,
  sign,
  sumOver,
  x,
} from '../../data/mathml.js';

/** Section 5.3. */
export const formula: Formula = {
  text: 'H = Σ_x (p_x²/2 + q_x⁴/4) + (ε/2) Σ_x (q_x − q_{x+1})²',
  mathml: row(
    H,
    sumOver(x),
    bracket(fraction(kinetic, digits('2')), sign('+'), fraction(power(at('q'), digits('4')), digits('4'))),
    sign('+'),
    fraction(epsilon, digits('2')),
    sumOver(x),
    power(bracket(difference(x, next)), digits('2')),
  ),
};
