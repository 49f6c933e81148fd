import { type Formula, H, ofSite, epsilon, next, row, sign, sumOver, x } from '../../data/mathml.js';

/** Section 5.2. */
export const formula: Formula = {
  text: 'H = Σ_x ω_x·S_x + ε Σ_x S_x·S_{x+1}',
  mathml: row(
    H,
    sumOver(x),
    ofSite('ω'),
    sign('·'),
    ofSite('S'),
    sign('+'),
    epsilon,
    sumOver(x),
    ofSite('S'),
    sign('·'),
    ofSite('S', next),
  ),
};
