import { addEntry, factoriseBanded, solveBanded, zeroBanded } from '../math/banded.js';
import { conjugateGradients } from '../math/conjugate.js';
import { incompleteInverse } from '../math/incomplete.js';
import { adjacency, bandOrdering, bandwidth } from '../math/ordering.js';
import { product, type Covariance } from './covariance.js';
import type { BondGraph } from './record.js';

/** Multiplications that a banded factorisation may cost; beyond that the system is solved by iteration. */
const BANDED_WORK = 4e7;
/** Conjugate-gradient steps per solve, and the fall of the residual that ends them. */
const ITERATION = { tolerance: 1e-6, steps: 400 };

/**
 * The unknowns of the weights' linear system in an order that keeps it banded: first θ of every site, then g of every
 * (control channel, bond). Depends only on the graph and on which pairs of bonds are correlated: made once, used often.
 */
export interface Stencil {
  readonly graph: BondGraph;
  readonly channels: number;
  readonly unknowns: number;
  /** Null where the banded solve would cost too much. */
  readonly band: { readonly positions: Int32Array; readonly width: number } | null;
}

export function stencil(
  graph: BondGraph,
  pairs: { readonly first: Int32Array; readonly second: Int32Array },
  channels: number,
): Stencil {
  const bonds = graph.tails.length;
  const unknowns = graph.sites + (channels - 1) * bonds;
  const of = (bond: number): number[] => [
    graph.tails[bond] as number,
    graph.heads[bond] as number,
    ...Array.from({ length: channels - 1 }, (_, c) => graph.sites + c * bonds + bond),
  ];
  const edges = function* (): Generator<readonly [number, number]> {
    for (let b = 0; b < bonds; b++) for (const i of of(b)) for (const j of of(b)) yield [i, j];
    for (let p = 0; p < pairs.first.length; p++) {
      for (const i of of(pairs.first[p] as number))
        for (const j of of(pairs.second[p] as number)) yield [i, j];
    }
  };
  if (pairs.first.length * (channels + 1) ** 2 > BANDED_WORK / 10)
    return { graph, channels, unknowns, band: null };
  const links = adjacency(unknowns, edges());
  const positions = bandOrdering(links);
  const width = bandwidth(links, positions);
  return {
    graph,
    channels,
    unknowns,
    band: unknowns * width * width > BANDED_WORK ? null : { positions, width },
  };
}

/**
 * The weights w = (ψ, g), laid out [channel][bond], that minimise wᵀCw, where
 *
 *     Y_w = Σ_b ψ_b Y_{0,b} + Σ_{c≥1,b} g_{c,b} Y_{c,b},    ψ_b = aim_b + θ(head b) − θ(tail b)
 *
 * with θ free on sites (J_ψ then has the same κ as J, physics: ψ differs from the aims by a total derivative) and g free.
 * With one channel and C diagonal this is Dirichlet's principle for a network of resistors 1/C_bb; on a ring ψ ∝ 1/C_bb.
 *
 * w = w₀ + Az; each round solves AᵀCA·δ = −AᵀCw and adds Aδ to w. Because w itself is kept, not θ, a weight keeps its relative
 * accuracy where conductances span many decades. A round that does not lower wᵀCw is undone and ends the rounds, so the result is never
 * worse than the aims themselves. Σ over a closed surface of ψ is exact to rounding.
 */
export function optimalWeights(form: Stencil, covariance: Covariance): Float64Array {
  const { graph } = form;
  let w = new Float64Array(covariance.channels * covariance.bonds);
  w.set(graph.aims);
  let image = product(covariance, w);
  let value = overlap(w, image);
  const solve = form.band === null ? iterativeSolve(form, covariance) : bandedSolve(form, covariance);
  for (let round = 0; round < 4; round++) {
    const step = gradientSpread(form, covariance.bonds, solve(divergence(form, covariance.bonds, image)));
    const next = w.map((x, k) => x - (step[k] as number));
    const nextImage = product(covariance, next);
    const nextValue = overlap(next, nextImage);
    if (!(nextValue < value)) break;
    const gain = 1 - nextValue / value;
    [w, image, value] = [next, nextImage, nextValue];
    if (round > 0 && gain < 1e-6) break;
  }
  return w;
}

function overlap(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += (x[k] as number) * (y[k] as number);
  return sum;
}

/** Aᵀv: for every site Σ_in v − Σ_out v of channel 0, then the other channels as they are. */
function divergence({ graph, unknowns }: Stencil, bonds: number, v: Float64Array): Float64Array {
  const result = new Float64Array(unknowns);
  for (let b = 0; b < bonds; b++) {
    const [t, h] = [graph.tails[b] as number, graph.heads[b] as number];
    result[h] = (result[h] as number) + (v[b] as number);
    result[t] = (result[t] as number) - (v[b] as number);
  }
  result.set(v.subarray(bonds), graph.sites);
  return result;
}

/** Az: θ(head) − θ(tail) on every bond, then the other channels as they are. */
function gradientSpread({ graph, channels }: Stencil, bonds: number, z: Float64Array): Float64Array {
  const result = new Float64Array(channels * bonds);
  for (let b = 0; b < bonds; b++) {
    result[b] = (z[graph.heads[b] as number] as number) - (z[graph.tails[b] as number] as number);
  }
  result.set(z.subarray(graph.sites), bonds);
  return result;
}

/** y ↦ δ with AᵀCA·δ = y, scaled to a unit diagonal, θ of site 0 fixed at 0 (θ = const changes nothing). */
function bandedSolve(form: Stencil, covariance: Covariance): (y: Float64Array) => Float64Array {
  const { positions, width } = form.band as { positions: Int32Array; width: number };
  const matrix = zeroBanded(form.unknowns, width);
  const add = (i: number, j: number, x: number): void => {
    const [p, q] = [positions[i] as number, positions[j] as number];
    // A pair (i, j), i ≠ j, is met once as (i, j) and stands for both entries; i = j met so stands for two terms.
    addEntry(matrix, p, q, x);
  };
  const { graph, channels } = form;
  const { bonds, diagonal, first, second, pairs } = covariance;
  /** The unknowns that channel c of bond b consists of, and their signs. */
  const parts = (c: number, b: number): readonly (readonly [number, number])[] =>
    c === 0
      ? [
          [graph.heads[b] as number, 1],
          [graph.tails[b] as number, -1],
        ]
      : [[graph.sites + (c - 1) * bonds + b, 1]];
  for (let b = 0, at = 0; b < bonds; b++) {
    for (let c = 0; c < channels; c++) {
      for (let e = 0; e < channels; e++, at++) {
        const x = diagonal[at] as number;
        for (const [i, si] of parts(c, b)) {
          for (const [j, sj] of parts(e, b)) if (i <= j) add(i, j, si * sj * x);
        }
      }
    }
  }
  for (let p = 0, at = 0; p < first.length; p++) {
    for (let c = 0; c < channels; c++) {
      for (let e = 0; e < channels; e++, at++) {
        const x = pairs[at] as number;
        for (const [i, si] of parts(c, first[p] as number)) {
          for (const [j, sj] of parts(e, second[p] as number)) add(i, j, (i === j ? 2 : 1) * si * sj * x);
        }
      }
    }
  }
  const stride = width + 1;
  const scales = Float64Array.from(
    { length: form.unknowns },
    (_, i) => 1 / Math.sqrt((matrix.values[i * stride + width] as number) || 1),
  );
  for (let i = 0; i < form.unknowns; i++) {
    for (let k = Math.max(0, width - i); k <= width; k++) {
      const at = i * stride + k;
      matrix.values[at] =
        (matrix.values[at] as number) * (scales[i] as number) * (scales[i - width + k] as number);
    }
  }
  addEntry(matrix, positions[0] as number, positions[0] as number, 1);
  factoriseBanded(matrix, 1e-15);
  return (y) => {
    const ordered = new Float64Array(form.unknowns);
    for (let i = 0; i < form.unknowns; i++) {
      const p = positions[i] as number;
      ordered[p] = (y[i] as number) * (scales[p] as number);
    }
    solveBanded(matrix, ordered);
    return Float64Array.from(
      { length: form.unknowns },
      (_, i) => (ordered[positions[i] as number] as number) * (scales[positions[i] as number] as number),
    );
  };
}

/** The same by conjugate gradients, preconditioned by the network with C's diagonal alone. */
function iterativeSolve(form: Stencil, covariance: Covariance): (y: Float64Array) => Float64Array {
  const { graph, channels, unknowns } = form;
  const { bonds, diagonal } = covariance;
  const conductances = Float64Array.from(
    { length: bonds },
    (_, b) => diagonal[b * channels * channels] as number,
  );
  const ground = new Float64Array(graph.sites);
  ground[0] = (conductances[0] as number) || 1;
  const inverse = incompleteInverse(
    { nodes: graph.sites, tails: graph.tails, heads: graph.heads, conductances },
    ground,
  );
  const precondition = (r: Float64Array): Float64Array => {
    const result = new Float64Array(unknowns);
    result.set(inverse(r.subarray(0, graph.sites)));
    for (let c = 1; c < channels; c++) {
      for (let b = 0; b < bonds; b++) {
        const k = graph.sites + (c - 1) * bonds + b;
        result[k] =
          (r[k] as number) / ((diagonal[b * channels * channels + c * (channels + 1)] as number) || 1);
      }
    }
    return result;
  };
  const multiply = (v: Float64Array): Float64Array =>
    divergence(form, bonds, product(covariance, gradientSpread(form, bonds, v)));
  return (y) => conjugateGradients(multiply, precondition, y, ITERATION);
}
