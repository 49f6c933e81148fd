import { describe, expect, it } from 'vitest';
import { mean, standardError } from '../math/statistics.js';
import { conductivity } from './conductivity.js';
import { localCovariance } from './weights/covariance.js';
import { bestCurve } from './weights/crossfit.js';
import { moments, type ScaleLayout } from './weights/moments.js';
import { pairSelections, type PairSelection } from './weights/patches.js';
import type { BondGraph, RealisationRecord, ScaleRecord } from './record.js';
import { windowMeanSquares } from './weights/squares.js';
import { syntheticRecord, type Recipe } from './testing/synthetic.js';
import { textbookCurve } from './curve/textbook.js';
import { optimalWeights, stencil } from './weights/weights.js';

const experiments = <T>(count: number, of: (experiment: number) => T): T[] =>
  Array.from({ length: count }, (_, experiment) => of(experiment));

/** The weights that leave least on all replicas of a scale, fitted on these very replicas. */
function fittedWeights(graph: BondGraph, scale: ScaleRecord, layout: ScaleLayout): Float64Array {
  const hoods = pairSelections(graph, [Infinity], Infinity);
  const [widest] = hoods.parts as [PairSelection];
  const sample = moments(scale, layout, [...scale.replicas.keys()], hoods);
  const covariance = localCovariance(sample, hoods, widest, 1, null);
  return optimalWeights(stencil(graph, covariance, 1), covariance);
}

describe('the best curve', () => {
  const sloshing: Recipe = {
    size: 4,
    replicas: 12,
    intervals: 180,
    kappa: 1,
    lines: 2,
    sloshing: 2,
    energies: 1,
  };
  const curves = experiments(150, (x) => bestCurve(syntheticRecord(sloshing, x)));

  it('is unbiased once the sloshing is gone: mean of 150 experiments within 5 standard errors + 2 % (false alarm < 1e-6)', () => {
    for (const scale of [1, 2, 3]) {
      const found = curves.map((curve) => mean(curve[scale]?.values as Float64Array));
      expect(Math.abs(mean(found) - 1)).toBeLessThan(5 * standardError(found) + 0.02);
    }
  });

  it('has error bars that cover: 1σ in 68 ± 19 %, 2σ in at least 77 % of 150 experiments (false alarm < 1e-6)', () => {
    // Binomial: √(0.683·0.317/150) = 3.8 %, √(0.95·0.05/150) = 1.8 %; few squares are skewed, so 2σ is held to 90 % −
    // 5·2.4 %.
    for (const scale of [1, 2]) {
      const z = curves.map((curve) => {
        const values = curve[scale]?.values as Float64Array;
        return Math.abs(mean(values) - 1) / standardError(values);
      });
      expect(Math.abs(z.filter((x) => x < 1).length / 150 - 0.683)).toBeLessThan(0.19);
      expect(z.filter((x) => x < 2).length / 150).toBeGreaterThan(0.77);
    }
  });

  it('cross-fitting has no low bias where fitting and applying on the same 8 replicas reads below 0.6 κ', () => {
    const recipe: Recipe = { size: 16, replicas: 8, intervals: 45, kappa: 1, sloshing: 20, energies: 5 };
    const pairs = experiments(40, (x) => {
      const record = syntheticRecord(recipe, x);
      const layout = { tapers: [0], stride: 1, channels: 1, bonds: 16 };
      const scale = record.scales.at(-1) as RealisationRecord['scales'][number];
      const all = scale.replicas.map((_, r) => r);
      const w = fittedWeights(record.graph, scale, layout);
      const inSample = record.prefactor * mean(windowMeanSquares(scale, layout, all, w));
      return { inSample, crossFitted: mean(bestCurve(record).at(-1)?.values as Float64Array) };
    });
    const crossFitted = pairs.map((pair) => pair.crossFitted);
    expect(mean(pairs.map(({ inSample }) => inSample))).toBeLessThan(0.6);
    // Not below κ by more than 5 standard errors: false alarm < 1e-6.
    expect(mean(crossFitted)).toBeGreaterThan(1 - 5 * standardError(crossFitted));
  });

  it('leaves 3 % more than weights of 60 times as many replicas, where weights of three folds leave 6 %: within 5 standard errors (false alarm < 1e-6)', () => {
    const recipe: Recipe = { size: 16, replicas: 64, intervals: 60, kappa: 1e-3, sloshing: 1, energies: 1 };
    const records = experiments(60, (x) => syntheticRecord(recipe, x));
    const [first] = records as [RealisationRecord];
    const scales = records.map((record) => record.scales[0] as RealisationRecord['scales'][number]);
    const replicas = scales.flatMap((scale) => scale.replicas);
    const pooled = { ...(scales[0] as (typeof scales)[number]), replicas };
    const layout = { tapers: [0], stride: 1, channels: 1, bonds: 16 };
    const w = fittedWeights(first.graph, pooled, layout);
    const least = scales.map(
      (scale) => first.prefactor * mean(windowMeanSquares(scale, layout, [...scale.replicas.keys()], w)),
    );
    // Paired: both see the same windows.
    const excess = records.map(
      (record, x) => mean(bestCurve(record)[0]?.values as Float64Array) - (least[x] as number),
    );
    const error = standardError(excess) / mean(least);
    expect(Math.abs(mean(excess) / mean(least) - 0.026)).toBeLessThan(5 * error);
    expect(5 * error).toBeLessThan(0.025);
  });

  it('gains a factor of 30 over uniform weights where one bond in sixteen sloshes little', () => {
    const record = syntheticRecord({ size: 16, replicas: 16, intervals: 400, kappa: 1e-7, sloshing: 3 }, 1);
    const best = bestCurve(record);
    const layout = { tapers: [0], stride: 1, channels: 1, bonds: 16 };
    record.scales.forEach((scale, l) => {
      const uniform = windowMeanSquares(
        scale,
        layout,
        scale.replicas.map((_, r) => r),
        record.graph.aims,
      );
      expect(mean(best[l]?.values as Float64Array)).toBeLessThan((record.prefactor * mean(uniform)) / 30);
    });
  });

  it.each(['rectangular', 'prolate'] as const)('%s windows give the same κ within 5 errors', (kind) => {
    const record = syntheticRecord({ size: 4, replicas: 16, intervals: 400, kappa: 2, windows: [kind] }, 3);
    for (const { values } of bestCurve(record)) {
      expect(Math.abs(mean(values) - 2)).toBeLessThan(5 * standardError(values));
    }
  });

  it('uses an imperfect dressing where it helps, and never fits on the replicas it is applied to', () => {
    const recipe: Recipe = { size: 6, replicas: 12, intervals: 200, kappa: 1e-4, sloshing: 3 };
    const dressed = bestCurve(syntheticRecord({ ...recipe, dressing: 0.8 }, 2));
    const plain = bestCurve(syntheticRecord(recipe, 2));
    expect(dressed[0]?.choices.every(({ dressing }) => dressing.kind !== 'sum' || dressing.orders > 0)).toBe(
      true,
    );
    expect(mean(dressed[0]?.values as Float64Array)).toBeLessThan(
      0.3 * mean(plain[0]?.values as Float64Array),
    );
    expect(mean(dressed[0]?.values as Float64Array)).toBeGreaterThan(0.7e-4);
  });

  it('what is applied to a replica of fold 0 does not depend on the other replicas of fold 0', () => {
    const record = syntheticRecord({ size: 6, replicas: 8, intervals: 200, kappa: 1, sloshing: 3 }, 4);
    const changed: RealisationRecord = {
      ...record,
      scales: record.scales.map((scale) => ({
        ...scale,
        replicas: scale.replicas.map((y, r) => (r === 4 ? y.map((x, k) => (k % 5 === 0 ? 7 * x : -x)) : y)),
      })),
    };
    const [before, after] = [bestCurve(record), bestCurve(changed)];
    before.forEach(({ values }, l) => {
      expect(after[l]?.values[0]).toBe(values[0]);
      expect(after[l]?.values[4]).not.toBe(values[4]);
    });
  });
});

describe('the textbook curve', () => {
  it('is prefactor·⟨(Σ ΔQ)²⟩/t, and agrees with κ for a white current within 5 errors', () => {
    const record = syntheticRecord({ size: 4, replicas: 16, intervals: 300, kappa: 1.5 }, 9);
    const [first] = textbookCurve({
      prefactor: 0.5,
      quantiles: null,
      blocks: [{ time: 4, windows: 10, sums: Float64Array.of(80, 160) }],
    });
    expect([...(first?.values ?? [])]).toEqual([1, 2]);
    for (const { values } of textbookCurve(record)) {
      expect(Math.abs(mean(values) - 1.5)).toBeLessThan(5 * standardError(values));
    }
  });
});

describe('conductivity', () => {
  it('of pure sloshing is always an upper bound far below the textbook one', () => {
    for (const x of [0, 1, 2, 3, 4]) {
      const found = conductivity([
        syntheticRecord({ size: 6, replicas: 8, intervals: 300, kappa: 0, sloshing: 3, lines: 3 }, x),
      ]);
      expect(found?.kappa.kind).toBe('upper bound');
      expect(found?.textbook?.kind).toBe('upper bound');
      expect(found?.kappa.standard).toBeLessThan(0.1 * (found?.textbook?.standard as number));
      expect(found?.advice[0]).toContain('run at least 8 times longer');
    }
  });

  it('of a current with memory is no value before the plateau (t = 8 τ or less), and a covered value after it', () => {
    const early = experiments(15, (x) =>
      conductivity([syntheticRecord({ size: 3, replicas: 16, intervals: 340, kappa: 1, memory: 20 }, x)], {
        quick: true,
      }),
    );
    expect(early.filter((found) => found?.kappa.kind === 'value').length).toBe(0);
    const late = experiments(40, (x) =>
      conductivity([syntheticRecord({ size: 3, replicas: 24, intervals: 700, kappa: 1, memory: 2 }, x)], {
        quick: true,
      }),
    );
    const values = late.flatMap((found) => (found?.kappa.kind === 'value' ? [found.kappa] : []));
    expect(values.length).toBeGreaterThan(10);
    const z = values.map(({ standard, error }) => Math.abs(standard - 1) / error);
    // Nominally 68 % and 95 %; the bounds are more than 5 binomial deviations of ten or more experiments away.
    expect(z.filter((x) => x < 1).length / z.length).toBeGreaterThan(0.4);
    expect(z.filter((x) => x < 2).length / z.length).toBeGreaterThan(0.75);
  });

  it('is not fooled by a slow tail t^−0.2 (the trap): at most 1 of 12 called a value', () => {
    const found = experiments(12, (x) =>
      conductivity([syntheticRecord({ size: 3, replicas: 24, intervals: 700, kappa: 1e-9, trap: 1 }, x)], {
        quick: true,
      }),
    );
    expect(found.filter((each) => each?.kappa.kind === 'value').length).toBeLessThan(2);
  });

  it('of heavy-tailed replicas is mostly a bound, and says how few carry it', () => {
    const found = experiments(20, (x) =>
      conductivity([syntheticRecord({ size: 3, replicas: 16, intervals: 340, kappa: 1, spread: 2.5 }, x)], {
        quick: true,
      }),
    );
    expect(found.filter((each) => each?.kappa.kind === 'value').length).toBeLessThan(4);
    expect(mean(found.map((each) => each?.kappa.halfReplicas ?? 0))).toBeLessThan(3);
  });

  it('combines realisations in series: κ = 1 and 3 make 1.5, within 5 errors, with a disorder error', () => {
    const records = [1, 3].map((kappa) =>
      syntheticRecord({ size: 3, replicas: 24, intervals: 700, kappa }, 6),
    );
    const found = conductivity(records);
    const point = found?.curve.find(({ time }) => time === 64);
    expect(Math.abs((point?.best as number) - 1.5)).toBeLessThan(5 * (point?.bestError as number));
    expect(found?.kappa.combination).toBe('series');
    expect(found?.kappa.paper).toBe(2 * (found?.kappa.standard as number));
    expect(found?.kappa.disorderError).toBeGreaterThan(0.5);
    expect(found?.realisations.length).toBe(2);
    if (found?.realisations.some(({ kind }) => kind === 'upper bound')) {
      expect(found.kappa.kind).toBe('upper bound');
    }
  });

  it('works in two dimensions: κ of white currents under energy sloshing, within 5 errors', () => {
    const recipe: Recipe = {
      dimension: 2,
      size: 3,
      replicas: 16,
      intervals: 200,
      kappa: 1,
      energies: 1,
      sloshing: 2,
    };
    const found = conductivity([syntheticRecord(recipe, 1)]);
    for (const { best, bestError } of found?.curve.slice(-2) ?? []) {
      if (best !== null) expect(Math.abs(best - 1)).toBeLessThan(5 * (bestError as number));
    }
    expect(found?.curve.length).toBeGreaterThan(3);
  });

  it('does with what there is: one replica, two replicas, no windows yet, nothing at all', () => {
    const record = syntheticRecord({ size: 3, replicas: 2, intervals: 100, kappa: 1 }, 1);
    const part = (count: number): RealisationRecord => ({
      ...record,
      scales: record.scales.map((scale) => ({ ...scale, replicas: scale.replicas.slice(0, count) })),
      blocks: record.blocks.map((block) => ({ ...block, sums: block.sums.slice(0, count) })),
    });
    for (const count of [1, 2]) {
      const found = conductivity([part(count)]);
      expect(found?.kappa).toMatchObject({ disorderError: null, combination: 'single' });
      expect(found?.kappa.kind).not.toBe('value');
      expect(found?.kappa.estimator).toContain('uniform weights');
      expect(found?.kappa.warnings).toHaveLength(1);
      expect(found?.kappa.error).toBeGreaterThan(0);
    }
    expect(conductivity([{ ...part(2), scales: [] }])?.kappa.estimator).toContain('textbook');
    expect(conductivity([part(2), part(0)])?.realisations.length).toBe(1);
    expect(conductivity([part(0)])).toBeNull();
    expect(conductivity([])).toBeNull();
  });

  it('says that units failed where a result is open for that', () => {
    const record = syntheticRecord({ size: 4, replicas: 8, intervals: 200, kappa: 1 }, 1);
    const found = conductivity([record], { failed: true });
    expect(found?.kappa).toMatchObject({ kind: 'open', open: 'units failed' });
    expect(found?.realisations[0]).toMatchObject({ kind: 'open', open: 'units failed' });
    expect(found?.kappa.warnings[0]).toContain('replicas failed');
  });

  it('gives the same bits twice', () => {
    const record = syntheticRecord({ size: 4, replicas: 8, intervals: 200, kappa: 1, sloshing: 2 }, 1);
    expect(conductivity([record])).toEqual(conductivity([record]));
  });
});
