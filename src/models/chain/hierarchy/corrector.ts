import { modeFunction, type ModeFunction, type ModeTerm } from '../mode-function.js';
import { along, type Modes } from '../modes.js';

/** Where an energy counts that the harmonic dynamics keep: a choice of u⁰ + Σ_k c_kE_k, all of which have the same −A_har u⁰. */
export type Placing =
  /** c = 0: u⁰ has no part that is constant in time, as in physics section 10. */
  | 'none'
  /** The whole energy E_k = ½(P_k² + ω_k²Q_k²) of mode k sits at its home: u⁰ of two neighbouring bonds then differ by e_x − E_x. */
  | 'homes';

/** Differences |ω_k² − ω_l²| below this are not divided by. */
export const NEAR_DEGENERATE = 1e-6;

/**
 * C of the corrector of the harmonic current j⁰_b of bond b = (x, x+1), physics section 10: [Φ, C] = (Bᵀ − B)/2 in the eigenbasis,
 *
 *   C_kl = ½W_b/(ω_k² − ω_l²),   W_b = φ_k(x)φ_l(x+1) − φ_l(x)φ_k(x+1).
 *
 * The paper's lucky cancellation, made explicit: W_b − W_{b−1} = (ω_k² − ω_l²)ξ_k(x)ξ_l(x), so that on an infinite chain
 * C_kl = ½ Σ_{y≤x} ξ_k(y)ξ_l(y), never more than ½: no small denominator is left. Pairs with |ω_k² − ω_l²| < `NEAR_DEGENERATE` take this sum
 * over the half ring to the left of b. Such modes are far apart, and what that leaves of j⁰_kl is W at the other end of the sum, a product of two tails.
 *
 * C_kk is 0, or for energies at their homes ½(Σ_{y≤x} ξ_k(y)² − [home of k ≤ x]), with the ring cut opposite the home.
 *
 * @returns one row for each of the modes asked for, [mode of `rows`][mode]
 */
export function correctorMatrix(
  { lattice: { sites }, frequencies, vectors, shapes }: Modes,
  bond: number,
  placing: Placing,
  rows: readonly number[] = Array.from({ length: sites }, (_, k) => k),
): Float64Array {
  const head = (bond + 1) % sites;
  const xi = (k: number, x: number): number => vectors[k * sites + x] as number;
  const phi = (k: number, x: number): number => shapes[k * sites + x] as number;
  const half = Math.floor(sites / 2);
  const c = new Float64Array(rows.length * sites);
  rows.forEach((k, row) => {
    for (let l = 0; l < sites; l++) {
      if (l === k) continue;
      const gap = (frequencies[k] as number) ** 2 - (frequencies[l] as number) ** 2;
      if (Math.abs(gap) >= NEAR_DEGENERATE) {
        const wronskian = phi(k, bond) * phi(l, head) - phi(l, bond) * phi(k, head);
        c[row * sites + l] = (0.5 * wronskian) / gap;
      } else {
        let sum = 0;
        for (let back = 0; back < half; back++) {
          const x = (bond - back + sites) % sites;
          sum += xi(k, x) * xi(l, x);
        }
        c[row * sites + l] = 0.5 * sum;
      }
    }
    if (placing === 'homes') {
      // In increasing order from the cut, so that the sum over the whole ring would be 1 to rounding.
      const end = along(sites, k, bond);
      let weight = 0;
      for (let x = -Math.ceil(sites / 2) + 1; x <= end; x++) weight += xi(k, (k + x + sites) % sites) ** 2;
      c[row * sites + k] = 0.5 * (weight - (end >= 0 ? 1 : 0));
    }
  });
  return c;
}

/**
 * u⁰_b = qᵀAq + pᵀCp with A = CΦ − B/2, the exact solution of −A_har u⁰ = j⁰, in mode coordinates:
 *
 *   u⁰ = Σ_kl C_kl P_kP_l + A_kl Q_kQ_l,   A_kl = ½C_kl(ω_k² + ω_l²) − ¼[φ_k(x)φ_l(x) − φ_k(x+1)φ_l(x+1)].
 *
 * @param smallest coefficients of this size and below are left out; with T = 1 the mean square of u changes by their squares
 */
export function harmonicCorrector(
  modes: Modes,
  bonds: readonly number[],
  placing: Placing,
  smallest = 0,
): ModeFunction {
  return modeFunction(
    2,
    bonds.map((bond) => quadraticTerms(modes, bond, placing, smallest)),
  );
}

function quadraticTerms(modes: Modes, bond: number, placing: Placing, smallest: number): ModeTerm[] {
  const { lattice, frequencies, shapes } = modes;
  const { sites } = lattice;
  const head = (bond + 1) % sites;
  const phi = (k: number, x: number): number => shapes[k * sites + x] as number;
  const c = correctorMatrix(modes, bond, placing);
  const terms: ModeTerm[] = [];
  for (let k = 0; k < sites; k++) {
    for (let l = 0; l <= k; l++) {
      const [a, b] = [frequencies[k] as number, frequencies[l] as number];
      const kinetic = c[k * sites + l] as number;
      const edge = 0.25 * (phi(k, bond) * phi(l, bond) - phi(k, head) * phi(l, head));
      const potential = (0.5 * kinetic * (a * a + b * b) - edge) / (a * b);
      const twice = k === l ? 1 : 2;
      // P_kP_l = ½Re(z_kz̄_l) − ½Re(z_kz_l),  ω_kω_lQ_kQ_l = ½Re(z_kz̄_l) + ½Re(z_kz_l).
      const together = 0.5 * twice * (potential - kinetic);
      const apart = 0.5 * twice * (potential + kinetic);
      if (Math.abs(together) > smallest) terms.push({ factors: [2 * l, 2 * k], coefficient: together });
      if (Math.abs(apart) > smallest) terms.push({ factors: [2 * l, 2 * k + 1], coefficient: apart });
    }
  }
  return terms;
}
