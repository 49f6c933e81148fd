import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fields, magnitudes } from './fields.js';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { added, dot, vectorAt } from '../../math/linear/vector.js';
import { currentVariance, energyVariance, spinChain, type SpinChain } from './hamiltonian.js';

const law = { law: 'uniform', from: 1, to: 2 } as const;

function chain(size: number, epsilon: number, plane = false): SpinChain {
  const lattice = torus(1, size);
  return spinChain({ lattice, fields: fields({ magnitudes: law, plane }, lattice, 7, 0), epsilon });
}

/** Independent spins, uniform on the sphere: normalised Gaussians. */
function randomSpins(sequence: RandomSequence, sites: number): Float64Array {
  return Float64Array.from(
    Array.from({ length: sites }, () => {
      const [a, b] = sequence.drawGaussians();
      const [c] = sequence.drawGaussians();
      const norm = Math.sqrt(a * a + b * b + c * c);
      return [a / norm, b / norm, c / norm];
    }).flat(),
  );
}

const members = fc.integer({ min: 0, max: 0xffffffff });
const point = (member: number, sites: number): Float64Array =>
  randomSpins(new RandomSequence({ seed: 3, stream: 'synthetic', member }), sites);

describe.each([3, 4, 7])('a ring of %i spins', (size) => {
  const system = chain(size, 0.3);
  const check = (property: (at: Float64Array) => void): void => {
    fc.assert(
      fc.property(members, (member) => {
        property(point(member, size));
      }),
      { seed: 1, numRuns: 20 },
    );
  };

  test('site energies sum to H, and the local field is the gradient of H, to 1e-14 and 1e-9', () => {
    check((spins) => {
      const total = system.siteEnergies(spins).reduce((a, b) => a + b);
      expect(Math.abs(total - system.energy(spins))).toBeLessThan(1e-14 * 4 * size);
      system.localFields(spins).forEach((slope, i) => {
        const shifted = (by: number): number => system.energy(spins.map((s, k) => (k === i ? s + by : s)));
        expect(Math.abs((shifted(1e-3) - shifted(-1e-3)) / 2e-3 - slope)).toBeLessThan(1e-9);
      });
    });
  });

  test('A e_x = ε(j_{x−1,x} − j_{x,x+1}) to 1e-14, A e_x by the chain rule', () => {
    check((spins) => {
      const velocities = system.velocities(spins);
      const currents = system.currents(spins);
      for (let x = 0; x < size; x++) {
        const [before, after] = [(x + size - 1) % size, (x + 1) % size];
        const [s, v] = [vectorAt(spins, x), vectorAt(velocities, x)];
        const around = added(vectorAt(spins, before), vectorAt(spins, after));
        const aroundRate = added(vectorAt(velocities, before), vectorAt(velocities, after));
        const rate =
          dot(vectorAt(system.fields, x), v) + (system.epsilon / 2) * (dot(around, v) + dot(aroundRate, s));
        const inflow = system.epsilon * ((currents[before] as number) - (currents[x] as number));
        expect(Math.abs(rate - inflow)).toBeLessThan(1e-14);
      }
    });
  });

  test('Ṡ_x is orthogonal to S_x and to its local field', () => {
    check((spins) => {
      const [velocities, local] = [system.velocities(spins), system.localFields(spins)];
      for (let x = 0; x < size; x++) {
        expect(Math.abs(dot(vectorAt(velocities, x), vectorAt(spins, x)))).toBeLessThan(1e-14);
        expect(Math.abs(dot(vectorAt(velocities, x), vectorAt(local, x)))).toBeLessThan(1e-14);
      }
    });
  });
});

test('at T = ∞ ⟨(Σj)²⟩/N and Var(H)/N are the exact averages, by an exact quadrature over six directions a spin to 1e-13', () => {
  // The mean over ±e₁, ±e₂, ±e₃ is that over the sphere for polynomials of degree up to 3 in each spin; (Σj)² has degree 2 in each.
  const size = 4;
  for (const plane of [false, true]) {
    const system = chain(size, 0.7, plane);
    let [flow, energy, count] = [0, 0, 0];
    for (let code = 0; code < 6 ** size; code++) {
      const spins = new Float64Array(3 * size);
      for (let x = 0, rest = code; x < size; x++, rest = Math.floor(rest / 6)) {
        spins[3 * x + (rest % 3)] = rest % 6 < 3 ? 1 : -1;
      }
      flow += system.currents(spins).reduce((a, b) => a + b) ** 2;
      energy += system.energy(spins) ** 2;
      count += 1;
    }
    expect(Math.abs(flow / count / size - currentVariance(system))).toBeLessThan(1e-13);
    expect(Math.abs(energy / count / size - energyVariance(system))).toBeLessThan(1e-13);
  }
});

test('fields: magnitudes of the law, directions in the plane ω₁ = 0 or all over the sphere, the same on every ring', () => {
  const [short, long] = [torus(1, 8), torus(1, 4000)];
  for (const plane of [true, false]) {
    const omega = fields({ magnitudes: law, plane }, long, 11, 2);
    expect(fields({ magnitudes: law, plane }, short, 11, 2)).toEqual(omega.slice(0, 24));
    const sizes = magnitudes(omega);
    expect(Math.min(...sizes)).toBeGreaterThan(1 - 1e-15);
    expect(Math.max(...sizes)).toBeLessThan(2 + 1e-15);
    // Means of squares of 4000 directions: five standard errors, false alarm below 1e-6 for each.
    const units = omega.map((part, i) => part / (sizes[Math.floor(i / 3)] as number));
    [0, 1, 2].forEach((k) => {
      const squares = units.filter((_, i) => i % 3 === k).reduce((sum, u) => sum + u * u, 0) / 4000;
      const [mean, variance] = plane ? [k === 0 ? 0 : 1 / 2, k === 0 ? 0 : 1 / 8] : [1 / 3, 4 / 45];
      expect(Math.abs(squares - mean)).toBeLessThanOrEqual(5 * Math.sqrt(variance / 4000));
    });
  }
});

test('what is not a chain of spins is refused', () => {
  const ring = torus(1, 4);
  const omega = fields({ magnitudes: law, plane: false }, ring, 1, 0);
  const made = (change: object) => () => spinChain({ lattice: ring, fields: omega, epsilon: 1, ...change });
  expect(made({ lattice: torus(2, 4) })).toThrow('invalid dimension; spins live on a ring, 1: 2');
  expect(made({ epsilon: -1 })).toThrow('invalid epsilon; not a number ≥ 0: -1');
  expect(made({ fields: new Float64Array(12) })).toThrow('invalid fields; zero or not finite at site: 0');
  expect(made({ fields: omega.slice(3) })).toThrow('invalid fields; not one vector for each of 4 sites: 3');
  expect(() => fields({ vectors: [[1, 0, 0]] }, ring, 1, 0)).toThrow(
    'invalid fields; the list does not have one vector for each of 4 sites: 1',
  );
});
