import { blanesMoan2002 } from '../../data/references/references.js';
import { completed, symmetric } from './symmetric.js';

/**
 * Blanes and Moan's SRKN₁₄ᵃ: of order six for any B, provided that [B,[B,[B,A]]] = 0. If ε is not small and the energy
 * must be kept to 5·10⁻⁸, it needs the fewest kicks: pilot runs (`chosenSteps`) on 64 sites allowed a step of 0.018 per
 * kick against 0.010 for ABA864 (U = q⁴/4 without rotation, coupled by εr²/2), and up to 0.033 against 0.020 (ω ∈ [1,
 * 2], V = r²/2 + εr⁴/4). But its errors grow faster at rare hot sites; for errors above 10⁻⁵, and for weak kicks,
 * ABA864 remains better.
 */
export const srkn14 = symmetric({
  name: 'SRKN14',
  documentation: 'fourteen kicks a step, of order six for any strength of the coupling',
  rotations: completed(
    [
      0.0378593198406116, 0.102635633102435, -0.0258678882665587, 0.314241403071447, -0.130144459517415,
      0.106417700369543, -0.00879424312851058,
    ],
    1,
  ),
  kicks: completed(
    [
      0.09171915262446165, 0.183983170005006, -0.05653436583288827, 0.004914688774712854, 0.143761127168358,
      0.328567693746804,
    ],
    2,
  ),
  orders: [6],
  nystrom: true,
  usualSteps: { weak: 0.5, strong: 0.22 },
  references: [blanesMoan2002],
});
