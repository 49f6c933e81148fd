import { type Formula, H, at, epsilon, next, row, sign, sumOver, x } from '../../data/mathml.js';

/** Section 5.2. */
export const formula: Formula = {
  text: 'H = Σ_x ω_x·S_x + ε Σ_x S_x·S_{x+1}',
  mathml: row(
    H,
    sumOver(x),
    at('ω'),
    sign('·'),
    at('S'),
    sign('+'),
    epsilon,
    sumOver(x),
    at('S'),
    sign('·'),
    at('S', next),
  ),
};
