import { binomial } from '../../../proof/hierarchy/forces.js';

/** A monomial Π w over the four places of a quartet of modes a ≤ b ≤ c ≤ d, each w either z or z̄, whatever the frequencies are. */
export interface QuarticPattern {
  /** 1 for z̄, 0 for z, at each place. */
  readonly conjugate: readonly number[];
  /** (number of z − number of z̄)/(number of both), for the mode at each place: Ω = Σ_i turns[i]ω_i, and A_har Πw = −iΩ Πw. */
  readonly turns: readonly [number, number, number, number];
  /** The number of orders of the four modes, times that of the choices of z and z̄ that give this monomial. */
  readonly ways: number;
  /** ⟨(Re Πw)²⟩ for independent modes with ⟨|z|²⟩ = 2. */
  readonly meanSquare: number;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

const known: (readonly QuarticPattern[])[] = [];

/**
 * The monomials of a quartet, one of each conjugate pair. Those that are their own conjugates (Ω = 0 whatever the frequencies) are left out:
 * a function that is odd in the momenta has none of them, which is the key step of Lemma 1. They depend on which modes are the same alone: a and b, b and c, c and d.
 *
 * With them Σ F_{l;abc}P_lQ_aQ_bQ_c over the quartet in all of its orders is −A_har of
 *
 *   −Σ_patterns Re Πw · ways/(32 Π_i ω_i) · Σ_i F_i·turns[i]·ω_i / Ω,    i over places, F_i = F_{i; the others}.
 *
 * (P = (z − z̄)/2i, Q = (z + z̄)/2ω, and −A_har u = f by division of each monomial by iΩ.)
 */
export function quarticPatterns(ab: boolean, bc: boolean, cd: boolean): readonly QuarticPattern[] {
  const alike = (ab ? 1 : 0) + (bc ? 2 : 0) + (cd ? 4 : 0);
  return (known[alike] ??= patterns(alike));
}

function patterns(alike: number): QuarticPattern[] {
  // Which of the different modes stands at each place.
  const modes = [0, 0, 0, 0];
  for (let i = 1; i < 4; i++) modes[i] = (modes[i - 1] as number) + ((alike >> (i - 1)) % 2 === 1 ? 0 : 1);
  const copies = [...new Set(modes)].map((mode) => modes.filter((other) => other === mode).length);
  const orders = 24 / copies.reduce((product, m) => product * factorial(m), 1);
  const result: QuarticPattern[] = [];
  for (const up of countings(copies)) {
    const down = copies.map((m, i) => m - (up[i] as number));
    // Of two conjugates the one that has more z of the first mode where they differ.
    const first = up.findIndex((n, i) => n !== down[i]);
    if (first < 0 || (up[first] as number) < (down[first] as number)) continue;
    const place = (i: number): number => i - modes.indexOf(modes[i] as number);
    result.push({
      conjugate: modes.map((mode, i) => (place(i) < (up[mode] as number) ? 0 : 1)),
      turns: modes.map(
        (mode) => ((up[mode] as number) - (down[mode] as number)) / (copies[mode] as number),
      ) as unknown as QuarticPattern['turns'],
      ways: orders * copies.reduce((all, m, i) => all * binomial(m, up[i] as number), 1),
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
