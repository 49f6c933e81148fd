import { expect, test } from 'vitest';
import { torus } from '../../../lattice/torus.js';
import { modes } from '../modes.js';
import { affordableModes, modeDegree, modeOrderSize } from './counts.js';
import { modeHierarchy } from './hierarchy.js';

const quartic = { coupling: [0, 0, 0, 0, 0.25], pinning: [0, 0, 0, 0, 0.25] };

test('sizes are those of the functions, with half of the monomials that are their own conjugates', () => {
  const frequencies = Float64Array.from({ length: 8 }, (_, x) => 1 + ((x * 0.618034) % 1));
  const own = modes({ lattice: torus(1, 8), frequencies, masses: new Float64Array(8).fill(1) });
  const { orders } = modeHierarchy(own, 3, { ...quartic, order: 2, counts: [5, 4] });
  // |z_a|²|z_b|² of 5 modes are 15, |z_a|²|z_b|²|z_c|² of 4 modes 20.
  expect(orders[0]?.u.f.monomials.count).toBe(modeOrderSize(1, 5, 8, quartic).monomials - 15 / 2);
  expect(orders[1]?.u.f.monomials.count).toBe(modeOrderSize(2, 4, 5, quartic).monomials - 20 / 2);
});

test('12, 9, 6, 5 modes for V and U of degree 4, never more than the ring has, and fewer for higher degrees', () => {
  expect(affordableModes(4, 64, quartic)).toEqual([12, 9, 6, 5]);
  expect(affordableModes(3, 7, quartic)).toEqual([7, 7, 6]);
  const sextic = { coupling: [0, 0, 0, 0, 0, 0, 1], pinning: [] };
  expect(affordableModes(2, 64, sextic)).toEqual([12, 4]);
  expect(modeDegree(3, sextic)).toBe(14);
});
