import { laskarRobutel2001 } from '../../data/references/references.js';
import { symmetric } from './symmetric.js';

export const aba82 = symmetric({
  name: 'ABA82',
  documentation: 'four kicks a step, energy error ε h⁸ + ε² h²',
  rotations: [
    0.06943184420297371238802675555359524745214, 0.2605776340045981552106403648947824089476,
    0.3399810435848562648026657591032446872006,
  ],
  kicks: [0.1739274225687269286865319746109997036177, 0.3260725774312730713134680253890002963823],
  orders: [8, 2],
  nystrom: false,
  usualSteps: { weak: 0.0085, strong: 0.002 },
  references: [laskarRobutel2001],
});
