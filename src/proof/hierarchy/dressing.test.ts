import { describe, expect, it } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { dressing } from './dressing.js';
import { values } from './expansion.js';
import { hierarchy } from './hierarchy.js';

const sites = 8;
const omega = Float64Array.from([2, 3, 5, 7, 11, 13, 17, 19], (x) => 1 + (Math.sqrt(x) % 1));
const lattice = torus(1, sites);
const bonds = Array.from({ length: sites }, (_, b) => b);

/** d/dt of (q, p, Q) for V = r⁴/4 on a ring, Q_b' = ε j_b. */
function rates(state: Float64Array, epsilon: number): Float64Array {
  const result = new Float64Array(3 * sites);
  for (let x = 0; x < sites; x++) {
    const y = (x + 1) % sites;
    const f = ((state[x] as number) - (state[y] as number)) ** 3;
    const [px, py] = [state[sites + x] as number, state[sites + y] as number];
    result[x] = px;
    result[sites + x] =
      (result[sites + x] as number) - (omega[x] as number) ** 2 * (state[x] as number) - epsilon * f;
    result[sites + y] = (result[sites + y] as number) + epsilon * f;
    result[2 * sites + x] = (epsilon * f * (px + py)) / 2;
  }
  return result;
}

/** Runge–Kutta of fourth order over time 3; error of Q about 1e-12. */
function trajectory(start: Float64Array, epsilon: number): Float64Array {
  const h = 1 / 512;
  let state = start;
  const moved = (by: Float64Array, time: number) => state.map((s, i) => s + time * (by[i] as number));
  for (let step = 0; step < 3 / h; step++) {
    const a = rates(state, epsilon);
    const b = rates(moved(a, h / 2), epsilon);
    const c = rates(moved(b, h / 2), epsilon);
    const d = rates(moved(c, h), epsilon);
    state = state.map(
      (s, i) =>
        s + (h / 6) * ((a[i] as number) + 2 * (b[i] as number) + 2 * (c[i] as number) + (d[i] as number)),
    );
  }
  return state;
}

describe('dressed transfers', () => {
  const start = new Float64Array(3 * sites);
  for (let i = 0; i < 2 * sites; i++) start[i] = ((i * 11) % 17) / 10 - 0.8;
  const orders = dressing(
    hierarchy({ lattice, coupling: [0, 0, 0, 0, 0.25], pinning: [], frequencies: omega, bonds, order: 3 }),
    0,
  ).orders;

  it.each([0, 1, 2, 3])(
    'Q_b + [εu⁽¹⁾ + … + εⁿu⁽ⁿ⁾]₀ᵗ along a trajectory is of order ε^{n+1}, n = %i: a halved ε divides it by 2^{n+1}, to 2e-2',
    (n) => {
      const residue = (epsilon: number) => {
        const end = trajectory(start, epsilon);
        const sum = end.slice(2 * sites);
        orders.slice(0, n).forEach((order, k) => {
          const last = values(order, end.subarray(0, sites), end.subarray(sites, 2 * sites), 1);
          const first = values(order, start.subarray(0, sites), start.subarray(sites, 2 * sites), 1);
          sum.forEach((value, b) => {
            sum[b] = value + epsilon ** (k + 1) * ((last[b] as number) - (first[b] as number));
          });
        });
        return Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
      };
      const ratio = residue(2e-4) / residue(1e-4);
      expect(ratio / 2 ** (n + 1)).toBeGreaterThan(0.98);
      expect(ratio / 2 ** (n + 1)).toBeLessThan(1.02);
    },
  );
});
