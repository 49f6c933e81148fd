import {
  type Formula,
  H,
  bracket,
  digits,
  epsilon,
  fraction,
  kinetic,
  row,
  sign,
  sub,
  sumOver,
  variable,
  x,
} from '../../data/mathml.js';

const bond = row(sign('⟨'), x, sign(','), variable('y'), sign('⟩'));
const turn = bracket(row(sub(variable('q'), x), sign('−'), sub(variable('q'), variable('y'))));

/** De Roeck and Huveneers, arXiv:1305.5127. */
export const formula: Formula = {
  text: 'H = Σ_x p_x²/2 + ε Σ_⟨x,y⟩ (1 − cos(q_x − q_y))',
  mathml: row(
    H,
    sumOver(x),
    fraction(kinetic, digits('2')),
    sign('+'),
    epsilon,
    sumOver(bond),
    bracket(digits('1'), sign('−'), row(variable('cos'), turn)),
  ),
};
