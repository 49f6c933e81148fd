import { head, tail, type Torus } from '../../lattice/torus.js';
import { conjugateGradients } from '../../math/linear/conjugate.js';
import { Invalid } from '../../data/invalid.js';
import type { BondForm } from './bound.js';

/** A quadratic form in the weights of bonds: Σ factor·form. */
export type WeightedForms = readonly { readonly form: BondForm; readonly factor: number }[];

/** ψᵀMψ, M = Σ factor·form. A weight 0 cancels an infinite coefficient, as on an exactly resonant bond. */
export function formValue(forms: WeightedForms, psi: Float64Array): number {
  let sum = 0;
  for (const { form, factor } of forms) {
    form.pairs.forEach(([b, c], i) => {
      const weight = (psi[b] as number) * (psi[c] as number);
      if (weight !== 0) sum += factor * weight * (form.values[i] as number);
    });
  }
  return sum;
}

/**
 * The weights ψ(b) = 1 + θ(head) − θ(tail) with the least ψᵀMψ, over all functions θ on sites: the optimum of what
 * Lemma 3 does with whole numbers and for resonant bonds only. J_ψ = J + ε^{−1} L Σ_x θ_x e_x, so every θ gives the
 * same conductivity.
 *
 * DᵀMD θ = −DᵀM 1, Dθ(b) = θ(head) − θ(tail), by conjugate gradients, preconditioned by the diagonal. The value exceeds
 * the minimum by less than about 10⁻⁸ of it.
 *
 * @param forms over all bonds of the lattice in their order, M symmetrised positive semidefinite and finite
 * @throws Invalid if M is not finite
 */
export function leastWeights(lattice: Torus, forms: WeightedForms): Float64Array {
  const wrong = forms.flatMap(({ form }) => [...form.values]).find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new Invalid('form', 'not finite', wrong);
  const ends = Array.from({ length: lattice.bonds }, (_, b) => [tail(lattice, b), head(lattice, b)] as const);
  const gradient = (theta: Float64Array): Float64Array =>
    Float64Array.from(ends, ([from, to]) => (theta[to] as number) - (theta[from] as number));
  const divergence = (flow: Float64Array): Float64Array => {
    const sums = new Float64Array(lattice.sites);
    ends.forEach(([from, to], b) => {
      sums[to] = (sums[to] as number) + (flow[b] as number);
      sums[from] = (sums[from] as number) - (flow[b] as number);
    });
    return sums;
  };
  const applied = (psi: Float64Array): Float64Array => product(forms, psi);
  const diagonal = new Float64Array(lattice.sites);
  for (const { form, factor } of forms) {
    form.pairs.forEach(([b, c], i) => {
      for (const [site, sign] of incidences(ends, b)) {
        for (const [other, otherSign] of incidences(ends, c)) {
          if (site !== other) continue;
          diagonal[site] =
            (diagonal[site] as number) + factor * sign * otherSign * (form.values[i] as number);
        }
      }
    });
  }
  const theta = conjugateGradients(
    (v) => divergence(applied(gradient(v))),
    (r) =>
      r.map((value, site) => ((diagonal[site] as number) > 0 ? value / (diagonal[site] as number) : value)),
    divergence(applied(new Float64Array(lattice.bonds).fill(-1))),
    { tolerance: 1e-9, steps: 10 * lattice.sites },
  );
  return gradient(theta).map((slope) => 1 + slope);
}

/** Mψ, M symmetrised. */
function product(forms: WeightedForms, psi: Float64Array): Float64Array {
  const result = new Float64Array(psi.length);
  for (const { form, factor } of forms) {
    form.pairs.forEach(([b, c], i) => {
      const half = 0.5 * factor * (form.values[i] as number);
      result[b] = (result[b] as number) + half * (psi[c] as number);
      result[c] = (result[c] as number) + half * (psi[b] as number);
    });
  }
  return result;
}

function incidences(
  ends: readonly (readonly [number, number])[],
  bond: number,
): readonly (readonly [site: number, sign: number])[] {
  const [from, to] = ends[bond] as readonly [number, number];
  return [
    [from, -1],
    [to, 1],
  ];
}
