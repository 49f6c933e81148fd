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
const bond = row(sign('⟨'), x, sign(','), variable('y'), sign('⟩'));

/** Section 2. */
export const formula: Formula = {
  text: 'H = Σ_x (½(p_x² + ω_x² q_x²) + ε U(q_x)) + ε Σ_⟨x,y⟩ V(q_x − q_y)',
  mathml: row(
    H,
    sumOver(x),
    bracket(half, bracket(kinetic, sign('+'), harmonic), sign('+'), epsilon, term('U', ofSite('q'))),
    sign('+'),
    epsilon,
    sumOver(bond),
    term('V', difference(x, variable('y'))),
  ),
};
