import { addEntry, bandIndex, factoriseBanded, solveBanded, zeroBanded } from '../../math/linear/banded.js';
import { conjugateGradients } from '../../math/linear/conjugate.js';
import { incompleteInverse } from '../../math/linear/incomplete.js';
import { adjacency, bandOrdering, bandwidth } from '../../math/linear/ordering.js';
import { covarianceProduct, type Covariance } from './covariance.js';
import type { BondGraph } from '../record.js';

/**
 * Budget: multiplications of a banded factorisation; beyond it the system is solved by iteration. `estimation.share` of
 * src/bench/studies.ts measures the time that estimates take with these budgets.
 */
const BANDED_WORK = 6e6;
/** N² ≥ 10⁴ sites have a bandwidth of at least N, so a factorisation costs 10⁸ multiplications. */
const WIDE_SITES = 1e4;
/** Terms of the assembled matrix beyond which it is not assembled at all. */
const MOST_TERMS = 4e6;
/** Conjugate-gradient steps per solve, and the reduction of the residual at which they end. */
const ITERATION = { tolerance: 1e-3, steps: 200 };
/** A round with a smaller relative gain is the last one. */
const LAST_GAIN = { banded: 1e-9, iterative: 1e-5 };

/** The terms of AᵀCA: term k adds factors[k]·C[sources[k]] to value number targets[k] of the band. */
interface Assembly {
  /** Indices into C's diagonal, then (shifted by its length) into C's pairs. */
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly factors: Int8Array;
}

/**
 * The unknowns of the weights' linear system in an order that keeps it banded: first θ of every site, then g of every
 * (control channel, bond). It depends only on the graph and on the list of correlated pairs of bonds: made once, used
 * often.
 */
export interface Stencil {
  readonly graph: BondGraph;
  readonly channels: number;
  readonly unknowns: number;
  /** Null if the banded solve would cost too much. */
  readonly band: {
    readonly positions: Int32Array;
    readonly width: number;
    readonly assembly: Assembly;
  } | null;
}

export function stencil(
  graph: BondGraph,
  pairs: { readonly first: Int32Array; readonly second: Int32Array },
  channels: number,
): Stencil {
  const bonds = graph.tails.length;
  const unknowns = graph.sites + (channels - 1) * bonds;
  const unbanded = { graph, channels, unknowns, band: null };
  // On a lattice of two or three dimensions with more sites the band is wider than a hundred; the graph need not be
  // built to see it.
  if (bonds >= 2 * graph.sites && graph.sites > WIDE_SITES) return unbanded;
  const parts = Array.from({ length: bonds }, (_, bond) =>
    Array.from({ length: channels }, (__, c): (readonly [unknown: number, sign: number])[] =>
      c === 0
        ? [
            [graph.heads[bond] as number, 1],
            [graph.tails[bond] as number, -1],
          ]
        : [[graph.sites + (c - 1) * bonds + bond, 1]],
    ),
  );
  if (pairs.first.length * (channels + 1) ** 2 > MOST_TERMS) return unbanded;
  const edges = function* (): Generator<readonly [number, number]> {
    const link = function* (b: number, c: number): Generator<readonly [number, number]> {
      for (const [i] of (parts[b] ?? []).flat()) for (const [j] of (parts[c] ?? []).flat()) yield [i, j];
    };
    for (let b = 0; b < bonds; b++) yield* link(b, b);
    for (let p = 0; p < pairs.first.length; p++) {
      yield* link(pairs.first[p] as number, pairs.second[p] as number);
    }
  };
  const links = adjacency(unknowns, edges());
  const positions = bandOrdering(links);
  const width = bandwidth(links, positions);
  if (unknowns * width * width > BANDED_WORK) return unbanded;
  const [sources, targets, factors]: [number[], number[], number[]] = [[], [], []];
  const addTerms = (source: number, b: number, c: number, e: number, f: number): void => {
    for (const [i, si] of parts[b]?.[e] ?? []) {
      for (const [j, sj] of parts[c]?.[f] ?? []) {
        const [p, q] = [positions[i] as number, positions[j] as number];
        // Within a bond both (i, j) and (j, i) occur: keep one. Between two bonds only one occurs and stands for both;
        // if i = j these are two terms of one diagonal entry.
        if (b === c && p < q) continue;
        sources.push(source);
        targets.push(bandIndex({ width }, p, q));
        factors.push(si * sj * (b !== c && i === j ? 2 : 1));
      }
    }
  };
  const block = channels * channels;
  for (let k = 0; k < bonds * block; k++) {
    const bond = Math.floor(k / block);
    addTerms(k, bond, bond, Math.floor(k / channels) % channels, k % channels);
  }
  for (let k = 0; k < pairs.first.length * block; k++) {
    const p = Math.floor(k / block);
    const [b, c] = [pairs.first[p] as number, pairs.second[p] as number];
    addTerms(bonds * block + k, b, c, Math.floor(k / channels) % channels, k % channels);
  }
  const assembly = {
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
    factors: Int8Array.from(factors),
  };
  return { graph, channels, unknowns, band: { positions, width, assembly } };
}

/**
 * The weights w = (ψ, g), laid out [channel][bond], that minimise wᵀCw, where
 *
 *     Y_w = Σ_b ψ_b Y_{0,b} + Σ_{c≥1,b} g_{c,b} Y_{c,b},    ψ_b = aim_b + θ(head b) − θ(tail b)
 *
 * with θ free on sites and g free. J_ψ has the same κ as J, because it differs from J by a total time derivative. With
 * one channel and C diagonal this is Dirichlet's principle for a network of resistors 1/C_bb; on a ring ψ ∝ 1/C_bb.
 *
 * w = w₀ + Az; each round solves AᵀCA·δ = −AᵀCw and adds Aδ to w. Because w itself is kept, not θ, a weight keeps its
 * relative accuracy where conductances span many decades. A round that does not lower wᵀCw is undone and ends the
 * rounds, so the result is never worse than the aims themselves. Σ ψ over a closed surface is exact to rounding.
 */
export function optimalWeights(form: Stencil, covariance: Covariance): Float64Array {
  const { graph } = form;
  let w = new Float64Array(covariance.channels * covariance.bonds);
  w.set(graph.aims);
  let image = covarianceProduct(covariance, w);
  let value = overlap(w, image);
  const solve =
    form.band === null ? iterativeSolve(form, covariance) : bandedSolve(form, form.band, covariance);
  for (let round = 0; round < 4; round++) {
    const step = gradientSpread(form, covariance.bonds, solve(divergence(form, covariance.bonds, image)));
    const next = w.map((x, k) => x - (step[k] as number));
    const nextImage = covarianceProduct(covariance, next);
    const nextValue = overlap(next, nextImage);
    if (!(nextValue < value)) break;
    const gain = 1 - nextValue / value;
    [w, image, value] = [next, nextImage, nextValue];
    if (gain < (form.band === null ? LAST_GAIN.iterative : LAST_GAIN.banded)) break;
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

/** y ↦ δ with AᵀCA·δ = y, scaled to a unit diagonal; θ of site 0 is fixed at 0 (a constant θ changes nothing). */
function bandedSolve(
  form: Stencil,
  band: NonNullable<Stencil['band']>,
  covariance: Covariance,
): (y: Float64Array) => Float64Array {
  const { positions, width, assembly } = band;
  const matrix = zeroBanded(form.unknowns, width);
  const { diagonal, pairs } = covariance;
  const { sources, targets, factors } = assembly;
  for (let k = 0; k < sources.length; k++) {
    const [source, target] = [sources[k] as number, targets[k] as number];
    const x = source < diagonal.length ? diagonal[source] : pairs[source - diagonal.length];
    matrix.values[target] = (matrix.values[target] as number) + (factors[k] as number) * (x as number);
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

/** The same by conjugate gradients, preconditioned by the network with the diagonal of C. */
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
    divergence(form, bonds, covarianceProduct(covariance, gradientSpread(form, bonds, v)));
  return (y) => conjugateGradients(multiply, precondition, y, ITERATION);
}
