import { direction as directionOf, head, tail, type Torus } from '../lattice/torus.js';
import { solution, squareMatrix } from '../math/linear/dense.js';

/** The bonds that contribute to a current: all, or those along e_k. */
export type Direction = 'all' | 1 | 2 | 3;

/** 1 for the bonds that contribute to the current, 0 for the others. */
export function aims(lattice: Torus, direction: Direction): Float64Array {
  return Float64Array.from({ length: lattice.bonds }, (_, b) =>
    direction === 'all' || directionOf(lattice, b) === direction - 1 ? 1 : 0,
  );
}

/** A conductivity, and the weights ψ_b of the bonds at which it is attained. */
export interface Weighted {
  readonly value: number;
  readonly weights: Float64Array;
}

/**
 * Dirichlet's principle on the torus, by a dense solve: the least
 *
 *   (1/m) Σ_b g_b ψ_b²,   ψ_b = a_b + θ(head) − θ(tail),
 *
 * over all functions θ on the sites; a_b = 1 on the contributing bonds, m = d N^d for all of them and N^d for one
 * direction. In d = 1 it is the harmonic mean of the conductances g_b. The result has the unit of g.
 *
 * @param conductances g_b ≥ 0 for every bond
 */
export function networkConductivity(
  lattice: Torus,
  conductances: Float64Array,
  direction: Direction,
): Weighted {
  const { sites } = lattice;
  const a = aims(lattice, direction);
  const laplacian = squareMatrix(sites, () => 0);
  const source = new Float64Array(sites);
  conductances.forEach((g, b) => {
    const [x, y] = [tail(lattice, b), head(lattice, b)];
    const add = (i: number, j: number, amount: number): void => {
      laplacian.entries[i * sites + j] = (laplacian.entries[i * sites + j] as number) + amount;
    };
    add(x, x, g);
    add(y, y, g);
    add(x, y, -g);
    add(y, x, -g);
    source[x] = (source[x] as number) + g * (a[b] as number);
    source[y] = (source[y] as number) - g * (a[b] as number);
  });
  const theta = solution(laplacian, source);
  const weights = a.map(
    (aim, b) => aim + (theta[head(lattice, b)] as number) - (theta[tail(lattice, b)] as number),
  );
  const power = conductances.reduce((total, g, b) => total + g * (weights[b] as number) ** 2, 0);
  return { value: power / (direction === 'all' ? lattice.bonds : sites), weights };
}
