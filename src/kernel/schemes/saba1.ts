import { laskarRobutel2001 } from '../../data/references/references.js';
import { symmetric } from './symmetric.js';

export const saba1 = symmetric({
  name: 'SABA1',
  documentation: 'the leapfrog: one kick a step, energy error ε h²',
  rotations: [1 / 2],
  kicks: [1],
  orders: [2, 2],
  nystrom: false,
  usualSteps: { weak: 0.0011, strong: 0.0003 },
  references: [laskarRobutel2001],
});
