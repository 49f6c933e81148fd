import { derivative, type Polynomial } from '../../potential/polynomial.js';
import { solution, squareMatrix } from '../../math/linear/dense.js';

export interface TwoOscillators {
  readonly frequencies: readonly [number, number];
  readonly coupling: Polynomial;
  readonly temperature: number;
  /** ε' > 0. */
  readonly noise: number;
}

/** One bond in the limit ε → 0. */
export interface BondCurrent {
  /** ⟨j²⟩. */
  readonly variance: number;
  /**
   * ∫₀^∞ ⟨j(0)j(s)⟩ ds: κ_standard of a weakly coupled lattice is that of the resistor network whose conductances are
   * β²ε² times this integral.
   */
  readonly integral: number;
}

/** Exponents (a, b, c, d) of Q₁ᵃ P₁ᵇ Q₂ᶜ P₂ᵈ, with Q = ωq/√T and P = p/√T independent standard Gaussians. */
type Exponents = readonly [number, number, number, number];

/**
 * The current j = ½(p₁ + p₂)V'(q₁ − q₂) of two uncoupled oscillators with flips, exactly: polynomials of degree at
 * most deg V close under L = Σ ω(P∂_Q − Q∂_P) + ε'S, so −L u = j is a finite linear system and ∫⟨jj⟩ = ⟨ju⟩.
 * Relative error about 10⁻¹¹ for ε' ≥ 10⁻².
 */
export function bondCurrent({ frequencies, coupling, temperature, noise }: TwoOscillators): BondCurrent {
  const size = coupling.length - 1;
  const basis: Exponents[] = [];
  for (let a = 0; a <= size; a++) {
    for (let b = 0; a + b <= size; b++) {
      for (let c = 0; a + b + c <= size; c++)
        for (let d = 0; a + b + c + d <= size; d++) basis.push([a, b, c, d]);
    }
  }
  const numberOf = new Map(basis.map((exponents, at) => [exponents.join(), at]));
  const place = (exponents: Exponents): number => numberOf.get(exponents.join()) as number;
  const n = basis.length;

  const generator = squareMatrix(n, () => 0);
  basis.forEach(([a, b, c, d], column) => {
    const add = (exponents: Exponents, amount: number): void => {
      if (amount === 0) return;
      const at = place(exponents) * n + column;
      generator.entries[at] = (generator.entries[at] as number) - amount;
    };
    const [omega1, omega2] = frequencies;
    add([a - 1, b + 1, c, d], omega1 * a);
    add([a + 1, b - 1, c, d], -omega1 * b);
    add([a, b, c - 1, d + 1], omega2 * c);
    add([a, b, c + 1, d - 1], -omega2 * d);
    add([a, b, c, d], -2 * noise * ((b % 2) + (d % 2)));
  });

  const current = new Float64Array(n);
  const root = Math.sqrt(temperature);
  derivative(coupling).forEach((coefficient, m) => {
    for (let i = 0; i <= m; i++) {
      // C(m, i) q₁^i (−q₂)^(m−i)
      const share =
        (0.5 * coefficient * choose(m, i) * (-1) ** (m - i) * root ** (m + 1)) /
        (frequencies[0] ** i * frequencies[1] ** (m - i));
      for (const at of [place([i, 1, m - i, 0]), place([i, 0, m - i, 1])]) {
        current[at] = (current[at] as number) + share;
      }
    }
  });

  const mean = (f: Float64Array, g: Float64Array): number => {
    let sum = 0;
    f.forEach((x, i) => {
      if (x === 0) return;
      g.forEach((y, j) => {
        const [e, f2] = [basis[i] as Exponents, basis[j] as Exponents];
        sum += x * y * e.reduce((total, power, k) => total * gaussianMoment(power + (f2[k] as number)), 1);
      });
    });
    return sum;
  };
  return { variance: mean(current, current), integral: mean(current, solution(generator, current)) };
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/** ⟨Xⁿ⟩ of a standard Gaussian: (n−1)!! for even n. */
function gaussianMoment(n: number): number {
  if (n % 2 === 1) return 0;
  let result = 1;
  for (let k = n - 1; k > 1; k -= 2) result *= k;
  return result;
}
