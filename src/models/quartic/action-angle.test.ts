import { expect, test } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { schemes } from '../../kernel/scheme.js';
import { quarticChain } from './hamiltonian.js';
import { actionAngleDressing, resonanceWidth } from './action-angle.js';
import { FREQUENCY_PER_AMPLITUDE, orbitHarmonics } from './orbit.js';
import { RandomSequence } from '../../math/random.js';

const size = 8;
const chain = quarticChain(torus(1, size), 0);

function drawnPoint(member: number): { q: Float64Array; p: Float64Array } {
  const sequence = new RandomSequence({ seed: 1, stream: 'synthetic', group: 40, member });
  const draw = (): Float64Array => Float64Array.from({ length: size }, () => sequence.drawGaussians()[0]);
  return { q: draw(), p: draw() };
}

/** The uncoupled sites after a time, by one step of order six: exact to 1e-12 for |time| ≤ 0.01. */
function later(
  { q, p }: { q: Float64Array; p: Float64Array },
  time: number,
): { q: Float64Array; p: Float64Array } {
  const { rotations, kicks } = schemes.SRKN14;
  const [x, y] = [q.slice(), p.slice()];
  rotations.forEach((a, i) => {
    for (let k = 0; k < size; k++) {
      x[k] = (x[k] as number) + a * time * (y[k] as number);
      y[k] = (y[k] as number) - (kicks[i] ?? 0) * time * (x[k] as number) ** 3;
    }
  });
  return { q: x, p: y };
}

/** The largest |A_har u + j| over bonds and points, over the root mean square of j. */
function defect(order: number): number {
  const h = 2e-3;
  let [worst, square, count] = [0, 0, 0];
  for (let member = 0; member < 20; member++) {
    const point = drawnPoint(member);
    const j = chain.currents(point);
    const u = [-2, -1, 1, 2].map((k) => {
      const { q, p } = later(point, k * h);
      return actionAngleDressing(q, p, 0, order);
    }) as [Float64Array, Float64Array, Float64Array, Float64Array];
    j.forEach((current, b) => {
      const [a, c, d, e] = u.map((f) => f[b] as number) as [number, number, number, number];
      const rate = (8 * (d - c) - (e - a)) / (12 * h);
      worst = Math.max(worst, Math.abs(rate + current));
      square += current * current;
      count += 1;
    });
  }
  return worst / Math.sqrt(square / count);
}

test.each([
  [1, 0.2],
  [2, 0.02],
  [8, 1e-7],
])(
  '−A_har u = j at random points, with all harmonics up to m + m′ = %i to %d of the current',
  (order, accuracy) => {
    expect(defect(order)).toBeLessThan(accuracy);
    expect(defect(order - 1)).toBeGreaterThan(accuracy / 100);
  },
);

test('switched off: at a large width u is the exact −¼(q² − q′²) alone, at equal frequencies it stays bounded by 1/w', () => {
  const { q, p } = drawnPoint(3);
  actionAngleDressing(q, p, 1e9).forEach((u, x) => {
    const [here, there] = [q[x] as number, q[(x + 1) % size] as number];
    expect(Math.abs(u + 0.25 * (here * here - there * there))).toBeLessThan(1e-12);
  });
  const same = new Float64Array(size).fill(0.7);
  for (const u of actionAngleDressing(same, same, 0.01)) expect(Math.abs(u)).toBeLessThan(1);
  for (const u of actionAngleDressing(new Float64Array(size), new Float64Array(size), 0)) expect(u).toBe(0);
});

test('the width of the 1 : 1 resonance is 2a₀(ω/𝒜)√ε at equal amplitudes, and symmetric in the sites', () => {
  const [a0] = orbitHarmonics as [number];
  const width = resonanceWidth(0, 0, [1.3, 1.3], 0.01);
  expect(Math.abs(width - 0.2 * a0 * FREQUENCY_PER_AMPLITUDE)).toBeLessThan(1e-15);
  expect(resonanceWidth(0, 1, [1.5, 0.5], 0.01)).toBeCloseTo(resonanceWidth(1, 0, [0.5, 1.5], 0.01), 14);
});

test('it is the pendulum’s: in a chain of two sites the 1 : 1 angle turns when started 20 % outside, and does not when 20 % inside', () => {
  const epsilon = 1e-4;
  const mean = 1.2;
  const width = resonanceWidth(0, 0, [mean, mean], epsilon);
  const turns = (share: number): boolean => {
    // ψ = 0 is where the pendulum moves fastest, D = ω − ω' = share·width there.
    const half = (share * width) / FREQUENCY_PER_AMPLITUDE / 2;
    let [q, p] = [Float64Array.of(mean + half, mean - half), Float64Array.of(0, 0)];
    const h = 0.1;
    const { rotations, kicks } = schemes.ABA864;
    let opposite = false;
    for (let n = 0; n < 12000; n++) {
      rotations.forEach((a, i) => {
        q = q.map((x, k) => x + a * h * (p[k] as number));
        const r = (q[0] as number) - (q[1] as number);
        // Two bonds would join two sites of a ring; this is one.
        const b = (kicks[i] ?? 0) * h;
        p = p.map((y, k) => y - b * ((q[k] as number) ** 3 + (k === 0 ? epsilon * r : -epsilon * r)));
      });
      const [here, there] = [(q[0] as number) * (q[1] as number), (p[0] as number) * (p[1] as number)];
      // The angles stand opposite where both products are negative together.
      if (here < -0.5 && there < -0.05) opposite = true;
    }
    return opposite;
  };
  expect(turns(1.2)).toBe(true);
  expect(turns(0.8)).toBe(false);
});
