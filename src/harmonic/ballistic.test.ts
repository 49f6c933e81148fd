import { describe, expect, it } from 'vitest';
import { frequencies } from '../lattice/realisation.js';
import { head, tail, torus } from '../lattice/torus.js';
import { solution, squareMatrix } from '../math/linear/dense.js';
import { dynamicalMatrix } from './conductivity.js';
import { harmonicTransport } from './ballistic.js';
import { onset, remark2Finding } from '../paper/remark-2/study.js';

describe('harmonicTransport', () => {
  it('of the ordered ring is ballistic with D = ⟨v_k²⟩, v_k = ε sin k/ω_k, to 1e-12', () => {
    const [sites, epsilon] = [12, 0.3];
    const omega = new Float64Array(sites).fill(1.2);
    const { ballistic } = harmonicTransport(torus(1, sites), omega, epsilon);
    let mean = 0;
    for (let m = 0; m < sites; m++) {
      const k = (2 * Math.PI * m) / sites;
      mean += (epsilon * Math.sin(k)) ** 2 / (1.44 + 2 * epsilon * (1 - Math.cos(k))) / sites;
    }
    expect(Math.abs(ballistic / mean - 1)).toBeLessThan(1e-12);
  });

  it('begins as κ(t) = (ε²/N)⟨J²⟩ t with ⟨J²⟩ of the Gibbs measure, to 1e-6 at t = 1e-4, and has no ballistic part with disorder', () => {
    const [lattice, epsilon] = [torus(1, 7), 0.4];
    const omega = frequencies({ law: 'uniform', from: 1, to: 2 }, lattice, 3, 0);
    const phi = dynamicalMatrix({ lattice, frequencies: omega, coupling: [0, 0, 0.5], pinning: [], epsilon });
    const covariance = Array.from({ length: 7 }, (_, x) =>
      solution(
        squareMatrix(7, (i, j) => phi.entries[i * 7 + j] as number),
        Float64Array.from({ length: 7 }, (_unused, y) => (x === y ? 1 : 0)),
      ),
    );
    const q = (x: number, y: number): number => covariance[x]?.[y] as number;
    let mean = 0;
    for (let b = 0; b < 7; b++) {
      for (let c = 0; c < 7; c++) {
        const [t, h, s, g] = [tail(lattice, b), head(lattice, b), tail(lattice, c), head(lattice, c)];
        const momenta = [t === s, t === g, h === s, h === g].filter(Boolean).length;
        mean += 0.25 * momenta * (q(t, s) - q(t, g) - q(h, s) + q(h, g));
      }
    }
    const transport = harmonicTransport(lattice, omega, epsilon);
    const expected = ((epsilon * epsilon) / 7) * mean * 1e-4;
    expect(Math.abs(transport.conductivity(1e-4) / expected - 1)).toBeLessThan(1e-6);
    expect(transport.ballistic).toBe(0);
    // Bounded sloshing: κ falls as 1/t, to below a thousandth of its start.
    expect(transport.conductivity(1e7)).toBeLessThan(1e-3 * transport.conductivity(1));
  });
});

describe('remark-2', () => {
  const times = [1, 2, 4, 8, 16, 32];
  // Sloshing 1/t and a ballistic part t/100.
  const one = { times, curve: times.map((t) => 1 / t + t / 100), ballistic: 0.01 };

  it('finds the onset where half of κ is D t: t = 10, the next of the times being 16', () => {
    expect(onset(one)).toBe(16);
    expect(onset({ ...one, ballistic: 0 })).toBeNull();
  });

  it('reads the share of the ballistic part at ε^{−n}', () => {
    const { table } = remark2Finding([{ ...one, n: 1, epsilon: 0.5, measured: null }]);
    expect(table.rows[0]?.[5]).toBeCloseTo(0.02 / 0.52, 14);
  });
});
