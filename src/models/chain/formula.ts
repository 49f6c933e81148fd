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
  squared,
  sumOver,
  term,
  variable,
  x,
} from '../../data/mathml.js';

const half = fraction(digits('1'), digits('2'));
const harmonic = row(squared(variable('ω'), x), squared(variable('q'), x));

/** Section 5.1, equation (20), with masses. */
export const formula: Formula = {
  text: 'H = Σ_x (p_x²/2m_x + ½ω_x² q_x² + ½(q_x − q_{x+1})²) + ε Σ_x (U(q_x) + V(q_x − q_{x+1}))',
  mathml: row(
    H,
    sumOver(x),
    bracket(
      fraction(kinetic, row(digits('2'), ofSite('m'))),
      sign('+'),
      half,
      harmonic,
      sign('+'),
      half,
      powerOf(bracket(difference(x, next)), digits('2')),
    ),
    sign('+'),
    epsilon,
    sumOver(x),
    bracket(term('U', ofSite('q')), sign('+'), term('V', difference(x, next))),
  ),
};
