import { describe, expect, it } from 'vitest';
import { bondBall, head, neighbour, tail, torus, type Torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { derivative, valueAt, type Polynomial } from '../../potential/polynomial.js';
import { expansion, values } from './expansion.js';
import { hierarchy, type Hierarchy } from './hierarchy.js';
import type { Observable } from './observable.js';
import type { Surroundings } from './neighbourhood.js';
import { along } from './testing/along.js';

interface Point {
  readonly q: Float64Array;
  readonly p: Float64Array;
}

interface Model {
  readonly lattice: Torus;
  readonly coupling: Polynomial;
  readonly pinning: Polynomial;
}

const random = new RandomSequence({ seed: 3, stream: 'synthetic' });
const gaussians = (length: number) => Float64Array.from({ length }, () => random.drawGaussians()[0]);
const frequenciesOf = (lattice: Torus) =>
  Float64Array.from({ length: lattice.sites }, () => 1 + random.drawUniform());
const pointOf = (lattice: Torus): Point => ({ q: gaussians(lattice.sites), p: gaussians(lattice.sites) });

/** −∂/∂q_x of Σ U(q_x) + Σ V(q_tail − q_head), from the potentials themselves. */
function force({ lattice, coupling, pinning }: Model, { q }: Point): Float64Array {
  return q.map((here, x) => {
    let result = -valueAt(derivative(pinning), here);
    for (let k = 0; k < lattice.dimension; k++) {
      for (const step of [-1, 1]) {
        result -= valueAt(derivative(coupling), here - (q[neighbour(lattice, x, k, step)] as number));
      }
    }
    return result;
  });
}

/** S f by its definition: Σ_x f(…, −p_x, …) − f. */
function flipped(f: Observable, around: Surroundings, b: number, { q, p }: Point): number {
  const bonds = around.bonds.length;
  const prepared = expansion(f, around);
  const sites = around.neighbourhood.offsets.map((_, x) => around.sites[x * bonds + b] as number);
  const replicas = sites.length + 1;
  const spread = (v: Float64Array, flip: boolean) =>
    Float64Array.from({ length: v.length * replicas }, (_, i) => {
      const site = Math.floor(i / replicas);
      return (v[site] as number) * (flip && sites[i % replicas] === site ? -1 : 1);
    });
  const all = values(prepared, spread(q, false), spread(p, true), replicas);
  const own = all.subarray(b * replicas, (b + 1) * replicas);
  const base = own[replicas - 1] as number;
  return own.reduce((total, value) => total + value - base, 0);
}

const cases: (Model & { name: string; order: number; noise: boolean; remainder?: boolean })[] = [
  {
    name: 'd = 1, V = r⁴/4, n = 3',
    lattice: torus(1, 9),
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [],
    order: 3,
    noise: true,
  },
  {
    name: 'd = 1, V = r⁴/4 + r⁶/6, U = q³/5 + q⁴/4, n = 2',
    lattice: torus(1, 7),
    coupling: [0, 0, 0, 0, 0.25, 0, 1 / 6],
    pinning: [0, 0, 0, 0.2, 0.25],
    order: 2,
    noise: false,
  },
  {
    name: 'd = 1, V = r²/2, n = 20',
    lattice: torus(1, 44),
    coupling: [0, 0, 0.5],
    pinning: [],
    order: 20,
    noise: true,
  },
  {
    name: 'd = 1, V = r²/2 + r⁴/4, U = q³ − q²/3, n = 2',
    lattice: torus(1, 6),
    coupling: [0, 0, 0.5, 0, 0.25],
    pinning: [0, 0, -1 / 3, 1],
    order: 2,
    noise: true,
  },
  {
    name: 'd = 1, V = r⁴/4, N = 4 < 2n: a ball that meets itself, n = 3',
    lattice: torus(1, 4),
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [],
    order: 3,
    noise: true,
  },
  {
    name: 'd = 2, V = r⁴/4, U = q⁴/4, n = 2',
    lattice: torus(2, 6),
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [0, 0, 0, 0, 0.25],
    order: 2,
    noise: true,
  },
  {
    name: 'd = 2, V = r⁴/4, N = 3, n = 2',
    lattice: torus(2, 3),
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [],
    order: 2,
    noise: true,
  },
  {
    name: 'd = 1, V = r⁴/4, n = 4, without A_anh u⁽⁴⁾',
    lattice: torus(1, 9),
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [],
    order: 4,
    noise: false,
    remainder: false,
  },
  {
    name: 'd = 2, V = r⁴/4, n = 3, without A_anh u⁽³⁾',
    lattice: torus(2, 6),
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [],
    order: 3,
    noise: false,
    remainder: false,
  },
  {
    name: 'd = 3, V = r⁴/4, n = 2',
    lattice: torus(3, 4),
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [],
    order: 2,
    noise: false,
  },
  {
    name: 'd = 3, V = r²/2, n = 3',
    lattice: torus(3, 7),
    coupling: [0, 0, 0.5],
    pinning: [],
    order: 3,
    noise: true,
  },
];

const epsilon = 0.3;

describe.each(cases)('hierarchy: $name', (model) => {
  const { lattice, order, noise, remainder = true } = model;
  const bonds = remainder ? [0, lattice.dimension, lattice.bonds - 1] : [lattice.bonds - 1];
  const own: Hierarchy = hierarchy({ ...model, remainder, frequencies: frequenciesOf(lattice), bonds });
  const around = own.surroundings;
  const omega = new Float64Array(lattice.sites);
  around.sites.forEach((site, i) => (omega[site] = around.frequencies[i] as number));
  const point = pointOf(lattice);
  const zero = new Float64Array(lattice.sites);
  const forces = force(model, point);
  const harmonicField = { q: point.p, p: point.q.map((q, x) => -((omega[x] as number) ** 2) * q) };
  const anharmonicField = { q: zero, p: forces };
  const field = {
    q: point.p,
    p: point.q.map((q, x) => -((omega[x] as number) ** 2) * q + epsilon * (forces[x] as number)),
  };
  const currents = bonds.map((bond) => {
    const [t, h] = [tail(lattice, bond), head(lattice, bond)];
    const momenta = (point.p[t] as number) + (point.p[h] as number);
    return (
      (momenta / 2) * valueAt(derivative(model.coupling), (point.q[t] as number) - (point.q[h] as number))
    );
  });
  const u = own.orders.map((one) => one.u);

  it('(8): −A_har u⁽¹⁾ = j, to 1e-13 of the terms', () => {
    bonds.forEach((_, b) => {
      const { slope, size } = along(u[0] as Observable, around, b, point, harmonicField);
      expect(Math.abs(-slope - (currents[b] as number))).toBeLessThan(1e-13 * size);
      expect(along(own.current, around, b, point, harmonicField).value).toBeCloseTo(
        currents[b] as number,
        10,
      );
    });
  });

  it('(9), (10): −A_har u⁽ᵏ⁺¹⁾ = A_anh u⁽ᵏ⁾, to 1e-12 of the terms', () => {
    bonds.forEach((_, b) => {
      u.forEach((f, k) => {
        const right = along(f, around, b, point, anharmonicField);
        const next = u[k + 1];
        if (next !== undefined) {
          const left = along(next, around, b, point, harmonicField);
          expect(Math.abs(-left.slope - right.slope)).toBeLessThan(1e-12 * (left.size + right.size));
        } else if (remainder) {
          const { value } = along(own.remainder as Observable, around, b, point, harmonicField);
          expect(Math.abs(value - right.slope)).toBeLessThan(1e-12 * right.size);
        }
      });
    });
  });

  it.runIf(remainder)('j = −(A_har + εA_anh)u + εⁿ A_anh u⁽ⁿ⁾, to 1e-12 of the terms', () => {
    bonds.forEach((_, b) => {
      const terms = u.map((f, k) => ({ ...along(f, around, b, point, field), weight: epsilon ** k }));
      const slope = terms.reduce((sum, term) => sum + term.weight * term.slope, 0);
      const size = terms.reduce((sum, term) => sum + term.weight * term.size, 0);
      const rest = along(own.remainder as Observable, around, b, point, field).value;
      expect(Math.abs(-slope + epsilon ** order * rest - (currents[b] as number))).toBeLessThan(1e-12 * size);
    });
  });

  it.runIf(noise)(
    '(11): j = −Lu + εⁿSv with ε′ = εⁿ, and −S v⁽ⁿ⁾ = A_anh u⁽ⁿ⁾, to 1e-11 of the terms',
    () => {
      bonds.forEach((_, b) => {
        const v = own.v as Observable;
        const rate = epsilon ** order;
        const terms = u.map((f, k) => ({
          ...along(f, around, b, point, field),
          flips: flipped(f, around, b, point),
          weight: epsilon ** k,
        }));
        const size = terms.reduce((sum, term) => sum + term.weight * term.size, 0);
        const generator = terms.reduce(
          (sum, term) => sum + term.weight * (term.slope + rate * term.flips),
          0,
        );
        const flipsOfU = terms.reduce((sum, term) => sum + term.weight * term.flips, 0);
        const flipsOfV = flipsOfU - flipped(v, around, b, point);
        expect(Math.abs(-generator + rate * flipsOfV - (currents[b] as number))).toBeLessThan(1e-11 * size);
        const rest = along(own.remainder as Observable, around, b, point, field);
        expect(Math.abs(flipped(v, around, b, point) + rest.value)).toBeLessThan(1e-11 * rest.size);
      });
    },
  );

  it('u⁽ᵏ⁾ is p-symmetric, of mean zero, and depends on B₁(b, k−1) only', () => {
    const mirrored = { q: point.q, p: point.p.map((p) => -p) };
    bonds.forEach((bond, b) => {
      own.orders.forEach(({ u: f, order: k }) => {
        const { value } = along(f, around, b, point, field);
        expect(along(f, around, b, mirrored, field).value).toBe(value);
        const ball = new Set(bondBall(lattice, bond, k - 1));
        for (let m = 0; m < f.monomials.count; m++) {
          const exponents = around.neighbourhood.offsets.map((_, x) => [
            f.monomials.k(m, x),
            f.monomials.l(m, x),
          ]);
          const beyond = exponents.some(
            ([kx, lx], x) =>
              (kx as number) + (lx as number) > 0 && !ball.has(around.sites[x * bonds.length + b] as number),
          );
          const constant = exponents.every(([kx, lx]) => kx === lx);
          if (beyond || constant) throw new Error(`order ${String(k)} has a wrong monomial: ${String(m)}`);
        }
      });
    });
  });
});

describe('hierarchy', () => {
  const lattice = torus(1, 12);
  const frequencies = frequenciesOf(lattice);
  const quartic = { lattice, coupling: [0, 0, 0, 0, 0.25], pinning: [], frequencies, bonds: [0] };

  it('has 32, 532, 7676 monomials at n = 1, 2, 3 for d = 1, V = r⁴/4, none of them vanishing', () => {
    const { orders } = hierarchy({ ...quartic, order: 3 });
    expect(orders.map(({ u }) => 2 * u.monomials.count)).toEqual([32, 532, 7676]);
    for (const { u } of orders) expect(u.coefficients.every((c) => c !== 0)).toBe(true);
  });

  it('gives every bond the bits that it gets alone', () => {
    const bonds = Array.from({ length: 12 }, (_, b) => b);
    const together = hierarchy({ ...quartic, bonds, order: 2 }).orders[1]?.u as Observable;
    for (const b of bonds) {
      const alone = hierarchy({ ...quartic, bonds: [b], order: 2 }).orders[1]?.u as Observable;
      expect(alone.coefficients).toEqual(together.coefficients.filter((_, i) => i % 12 === b));
    }
  });

  it('leaves out terms below the cutoff, and is infinite at an exact resonance without one', () => {
    const equal = new Float64Array(12).fill(1.5);
    const resonant = hierarchy({ ...quartic, frequencies: equal, order: 1 });
    expect(resonant.orders[0]?.smallestDenominators[0]).toBe(0);
    expect(resonant.orders[0]?.u.coefficients.some((c) => !Number.isFinite(c))).toBe(true);
    const cut = hierarchy({ ...quartic, frequencies: equal, order: 2, cutoff: 0.1 });
    for (const { u, smallestDenominators } of cut.orders) {
      expect(u.coefficients.every(Number.isFinite)).toBe(true);
      expect(smallestDenominators[0]).toBeGreaterThanOrEqual(0.1);
    }
  });

  it('refuses an order below 1, an odd V, and exponents beyond a byte', () => {
    expect(() => hierarchy({ ...quartic, order: 0 })).toThrow('invalid order; not a whole number');
    expect(() => hierarchy({ ...quartic, order: 1, coupling: [0, 0, 1, 1] })).toThrow(
      'invalid coupling; not even',
    );
    const high = new Array<number>(101).fill(0).concat(1);
    expect(() => hierarchy({ ...quartic, order: 3, pinning: high })).toThrow('invalid order; polynomials');
    expect(() => hierarchy({ ...quartic, order: 1, bonds: [12] })).toThrow('invalid bond; not in 0 … 11: 12');
  });
});
