import { describe, expect, it } from 'vitest';
import { torus } from '../../../lattice/torus.js';
import { dressing } from '../../../proof/hierarchy/dressing.js';
import type { Expansion } from '../../../data/expansion.js';
import { values } from '../../../proof/hierarchy/expansion.js';
import { oscillatorsReport, type OscillatorsOrder } from './report.js';
import { hierarchy } from '../../../proof/hierarchy/hierarchy.js';

const lattice = torus(2, 5);
const frequencies = Float64Array.from({ length: 25 }, (_, x) => 1 + ((x * 37) % 53) / 53);
const bonds = [7, 20, 49];
const own = hierarchy({ lattice, coupling: [0, 0, 0, 0, 0.25], pinning: [], order: 2, frequencies, bonds });
const replicas = 3;
const q = Float64Array.from({ length: 25 * replicas }, (_, i) => ((i * 29) % 31) / 20 - 0.7);
const p = Float64Array.from({ length: 25 * replicas }, (_, i) => ((i * 17) % 23) / 12 - 0.9);

/** Σ c·Re(Π z^k z̄^l) at one replica, from what is printed and nothing else. */
function printed(
  report: { sites: readonly number[]; frequencies: readonly number[] },
  order: OscillatorsOrder,
  r: number,
) {
  let total = 0;
  for (const { k, l, value } of order.terms ?? []) {
    let [re, im] = [1, 0];
    report.sites.forEach((site, i) => {
      const x = (report.frequencies[i] as number) * (q[site * replicas + r] as number);
      for (const [times, sign] of [
        [k[i] as number, 1],
        [l[i] as number, -1],
      ] as const) {
        const y = sign * (p[site * replicas + r] as number);
        for (let n = times; n > 0; n--) [re, im] = [re * x - im * y, re * y + im * x];
      }
    });
    total += value * re;
  }
  return total;
}

describe('the report of a hierarchy', () => {
  it('lists sites, terms and counts from which u is evaluated as the dressing does, to 1e-12', () => {
    const orders = dressing(own, 0).orders;
    bonds.forEach((bond, place) => {
      const report = oscillatorsReport({
        lattice,
        hierarchy: own,
        epsilon: 0.1,
        temperature: 1,
        terms: true,
        place,
      });
      expect(report.bond[0]).toBe(Math.floor(bond / 2));
      report.orders.forEach((order, i) => {
        expect(order.monomials).toBe(2 * (order.terms?.length ?? 0));
        const all = values(orders[i] as Expansion, q, p, replicas);
        for (let r = 0; r < replicas; r++) {
          const value = all[place * replicas + r] as number;
          expect(Math.abs(printed(report, order, r) - value)).toBeLessThan(1e-12 * (1 + Math.abs(value)));
        }
        const denominators = (order.terms ?? []).map(({ k, l }) =>
          Math.abs(
            k.reduce((s, kx, x) => s + (kx - (l[x] as number)) * (report.frequencies[x] as number), 0),
          ),
        );
        expect(order.smallestDenominator).toBeCloseTo(Math.min(...denominators), 12);
        const product = Object.entries(order.smallestXi).reduce(
          (s, [site, xi]) => s + xi * (frequencies[Number(site)] as number),
          0,
        );
        expect(Math.abs(product)).toBeCloseTo(order.smallestDenominator as number, 12);
      });
    });
  });

  it('has the same norm as the bond has alone, and no terms unless asked for', () => {
    const alone = hierarchy({
      lattice,
      coupling: [0, 0, 0, 0, 0.25],
      pinning: [],
      order: 2,
      frequencies,
      bonds: [20],
    });
    const one = oscillatorsReport({ lattice, hierarchy: alone, epsilon: 0.1, temperature: 2 });
    const same = oscillatorsReport({ lattice, hierarchy: own, epsilon: 0.1, temperature: 2, place: 1 });
    expect(one).toEqual(same);
    expect(one.orders[0]).not.toHaveProperty('terms');
    expect(() =>
      oscillatorsReport({ lattice, hierarchy: own, epsilon: 1, temperature: 1, place: 3 }),
    ).toThrow('invalid place; no such bond: 3');
  });
});

describe('dressing', () => {
  it('leaves out the terms of small denominators, and changes no other', () => {
    const cutoff = 0.3;
    const [full, cut] = [dressing(own, 0), dressing(own, cutoff)];
    const reports = bonds.map((_, place) =>
      oscillatorsReport({ lattice, hierarchy: own, epsilon: 0.1, temperature: 1, terms: true, place }),
    );
    let dropped = 0;
    [0, 1].forEach((i) => {
      const all = values(full.orders[i] as Expansion, q, p, replicas);
      const some = values(cut.orders[i] as Expansion, q, p, replicas);
      reports.forEach((report, b) => {
        const order = report.orders[i] as OscillatorsOrder;
        const small = (order.terms ?? []).filter(({ k, l }) => {
          const xi = k.map((kx, x) => kx - (l[x] as number));
          return (
            Math.abs(xi.reduce((s, value, x) => s + value * (report.frequencies[x] as number), 0)) < cutoff
          );
        });
        dropped += small.length;
        for (let r = 0; r < replicas; r++) {
          const left = printed(report, { ...order, terms: small }, r);
          const value = all[b * replicas + r] as number;
          expect(Math.abs((some[b * replicas + r] as number) + left - value)).toBeLessThan(
            1e-11 * (1 + Math.abs(value)),
          );
        }
      });
    });
    expect(dropped).toBeGreaterThan(bonds.length);
    expect(cut.cutoff).toBe(cutoff);
  });
});
