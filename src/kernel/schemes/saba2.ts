import { laskarRobutel2001 } from '../../data/references/references.js';
import { symmetric } from './symmetric.js';

export const saba2 = symmetric({
  name: 'SABA2',
  documentation: 'two kicks a step, energy error ε h⁴ + ε² h²',
  rotations: [1 / 2 - Math.sqrt(3) / 6, 1 / Math.sqrt(3)],
  kicks: [1 / 2],
  orders: [4, 2],
  nystrom: false,
  usualSteps: { weak: 0.0045, strong: 0.0011 },
  references: [laskarRobutel2001],
});
