import { describe, expect, it } from 'vitest';
import { RandomSequence } from '../../math/random.js';
import { localCovariance, covarianceProduct, quadraticForm, type Covariance } from './covariance.js';
import type { Moments } from './moments.js';
import { pairSelections, patches, type PairSelection, type Patches } from './patches.js';
import type { BondGraph } from '../record.js';
import { torusGraph } from '../testing/graphs.js';
import { optimalWeights, stencil } from './weights.js';

const bondsOf = (graph: BondGraph): number => graph.tails.length;

/**
 * Moments of `samples` random vectors, bond b of channel c with the standard deviation `spread(b)`,
 * neighbours correlated.
 */
function randomMoments(
  graph: BondGraph,
  radius: number,
  channels: number,
  samples: number,
  spread: (b: number) => number,
) {
  const sequence = new RandomSequence({ seed: 5, stream: 'synthetic', group: samples });
  const hoods = pairSelections(graph, [radius], Infinity);
  const bonds = bondsOf(graph);
  const block = channels * channels;
  const diagonal = new Float64Array(bonds * block);
  const pairs = new Float64Array(hoods.first.length * block);
  for (let n = 0; n < samples; n++) {
    const site = Float64Array.from({ length: graph.sites }, () => sequence.drawGaussians()[0]);
    const y = Array.from({ length: channels }, () =>
      Float64Array.from({ length: bonds }, (_, b) => {
        const shared =
          (site[graph.tails[b] as number] as number) - (site[graph.heads[b] as number] as number);
        return spread(b) * (sequence.drawGaussians()[0] + shared);
      }),
    );
    for (let c = 0; c < channels; c++) {
      for (let e = 0; e < channels; e++) {
        const at = (k: number) => k * block + c * channels + e;
        const [u, v] = [y[c] as Float64Array, y[e] as Float64Array];
        for (let b = 0; b < bonds; b++)
          diagonal[at(b)] = (diagonal[at(b)] as number) + (u[b] as number) * (v[b] as number);
        hoods.first.forEach(
          (i, p) =>
            (pairs[at(p)] =
              (pairs[at(p)] as number) + (u[i] as number) * (v[hoods.second[p] as number] as number)),
        );
      }
    }
  }
  const sample: Moments = { samples, diagonal, pairs };
  return { hoods, sample };
}

/** A naive twin: dense normal equations over θ₁ … (θ₀ = 0) and g, by Gaussian elimination with pivoting. */
function denseWeights(graph: BondGraph, covariance: Covariance): Float64Array {
  const bonds = bondsOf(graph);
  const size = covariance.channels * bonds;
  const columns: Float64Array[] = [];
  for (let x = 1; x < graph.sites; x++) {
    const column = new Float64Array(size);
    graph.heads.forEach((h, b) => {
      if (h === x) column[b] = (column[b] as number) + 1;
      if (graph.tails[b] === x) column[b] = (column[b] as number) - 1;
    });
    columns.push(column);
  }
  for (let k = bonds; k < size; k++) {
    const column = new Float64Array(size);
    column[k] = 1;
    columns.push(column);
  }
  const inner = (u: Float64Array, v: Float64Array) => u.reduce((s, a, k) => s + a * (v[k] as number), 0);
  const images = columns.map((column) => covarianceProduct(covariance, column));
  const start = new Float64Array(size);
  start.set(graph.aims);
  const rows = columns.map((column, i) => [
    ...columns.map((_, j) => inner(column, images[j] as Float64Array)),
    -inner(start, images[i] as Float64Array),
  ]);
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    let best = i;
    for (let r = i; r < n; r++) {
      if (Math.abs(rows[r]?.[i] as number) > Math.abs(rows[best]?.[i] as number)) best = r;
    }
    [rows[i], rows[best]] = [rows[best] as number[], rows[i] as number[]];
    const pivot = rows[i] as number[];
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const row = rows[r] as number[];
      const factor = (row[i] as number) / (pivot[i] as number);
      for (let k = i; k <= n; k++) row[k] = (row[k] as number) - factor * (pivot[k] as number);
    }
  }
  return start.map(
    (x, k) =>
      x +
      columns.reduce(
        (s, column, i) => s + ((column[k] as number) * (rows[i]?.[n] as number)) / (rows[i]?.[i] as number),
        0,
      ),
  );
}

describe('optimal weights', () => {
  it.each([
    [1, 12, 2, 1],
    [1, 9, 1, 3],
    [1, 10, Infinity, 2],
    [2, 4, 1, 1],
    [2, 3, 2, 2],
    [3, 3, 1, 1],
  ])(
    'agree with dense normal equations to 1e-8: d = %i, N = %i, radius %f, %i channels',
    (d, n, r, channels) => {
      const graph = torusGraph(d, n);
      const { hoods, sample } = randomMoments(graph, r, channels, 40, (b) => 1 + (b % 3));
      const covariance = localCovariance(sample, hoods, hoods.parts[0] as PairSelection, channels, null);
      const form = stencil(graph, covariance, channels);
      const dense = denseWeights(graph, covariance);
      const banded = optimalWeights(form, covariance);
      const iterated = optimalWeights({ ...form, band: null }, covariance);
      expect(form.band).not.toBeNull();
      for (let k = 0; k < dense.length; k++) {
        expect(Math.abs((banded[k] as number) - (dense[k] as number))).toBeLessThan(1e-8);
        expect(Math.abs((iterated[k] as number) - (dense[k] as number))).toBeLessThan(1e-5);
      }
      const uniform = new Float64Array(dense.length);
      uniform.set(graph.aims);
      expect(quadraticForm(covariance, banded)).toBeLessThan(quadraticForm(covariance, uniform));
    },
  );

  it('are N/C_bb over Σ 1/C on a ring with diagonal C, to 1e-6 of each weight over 14 decades of C', () => {
    const graph = torusGraph(1, 64);
    const spread = (b: number) => 10 ** (-((b * 29) % 64) / 9);
    const { hoods, sample } = randomMoments(graph, 0, 1, 7, spread);
    const covariance = localCovariance(sample, hoods, hoods.parts[0] as PairSelection, 1, null);
    const psi = optimalWeights(stencil(graph, covariance, 1), covariance);
    const inverse = covariance.diagonal.map((c) => 1 / c);
    const sum = inverse.reduce((a, b) => a + b, 0);
    const largest = Math.max(...covariance.diagonal) / Math.min(...covariance.diagonal);
    expect(largest).toBeGreaterThan(1e13);
    psi.forEach((x, b) => {
      expect(Math.abs((x * sum) / (64 * (inverse[b] as number)) - 1)).toBeLessThan(1e-6);
    });
    expect(Math.abs(psi.reduce((a, b) => a + b, 0) - 64)).toBeLessThan(1e-11);
  });

  it.each([
    [2, 8],
    [3, 4],
  ])('solve Dirichlet’s problem: Σ_b C_b ψ_b over a site’s bonds vanishes (Kirchhoff), d = %i', (d, n) => {
    const graph = torusGraph(d, n, 0);
    const { hoods, sample } = randomMoments(graph, 0, 1, 3, (b) => 10 ** (((b * 7) % 5) - 2));
    const covariance = localCovariance(sample, hoods, hoods.parts[0] as PairSelection, 1, null);
    const form = stencil(graph, covariance, 1);
    for (const psi of [
      optimalWeights(form, covariance),
      optimalWeights({ ...form, band: null }, covariance),
    ]) {
      const flow = new Float64Array(graph.sites);
      const size = new Float64Array(graph.sites);
      psi.forEach((x, b) => {
        const current = x * (covariance.diagonal[b] as number);
        flow[graph.heads[b] as number] = (flow[graph.heads[b] as number] as number) + current;
        flow[graph.tails[b] as number] = (flow[graph.tails[b] as number] as number) - current;
        size[graph.heads[b] as number] = (size[graph.heads[b] as number] as number) + Math.abs(current);
        size[graph.tails[b] as number] = (size[graph.tails[b] as number] as number) + Math.abs(current);
      });
      flow.forEach((x, site) => {
        expect(Math.abs(x)).toBeLessThan(1e-3 * (size[site] as number));
      });
      // The potential drop around the torus along e₁ is N for every line, and 0 along e₂.
      for (let x = 0; x < graph.sites; x += n) {
        let drop = 0;
        for (let s = 0; s < n; s++) drop += psi[d * (x + s)] as number;
        expect(Math.abs(drop - n)).toBeLessThan(1e-11);
      }
    }
  });

  it('two conductors in series and in parallel: the square torus with one insulating column', () => {
    const graph = torusGraph(2, 6, 0);
    const { hoods, sample } = randomMoments(graph, 0, 1, 2, () => 1);
    // Bonds along e₁ out of column 0 have C = 1e-6, all others 1: effective value 6·(1e-6·1)·6/(5·1e-6 + 1) per line.
    sample.diagonal.forEach((_, b) => (sample.diagonal[b] = 2 * (b % 12 === 0 ? 1e-6 : 1)));
    const covariance = localCovariance(sample, hoods, hoods.parts[0] as PairSelection, 1, null);
    const psi = optimalWeights(stencil(graph, covariance, 1), covariance);
    expect(quadraticForm(covariance, psi) / ((6 * 36 * 1e-6) / (1 + 5e-6))).toBeCloseTo(1, 9);
  });
});

describe('patches', () => {
  it('make the triangle 1 − |b−b′|/2r on a ring', () => {
    const { first, second, closeness } = patches(torusGraph(1, 20), 3) as Patches;
    expect(first.length).toBe(20 * 5);
    first.forEach((i, k) => {
      const apart = Math.min((second[k] as number) - i, 20 - (second[k] as number) + i);
      expect(closeness[k]).toBeCloseTo(1 - apart / 6, 14);
    });
  });

  it.each([
    [1, 7, 2],
    [2, 4, 1],
    [3, 3, 2],
  ])('keep every covariance positive semidefinite: d = %i, N = %i, radius %i', (d, n, radius) => {
    const graph = torusGraph(d, n);
    const found = patches(graph, radius);
    if (found === null) throw new Error('no limit was given');
    const bonds = bondsOf(graph);
    const matrix = Array.from({ length: bonds }, (_, i) =>
      Float64Array.from({ length: bonds }, (__, j) => (i === j ? 1 : 0)),
    );
    found.first.forEach((i, k) => {
      const j = found.second[k] as number;
      (matrix[i] as Float64Array)[j] = (matrix[j] as Float64Array)[i] = found.closeness[k] as number;
    });
    // Elimination without exchanges: every pivot of a PSD matrix is ≥ 0.
    for (let i = 0; i < bonds; i++) {
      const row = matrix[i] as Float64Array;
      const pivot = row[i] as number;
      expect(pivot).toBeGreaterThan(-1e-12);
      if (pivot < 1e-10) continue;
      for (let r = i + 1; r < bonds; r++) {
        const factor = (matrix[r]?.[i] as number) / pivot;
        const other = matrix[r] as Float64Array;
        for (let k = i; k < bonds; k++) other[k] = (other[k] as number) - factor * (row[k] as number);
      }
    }
  });

  it('are refused beyond the given number of pairs', () => {
    expect(patches(torusGraph(3, 4), 2, 1000)).toBeNull();
    expect(pairSelections(torusGraph(1, 30), [0, 1, 2, 4, Infinity], 250).parts.map((p) => p.radius)).toEqual(
      [0, 1, 2, 4],
    );
  });
});
