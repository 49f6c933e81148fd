import { describe, expect, it } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { conductivityBound, dissipation, dissipationForms } from './bound.js';
import { expansion, values } from '../hierarchy/expansion.js';
import { hierarchy } from '../hierarchy/hierarchy.js';
import type { Observable } from '../hierarchy/observable.js';

const lattice = torus(1, 6);
const frequencies = Float64Array.from([1, 1.44, 1.96, 2.56, 3.24, 4], Math.sqrt);
const bonds = [0, 1, 2, 3, 4, 5];
const harmonic = { lattice, coupling: [0, 0, 0.5], pinning: [], frequencies, bonds, noise: true };
const ones = new Float64Array(6).fill(1);

describe('the computable bound of Theorem 2', () => {
  it('lies above the exact κ of the harmonic ring of 6 sites at ε = 0.1, ε′ = 0.01 (physics, section 9), below 40 times', () => {
    const bound = conductivityBound(
      dissipation(dissipationForms(lattice, hierarchy({ ...harmonic, order: 2 }), 1), ones),
      0.1,
    );
    const exact = 2 * 2.21374323230943e-4;
    expect(bound).toBeGreaterThan(exact);
    expect(bound).toBeLessThan(40 * exact);
  });

  it('tends to C(n) ε^{n+2}, C(n) > 0, as ε → 0', () => {
    const parts = dissipation(dissipationForms(lattice, hierarchy({ ...harmonic, order: 2 }), 1), ones);
    const constants = [1e-4, 1e-5, 1e-6].map((epsilon) => conductivityBound(parts, epsilon) / epsilon ** 4);
    expect(constants[0]).toBeGreaterThan(0);
    expect((constants[2] as number) / (constants[1] as number)).toBeCloseTo(1, 3);
  });

  it('D of a sum of bonds is ½ Σ_x ⟨(F∘flip_x − F)²⟩/N: exact by 3-point Gauss–Hermite quadrature, to 1e-11', () => {
    const ring = torus(1, 3);
    const own = hierarchy({
      ...harmonic,
      lattice: ring,
      frequencies: Float64Array.from([1, 1.44, 1.96], Math.sqrt),
      bonds: [0, 1, 2],
      order: 1,
    });
    const weights = Float64Array.of(1, -0.5, 2);
    const parts = dissipation(dissipationForms(ring, own, 0.7), weights);
    const replicas = 3 ** 6;
    const nodes = [-Math.sqrt(3), 0, Math.sqrt(3)];
    const shares = [1 / 6, 2 / 3, 1 / 6];
    const mass = new Float64Array(replicas).fill(1);
    const [q, p] = [0, 3].map((first) =>
      Float64Array.from({ length: 3 * replicas }, (_, i) => {
        const [x, r] = [Math.floor(i / replicas), i % replicas];
        const digit = Math.floor(r / 3 ** (first + x)) % 3;
        mass[r] = (mass[r] as number) * (shares[digit] as number);
        const omega = first === 0 ? (own.surroundings.frequencies[[0, 3, 6][x] as number] as number) : 1;
        return (Math.sqrt(0.7) / omega) * (nodes[digit] as number);
      }),
    ) as [Float64Array, Float64Array];
    const square = (f: Observable) => {
      const prepared = expansion(f, own.surroundings);
      const total = (momenta: Float64Array) => {
        const all = values(prepared, q, momenta, replicas);
        return Float64Array.from({ length: replicas }, (_, r) =>
          weights.reduce((sum, weight, b) => sum + weight * (all[b * replicas + r] as number), 0),
        );
      };
      const base = total(p);
      let sum = 0;
      for (const x of [0, 1, 2]) {
        const change = total(p.map((momentum, i) => (Math.floor(i / replicas) === x ? -momentum : momentum)));
        change.forEach((value, r) => (sum += ((mass[r] as number) * (value - (base[r] as number)) ** 2) / 2));
      }
      return sum / 3;
    };
    expect(
      Math.abs((parts.orders[0]?.[0] as number) / square(own.orders[0]?.u as Observable) - 1),
    ).toBeLessThan(1e-11);
    expect(Math.abs(parts.remainder / square(own.v as Observable) - 1)).toBeLessThan(1e-11);
  });

  it('leaves bonds of weight 0 out, and needs a hierarchy with noise', () => {
    const own = hierarchy({ ...harmonic, frequencies: Float64Array.of(1, 1, 1.4, 1.6, 1.96, 1.8), order: 1 });
    const weights = Float64Array.of(0, 1, 2, 1, 1, 1);
    const forms = dissipationForms(lattice, own, 1);
    expect(Number.isFinite(dissipation(forms, weights).remainder)).toBe(true);
    expect(Number.isFinite(dissipation(forms, ones).remainder)).toBe(false);
    const silent = hierarchy({ ...harmonic, order: 1, noise: false });
    expect(() => dissipationForms(lattice, silent, 1)).toThrow('invalid hierarchy; computed without noise');
  });
});
