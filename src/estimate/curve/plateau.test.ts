import { describe, expect, it } from 'vitest';
import { exp } from '../../math/elementary.js';
import { RandomSequence } from '../../math/random.js';
import { mean, standardError, studentFactor } from '../../math/statistics.js';
import { boundErrors, curveErrors, logSlope, replicaError, type CurveScale } from './curve.js';
import { plateau, raised } from './plateau.js';

/**
 * κ(t) = shape(t) for `replicas` replicas at t = 1, 2, 4, …, with relative noise 0.05·√t per replica, shared
 * between scales by half.
 */
function curve(shape: (t: number) => number, scales: number, replicas: number, seed: number): CurveScale[] {
  const sequence = new RandomSequence({ seed, stream: 'synthetic', group: 77 });
  const shared = Float64Array.from({ length: replicas }, () => sequence.drawGaussians()[0]);
  return Array.from({ length: scales }, (_, l) => ({
    time: 2 ** l,
    samples: 400 / 2 ** l,
    values: shared.map((common) => {
      const noise = 0.05 * Math.sqrt(2 ** l) * Math.SQRT1_2 * (common + sequence.drawGaussians()[0]);
      return shape(2 ** l) * exp(noise - 0.00125 * 2 ** l);
    }),
  }));
}

describe('log-slope', () => {
  it.each([0, -1, 0.5])('of t^%f without noise is exact to 1e-12, with error 0', (exponent) => {
    const scales = [1, 2, 4, 8].map((time) => ({
      time,
      samples: 9,
      values: Float64Array.of(3 * time ** exponent, 5 * time ** exponent),
    }));
    const slope = logSlope(scales);
    expect(slope.value).toBeCloseTo(exponent, 12);
    // All scales move together from replica to replica: the paired error vanishes, though each value scatters.
    expect(slope.error).toBeLessThan(1e-7);
  });

  it('has an error that covers 68 ± 9 % of 700 noisy curves (false alarm < 1e-6)', () => {
    let inside = 0;
    for (let seed = 0; seed < 700; seed++) {
      const slope = logSlope(curve((t) => 1 / t, 5, 16, seed));
      if (Math.abs(slope.value + 1) < slope.error) inside += 1;
    }
    expect(Math.abs(inside / 700 - 0.683)).toBeLessThan(0.09);
  });
});

describe('verdict', () => {
  it('a flat curve is a value, read at least two octaves into it and not at its end', () => {
    const verdict = plateau(curve(() => 2, 7, 32, 1));
    expect(verdict).toMatchObject({ kind: 'value', reason: 'flat' });
    expect(verdict.time).toBeGreaterThanOrEqual(4);
    expect(verdict.time).toBeLessThan(64);
    expect(Math.abs(verdict.estimate - 2)).toBeLessThan(5 * verdict.error);
  });

  it.each([
    [0.1, 0.05, 32],
    [0.05, 0.1, 4],
  ])(
    'relative scatter %f up to t = 4 and %f from 8 on: read where it is known best, at t = %i',
    (four, eight, time) => {
      const flat = curve(() => 2, 1, 32, 1)[0] as CurveScale;
      const centre = mean(flat.values);
      const scales = [1, 2, 4, 8, 16, 32, 64].map((at, l) => ({
        time: at,
        samples: 1e5,
        values: flat.values.map((x) => 2 + ((at < 8 ? four : eight) / 0.05 - 0.01 * l) * (x - centre)),
      }));
      expect(plateau(scales)).toMatchObject({ kind: 'value', time });
    },
  );

  it('a curve that settles at t = 8 is a value, not read before 16', () => {
    const verdict = plateau(curve((t) => (t < 8 ? 16 / t : 2), 8, 64, 2));
    expect(verdict.kind).toBe('value');
    expect(verdict.time).toBeGreaterThanOrEqual(16);
  });

  it.each([
    ['1/t', (t: number) => 1 / t, 'falling'],
    ['1/√t', (t: number) => 1 / Math.sqrt(t), 'falling'],
    ['√t', (t: number) => Math.sqrt(t), 'rising'],
  ])(
    '%s is an upper bound at the longest usable time, never a value in 200 noisy curves',
    (_, shape, reason) => {
      for (let seed = 0; seed < 200; seed++) {
        const verdict = plateau(curve(shape, 7, 32, seed));
        expect(verdict.kind).toBe('upper bound');
        if (seed === 0) expect(verdict).toMatchObject({ reason, time: 64 });
      }
    },
  );

  it('too few scales, replicas or windows are bounds that say so', () => {
    expect(plateau(curve(() => 1, 3, 32, 3))).toMatchObject({ kind: 'upper bound', reason: 'short' });
    expect(plateau(curve(() => 1, 7, 3, 3))).toMatchObject({ kind: 'upper bound', reason: 'few replicas' });
    const sparse = curve(() => 1, 7, 8, 3).map((scale) => ({ ...scale, samples: 1 }));
    expect(plateau(sparse)).toMatchObject({ kind: 'upper bound', reason: 'short' });
    const scattered = curve(() => 1, 7, 8, 3).map((scale) => ({
      ...scale,
      values: scale.values.map((x, r) => x * 1.6 ** r),
    }));
    expect(plateau(scattered)).toMatchObject({ kind: 'upper bound', reason: 'imprecise' });
    expect(() => plateau([])).toThrow('invalid curve; not at least one scale with transfer: 0');
  });

  it('one replica that carries half of a flat curve makes it a bound', () => {
    const flat = curve(() => 1, 7, 32, 4).map((scale) => ({
      ...scale,
      values: scale.values.map((x, r) => (r === 5 ? 40 * x : x)),
    }));
    expect(plateau(flat).kind).toBe('upper bound');
    const two = flat.map((scale) => ({ ...scale, values: scale.values.map((x, r) => (r < 2 ? 40 : x / 4)) }));
    expect(plateau(two).halfReplicas).toBeLessThanOrEqual(2);
    expect(plateau(two).kind).toBe('upper bound');
  });

  it('a bound is the lowest raised scale that no longer one exceeds, also where one replica carries every scale', () => {
    const bursting = (late: number): CurveScale[] =>
      curve((t) => 1 / t, 7, 16, 6).map((scale, l) => ({
        ...scale,
        values: scale.values.map((x, r) => (r === 3 ? x * (l < 4 ? 1000 : late) : x)),
      }));
    const falling = plateau(bursting(1000));
    expect(falling).toMatchObject({ kind: 'upper bound', time: 64 });
    // A burst that only the longer windows see: what the shorter ones bound is exceeded later, and so is no bound.
    const late = bursting(1e5);
    const bound = plateau(late);
    const longer = late.filter(({ time }) => time > bound.time).map(({ values }) => mean(values));
    expect(Math.max(0, ...longer)).toBeLessThanOrEqual(bound.bound);
    expect(bound.bound).toBeGreaterThan(falling.bound);
  });

  it('the time unit and the size of κ do not matter', () => {
    const flat = curve((t) => 1 + 3 / t, 7, 32, 5);
    const scaled = flat.map((scale) => ({
      ...scale,
      time: 32 * scale.time,
      values: scale.values.map((x) => x / 1024),
    }));
    const [one, other] = [plateau(flat), plateau(scaled)];
    expect(other).toMatchObject({ kind: one.kind, time: 32 * one.time, estimate: one.estimate / 1024 });
  });
});

describe('errors', () => {
  it('are never below the Gaussian floor κ√(2/n), which is all that one replica has', () => {
    expect(replicaError({ values: Float64Array.of(3), samples: 8 })).toBe(1.5);
    expect(replicaError({ values: Float64Array.of(3, 3, 3, 3), samples: 2 })).toBe(1.5);
    expect(replicaError({ values: Float64Array.of(1, 5), samples: 1000 })).toBeCloseTo(2 * 1.75, 12);
  });

  it('a bound is raised by 2.5 errors of its logarithm, and stays positive', () => {
    expect(raised(2, 0)).toBe(2);
    expect(raised(2, 0.5)).toBeCloseTo(2 * Math.exp(2.5 / 4), 14);
    expect(raised(2, 0.5)).toBeGreaterThan(3);
  });

  it.each([8, 16, 32])(
    'a bound’s error with %i replicas is that of independent ones times 0.7 + 4/(R − 1), or that of neighbours where it is larger',
    (replicas) => {
      const ordered = Float64Array.from({ length: replicas }, (_, r) => 1 + r);
      const scale = { time: 1, samples: 1e9, values: ordered, stratified: true };
      const independent = studentFactor(replicas) * standardError(ordered);
      expect(boundErrors([scale])[0]).toBeCloseTo((0.7 + 4 / (replicas - 1)) * independent, 12);
      expect(curveErrors([scale])[0]).toBeCloseTo(0.7 * independent, 12);
      const jagged = ordered.map((_, r) => (r % 2 === 0 ? 1 : 9));
      const [large] = boundErrors([{ ...scale, values: jagged }]) as [number];
      expect(large).toBeGreaterThan(studentFactor(replicas) * standardError(jagged));
    },
  );

  it('the error of a value holds what its plateau’s slope moves it by at the last scale', () => {
    const shares: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const scales = curve(() => 2, 7, 32, seed);
      const verdict = plateau(scales);
      if (verdict.kind !== 'value') continue;
      const alone = curveErrors(scales)[Math.log2(verdict.time)] as number;
      const moved = (verdict.slope?.value as number) * Math.log(64 / verdict.time) * verdict.estimate;
      expect(verdict.error).toBeCloseTo(Math.hypot(alone, moved), 12);
      shares.push(Math.abs(moved) / alone);
    }
    expect(shares.length).toBeGreaterThan(10);
    expect(Math.max(...shares)).toBeGreaterThan(0.5);
  });

  it('a relative error is never below those of the two shorter scales', () => {
    const spread = [0.2, 0.02, 0.1, 0.02, 0.02, 0.02];
    const scales = spread.map((width, l) => ({
      time: 2 ** l,
      samples: 1e6,
      values: Float64Array.from({ length: 10 }, (_, r) => 3 + 3 * width * (r % 2 === 0 ? 1 : -1)),
    }));
    const own = scales.map((scale) => replicaError(scale) / 3);
    const held = curveErrors(scales).map((error) => error / 3);
    const expected = [own[0], own[0], own[0], own[2], own[2], own[3]] as number[];
    held.forEach((error, k) => {
      expect(error).toBeCloseTo(expected[k] as number, 12);
    });
  });
});

describe('what a reading rests on', () => {
  it('scales of fewer than four windows of each replica bound nothing, however low they are', () => {
    const scales = [1, 0.9, 0.8, 0.7, 1e-4, 1e-4].map((level, l) => ({
      time: 2 ** l,
      samples: l < 4 ? 4 : 3,
      values: Float64Array.from({ length: 16 }, (_, r) => level * (1 + 0.01 * (r % 3))),
    }));
    const found = plateau(scales);
    expect(found.kind).toBe('upper bound');
    expect(found.time).toBe(8);
  });

  it('a slope that agrees with zero but is known worse than to 0.15 is no plateau', () => {
    let tried = 0;
    for (let seed = 0; seed < 400; seed++) {
      const sequence = new RandomSequence({ seed, stream: 'synthetic', group: 79 });
      const scales = Array.from({ length: 4 }, (_, l) => ({
        time: 2 ** l,
        samples: 400,
        values: Float64Array.from({ length: 32 }, () =>
          Math.max(0.01, 1 + 1.2 * sequence.drawGaussians()[0]),
        ),
      }));
      const slope = logSlope(scales);
      const sum = Math.abs(slope.value) + slope.error;
      if (Math.abs(slope.value) > 2 * slope.error || sum < 0.16 || sum > 0.28) continue;
      tried += 1;
      expect(plateau(scales)).toMatchObject({ kind: 'upper bound', reason: 'imprecise' });
    }
    expect(tried).toBeGreaterThan(20);
  });
});
