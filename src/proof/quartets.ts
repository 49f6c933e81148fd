/** Four modes, by number, a ≤ b ≤ c ≤ d. */
export type Quartet = readonly [number, number, number, number];

/** One of the monomials Π w of a quartet of modes, each w either z or z̄, with what `−A_har u = Σ_l F_l P_lQQQ` makes of it. */
export interface QuarticMonomial {
  /** 2k for z_k and 2k+1 for z̄_k, increasing. */
  readonly factors: readonly number[];
  /** Ω = Σ ±ω, + for z: A_har Πw = −iΩ Πw. */
  readonly denominator: number;
  /** The coefficient of Re Πw in u is −Σ_i F_i·shares[i]/Ω, i over the quartet's four places. */
  readonly shares: readonly number[];
  /** Where all F are equal, Σ_i shares[i] = share·Ω. */
  readonly share: number;
  /** ⟨(Re Πw)²⟩ for independent modes with ⟨|z|²⟩ = 2. */
  readonly meanSquare: number;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const binomial = (n: number, k: number): number => factorial(n) / (factorial(k) * factorial(n - k));

/**
 * The monomials of a quartet, one of each conjugate pair. Those that are their own conjugates (Ω = 0 whatever the frequencies) are left out:
 * a function that is odd in the momenta has none of them, which is the key step of Lemma 1.
 *
 * P_l ΠQ over the multiset, in all of its orders: P = (z − z̄)/2i, Q = (z + z̄)/2ω, so that a place's share is ± its number of orders and
 * signs over 8·Π_{others}ω, twice for the real part of the pair.
 */
export function quarticMonomials(quartet: Quartet, omega: readonly number[]): QuarticMonomial[] {
  const modes = [...new Set(quartet)];
  const copies = modes.map((k) => quartet.filter((other) => other === k).length);
  const orders = 24 / copies.reduce((product, m) => product * factorial(m), 1);
  const product = quartet.reduce((all, k) => all * (omega[k] as number), 1);
  const result: QuarticMonomial[] = [];
  for (const up of countings(copies)) {
    const down = copies.map((m, i) => m - (up[i] as number));
    // Of two conjugates the one that has more z of the first mode where they differ.
    const first = up.findIndex((n, i) => n !== down[i]);
    if (first < 0 || (up[first] as number) < (down[first] as number)) continue;
    const ways = orders * copies.reduce((all, m, i) => all * binomial(m, up[i] as number), 1);
    const share = ways / (32 * product);
    const shares = quartet.map((k) => {
      const i = modes.indexOf(k);
      const turn = ((up[i] as number) - (down[i] as number)) / (copies[i] as number);
      return share * turn * (omega[k] as number);
    });
    result.push({
      factors: modes.flatMap((k, i) => [
        ...new Array<number>(up[i] as number).fill(2 * k),
        ...new Array<number>(down[i] as number).fill(2 * k + 1),
      ]),
      denominator: modes.reduce(
        (sum, k, i) => sum + (omega[k] as number) * ((up[i] as number) - (down[i] as number)),
        0,
      ),
      shares,
      share,
      meanSquare: 0.5 * copies.reduce((all, m) => all * factorial(m) * 2 ** m, 1),
    });
  }
  return result;
}

/** Every choice of 0 … m_i for each i. */
function countings(copies: readonly number[]): number[][] {
  return copies.reduce<number[][]>(
    (all, m) => all.flatMap((head) => Array.from({ length: m + 1 }, (_, n) => [...head, n])),
    [[]],
  );
}
