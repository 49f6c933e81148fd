import { describe, expect, it } from 'vitest';
import { RandomSequence } from '../../math/random.js';
import { localCovariance, covarianceProduct, quadraticForm } from './covariance.js';
import { mixingOf } from './mixing.js';
import { moments, totalMoments } from './moments.js';
import { pairSelections, type PairSelection } from './patches.js';
import type { ScaleRecord } from '../record.js';
import { windowMeanSquares } from './squares.js';
import { torusGraph } from '../testing/graphs.js';

const [bonds, channels, windows, stride] = [10, 2, 3, 2];
const graph = torusGraph(1, bonds);
const sequence = new RandomSequence({ seed: 9, stream: 'synthetic' });
const scale: ScaleRecord = {
  time: 16,
  norms: [2, 5],
  windows,
  replicas: Array.from({ length: 4 }, () =>
    Float32Array.from({ length: windows * stride * channels * bonds }, () => sequence.drawGaussians()[0]),
  ),
};
const layout = { tapers: [0, 1], stride, channels, bonds };
const hoods = pairSelections(graph, [0, 2, Infinity], Infinity);
const part = (k: number): PairSelection => hoods.parts[k] as PairSelection;

/** Y of (replica, window, taper, channel, bond) over √norm, by the layout's definition. */
const entry = (r: number, w: number, t: number, c: number, b: number): number =>
  (scale.replicas[r]?.[((w * stride + t) * channels + c) * bonds + b] as number) /
  Math.sqrt(scale.norms[t] as number);

/** Σ over windows and tapers of the given replicas of f(w, t). */
function sumOver(replicas: readonly number[], f: (r: number, w: number, t: number) => number): number {
  let sum = 0;
  for (const r of replicas)
    for (let w = 0; w < windows; w++) for (let t = 0; t < stride; t++) sum += f(r, w, t);
  return sum;
}

describe('second moments', () => {
  const found = moments(scale, layout, [1, 3], hoods);

  it('are Σ Y Y′/norm for every bond, pair and pair of channels, to 1e-13', () => {
    expect(found.samples).toBe(12);
    for (let c = 0; c < channels; c++) {
      for (let e = 0; e < channels; e++) {
        for (let b = 0; b < bonds; b++) {
          const naive = sumOver([1, 3], (r, w, t) => entry(r, w, t, c, b) * entry(r, w, t, e, b));
          expect(found.diagonal[(b * channels + c) * channels + e]).toBeCloseTo(naive, 13);
        }
        hoods.first.forEach((i, p) => {
          const j = hoods.second[p] as number;
          const naive = sumOver([1, 3], (r, w, t) => entry(r, w, t, c, i) * entry(r, w, t, e, j));
          expect(found.pairs[(p * channels + c) * channels + e]).toBeCloseTo(naive, 13);
        });
      }
    }
  });

  it('add up over replicas to 1e-13, and the one-channel path agrees with the general one', () => {
    const sum = totalMoments([moments(scale, layout, [1], hoods), moments(scale, layout, [3], hoods)]);
    found.pairs.forEach((x, k) => {
      expect(sum.pairs[k]).toBeCloseTo(x, 13);
    });
    const single = {
      ...scale,
      replicas: scale.replicas.map((y) => y.filter((_, k) => k % (2 * bonds) < bonds)),
    };
    const one = moments(single, { ...layout, channels: 1 }, [1, 3], hoods);
    one.diagonal.forEach((x, b) => {
      expect(x).toBeCloseTo(found.diagonal[4 * b] as number, 13);
    });
    one.pairs.forEach((x, p) => {
      expect(x).toBeCloseTo(found.pairs[4 * p] as number, 13);
    });
    expect(() => totalMoments([])).toThrow('invalid moments; not at least one set of replicas: 0');
  });
});

describe('local covariance', () => {
  const sample = moments(scale, layout, [0, 1, 2, 3], hoods);
  const w = Float64Array.from({ length: channels * bonds }, (_, k) => Math.sin(k) + 0.3);

  it('with everything kept is the mean square of Y_w but for the shrinkage (1−λ)·all + λ·diagonal, to 1e-12', () => {
    const covariance = localCovariance(sample, hoods, part(2), channels, null);
    const lambda = (20 / (20 + 24)) ** 2;
    const square = windowMeanSquares(scale, layout, [0, 1, 2, 3], w).reduce((a, b) => a + b, 0) / 4;
    let own = 0;
    for (let k = 0; k < w.length; k++) {
      const [c, b] = [Math.floor(k / bonds), k % bonds];
      own += ((w[k] as number) ** 2 * sumOver([0, 1, 2, 3], (r, v, t) => entry(r, v, t, c, b) ** 2)) / 24;
    }
    expect(quadraticForm(covariance, w)).toBeCloseTo((1 - lambda) * square + lambda * own, 12);
  });

  it('mixed with coefficients g is the covariance of Σ_c g_c Y_c, to 1e-12', () => {
    const g = [1, -0.7];
    const mixed = localCovariance(sample, hoods, part(2), channels, g);
    const psi = w.subarray(0, bonds);
    const both = Float64Array.from(
      { length: 2 * bonds },
      (_, k) => (g[Math.floor(k / bonds)] as number) * (psi[k % bonds] as number),
    );
    const lambda = (10 / (10 + 24)) ** 2;
    const square = windowMeanSquares(scale, layout, [0, 1, 2, 3], both).reduce((a, b) => a + b, 0) / 4;
    const own = mixed.diagonal.reduce((sum, x, b) => sum + x * (psi[b] as number) ** 2, 0);
    expect(quadraticForm(mixed, psi)).toBeCloseTo((1 - lambda) * square + lambda * own, 12);
  });

  it('is symmetric, and radius 0 is its diagonal', () => {
    const covariance = localCovariance(sample, hoods, part(1), channels, null);
    const v = Float64Array.from(w, (x) => x * x - 1);
    const left = covarianceProduct(covariance, w).reduce((sum, x, k) => sum + x * (v[k] as number), 0);
    const right = covarianceProduct(covariance, v).reduce((sum, x, k) => sum + x * (w[k] as number), 0);
    expect(left).toBeCloseTo(right, 12);
    const diagonal = localCovariance(sample, hoods, part(0), channels, [1, 0]);
    expect(diagonal.first.length).toBe(0);
    diagonal.diagonal.forEach((x, b) => {
      expect(x).toBeCloseTo((sample.diagonal[4 * b] as number) / 24, 13);
    });
  });

  it('gives a bond that never moved a floor instead of nothing', () => {
    const still = { ...sample, diagonal: sample.diagonal.map((x, k) => (k < 4 ? 0 : x)) };
    const { diagonal } = localCovariance(still, hoods, part(0), channels, [1, 0]);
    expect(diagonal[0]).toBeGreaterThan(0);
    expect(diagonal[0]).toBeLessThan(1e-20 * Math.max(...diagonal));
  });
});

describe('common coefficients of the channels', () => {
  it('minimise the variance for given ψ: no other g does better', () => {
    const sample = moments(scale, layout, [0, 1, 2, 3], hoods);
    const full = localCovariance(sample, hoods, part(1), channels, null);
    const psi = Float64Array.from({ length: bonds }, (_, b) => 1 + 0.1 * b);
    const [one, g] = mixingOf(full, psi) as [number, number];
    const value = (h: number): number =>
      quadraticForm(
        full,
        Float64Array.from({ length: 2 * bonds }, (_, k) => (k < bonds ? 1 : h) * (psi[k % bonds] as number)),
      );
    expect(one).toBe(1);
    expect(value(g)).toBeLessThan(value(g + 1e-3));
    expect(value(g)).toBeLessThan(value(g - 1e-3));
    expect((value(g + 0.1) - value(g - 0.1)) / value(g)).toBeLessThan(1e-12);
  });
});
