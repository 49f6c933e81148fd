import { blanesMoan2002 } from '../../data/references/references.js';
import { completed, symmetric } from './symmetric.js';

/**
 * Blanes and Moan's SRKN₁₄ᵃ: of order six for any B, as long as [B,[B,[B,A]]] = 0. Where ε is not small and the energy is to be kept
 * to 5·10⁻⁸ it takes the fewest kicks: pilot runs on 64 sites allowed 0.018 a kick where ABA864 was allowed 0.010 (U = q⁴/4 without
 * rotation, coupled by εr²/2), and up to 0.033 against 0.020 (ω ∈ [1, 2], V = r²/2 + εr⁴/4). Its errors grow faster with what is rare
 * and hot, though; for errors above 10⁻⁵, and for weak kicks, ABA864 remains the better one.
 */
export const srkn14 = symmetric({
  name: 'SRKN14',
  documentation: 'fourteen kicks a step, of order six however strong the coupling is',
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
