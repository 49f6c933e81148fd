import {
  type Formula,
  H,
  ofSite,
  bracket,
  difference,
  digits,
  epsilon,
  fraction,
  kinetic,
  next,
  powerOf,
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
    bracket(
      fraction(kinetic, digits('2')),
      sign('+'),
      fraction(powerOf(ofSite('q'), digits('4')), digits('4')),
    ),
    sign('+'),
    fraction(epsilon, digits('2')),
    sumOver(x),
    powerOf(bracket(difference(x, next)), digits('2')),
  ),
};
