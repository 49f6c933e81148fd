import { expect, test } from 'vitest';
import { schemes, type Scheme } from './scheme.js';

test.each(Object.values(schemes))('$name is symmetric and consistent', ({ rotations, kicks }: Scheme) => {
  expect(rotations).toHaveLength(kicks.length + 1);
  expect([...rotations].reverse()).toEqual(rotations);
  expect([...kicks].reverse()).toEqual(kicks);
  for (const part of [rotations, kicks]) {
    expect(Math.abs(part.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(4e-16);
  }
});

test.each(Object.values(schemes))(
  '$name: Σ d_i C_i^k = 1/(k+1) for every k below its first order, to 2e-15 (Blanes et al. 2013, eq. 15)',
  ({ rotations, kicks, orders }: Scheme) => {
    for (let k = 0; k < (orders[0] as number); k++) {
      let along = 0;
      let total = 0;
      kicks.forEach((d, i) => {
        along += rotations[i] as number;
        total += d * along ** k;
      });
      expect(Math.abs(total - 1 / (k + 1))).toBeLessThan(2e-15);
    }
  },
);
