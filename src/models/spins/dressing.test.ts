import { expect, test } from 'vitest';
import { spinFunction } from './kernel/dressing.js';
import { spinSchemes } from './kernel/scheme.js';
import { SpinKernel } from './kernel/kernel.js';
import { fields } from './fields.js';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { spinExpansion } from './hierarchy/expansion.js';
import { spinHierarchy } from './hierarchy/hierarchy.js';
import { spinValues } from './hierarchy/values.js';

test.each([
  [4, 2, false],
  [4, 6, true],
  [2, 10, false],
] as const)(
  '%i lanes, %i sites: compiled dressings are the plain sums to 1e-13, orders 1 to 3',
  (lanes, wide, plane) => {
    const size = Math.max(4, wide);
    const lattice = torus(1, size);
    const omega = fields({ magnitudes: { law: 'uniform', from: 1, to: 2 }, plane }, lattice, 4, 0);
    const bonds = Array.from({ length: size }, (_, b) => b);
    const { orders, surroundings } = spinHierarchy({ lattice, fields: omega, order: 3, bonds, cutoff: 0.05 });
    const functions = orders.map(({ u }, k) => spinFunction(spinExpansion(u, surroundings), 0.1 ** (k + 1)));
    const lengths = functions.map((f) => 2 * Math.ceil(f.length(lanes) / 2));
    const extra = lengths.reduce((a, b) => a + b, size * lanes);
    const kernel = new SpinKernel({ lattice, scheme: spinSchemes['even-odd-4'], lanes, extra });
    const sequence = new RandomSequence({ seed: 2, stream: 'synthetic', member: size });
    for (let x = 0; x < size; x++) {
      for (let lane = 0; lane < lanes; lane++) {
        const v = [...sequence.drawGaussians(), ...sequence.drawGaussians()].slice(0, 3);
        const length = Math.sqrt(v.reduce((sum, part) => sum + part * part, 0));
        v.forEach((part, k) => (kernel.spins[(3 * x + k) * lanes + lane] = part / length));
      }
    }
    const to = kernel.at.extra;
    let address = to + 8 * size * lanes;
    functions.forEach((f, k) => {
      const compiled = f.compiled(kernel, address);
      address += 8 * (lengths[k] as number);
      compiled.evaluate(to);
      compiled.evaluate(to);
      for (let lane = 0; lane < lanes; lane++) {
        const plain = spinValues(
          (orders[k] as NonNullable<(typeof orders)[0]>).u,
          surroundings,
          kernel.lane(kernel.spins, lane),
        );
        const found = kernel.lane(kernel.numbers(to, size * lanes), lane);
        const scale = plain.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
        plain.forEach((value, b) => {
          expect(Math.abs((found[b] as number) / 0.1 ** (k + 1) - value) / scale).toBeLessThan(1e-13);
        });
      }
    });
  },
);
