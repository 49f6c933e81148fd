import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { head, tail, torus, type Torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { clusters } from './clusters.js';
import { formValue, leastWeights, type WeightedForms } from './least-weights.js';
import { rerouting } from './rerouting.js';

function diagonalForm(costs: readonly number[]): WeightedForms {
  return [{ form: { pairs: costs.map((_, b) => [b, b]), values: Float64Array.from(costs) }, factor: 1 }];
}

/** A random positive definite form: RᵀR on neighbouring bonds, halved and doubled to use the factor. */
function randomForm(lattice: Torus, seed: number): WeightedForms {
  const random = new RandomSequence({ seed, stream: 'proof' });
  const pairs: [number, number][] = [];
  const values: number[] = [];
  for (let row = 0; row < lattice.bonds; row++) {
    const b = row;
    const c = (row + 1) % lattice.bonds;
    const [x, y] = random.drawGaussians();
    pairs.push([b, b], [b, c], [c, b], [c, c]);
    values.push(x * x + 0.1, x * y, x * y, y * y + 0.1);
  }
  return [{ form: { pairs, values: Float64Array.from(values, (value) => 2 * value) }, factor: 0.5 }];
}

describe('leastWeights', () => {
  it('on a ring with a diagonal form are ψ_b = N·C_b⁻¹/ΣC⁻¹ (Dirichlet’s principle)', () => {
    const lattice = torus(1, 9);
    const costs = Array.from({ length: 9 }, (_, b) => 0.3 + b * b);
    const total = costs.reduce((sum, cost) => sum + 1 / cost, 0);
    const psi = leastWeights(lattice, diagonalForm(costs));
    costs.forEach((cost, b) => {
      expect(psi[b]).toBeCloseTo(9 / cost / total, 8);
    });
    expect(formValue(diagonalForm(costs), psi)).toBeCloseTo(81 / total, 8);
  });

  it('make the flow Mψ free of divergence and are no worse than Lemma 3, in d = 1, 2, 3', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(torus(1, 7), torus(2, 4), torus(3, 3)),
        fc.nat(1e6),
        fc.constantFrom(0.1, 0.3),
        (lattice, seed, density) => {
          const forms = randomForm(lattice, seed);
          const psi = leastWeights(lattice, forms);
          const sums = new Float64Array(lattice.sites);
          const [{ form, factor }] = forms as [WeightedForms[number]];
          form.pairs.forEach(([b, c], i) => {
            const flow = factor * (form.values[i] as number) * (psi[c] as number);
            sums[head(lattice, b)] = (sums[head(lattice, b)] as number) + flow;
            sums[tail(lattice, b)] = (sums[tail(lattice, b)] as number) - flow;
          });
          expect(Math.max(...sums.map(Math.abs))).toBeLessThan(1e-6);
          const random = new RandomSequence({ seed, stream: 'disorder' });
          const resonant = Array.from({ length: lattice.bonds }, () => random.drawUniform() < density);
          const { psi1 } = rerouting(lattice, clusters(lattice, resonant), 'keep');
          expect(formValue(forms, psi)).toBeLessThanOrEqual(formValue(forms, psi1) * (1 + 1e-9));
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('refuse an infinite form, whose value is finite where the weight is 0', () => {
    const forms = diagonalForm([Infinity, 1, 1]);
    expect(() => leastWeights(torus(1, 3), forms)).toThrow('invalid form; not finite: Infinity');
    expect(formValue(forms, Float64Array.of(0, 1, 2))).toBe(5);
  });
});
