import { describe, expect, it } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { sampledConstants, sureConstants } from './constants.js';
import { denominators, denominatorsBound } from './denominators.js';
import { unionBound } from './doubt.js';
import { exponentialEnvelope, sureDelta, tailSurvey } from './tail.js';

const uniform = { law: 'uniform', from: 1, to: 2 } as const;

describe('tailSurvey', () => {
  it('finds P = 2η − η² for two sites and |ξ|₁ ≤ 2, η = c/2^α, ω uniform on [1,2] (false alarm < 1e-6)', () => {
    const lattice = torus(1, 60);
    const set = { alpha: 2, c: 0.4, radius: 0, depth: 2 };
    const survey = tailSurvey(
      lattice,
      { realisations: 300, frequencies: (realisation) => frequencies(uniform, lattice, 5, realisation) },
      set,
    );
    const eta = 0.1;
    const { probability, error } = survey.resonant;
    expect(error).toBeLessThan(0.01);
    expect(Math.abs(probability - (2 * eta - eta * eta))).toBeLessThan(5.5 * error);
    expect(survey.lengths.reduce((sum, length) => sum + length.probability, 0)).toBeCloseTo(probability, 12);
    expect(survey.winding).toBe(0);
  });

  it('measures planted clusters: P(ℓ(C(b)) = m) counts bonds, not clusters', () => {
    const lattice = torus(1, 12);
    // Equal neighbours at bonds 0, 1 in one realisation, at bond 5 and across the seam, 10, 11, 0, in the other.
    const planted = [
      [1, 1, 1, 1.1, 1.23, 1.37, 1.52, 1.68, 1.85, 1.03, 1.31, 1.77],
      [1, 1, 1.23, 1.37, 1.52, 1.68, 1.68, 1.85, 1.13, 1.31, 1, 1],
    ];
    const survey = tailSurvey(
      lattice,
      { realisations: 2, frequencies: (realisation) => Float64Array.from(planted[realisation] as number[]) },
      { alpha: 0, c: 1e-3, radius: 0, depth: 2 },
    );
    expect(survey.lengths.map(({ probability }) => probability * 24)).toEqual(
      [1, 2, 3].map((count) => expect.closeTo(count, 9) as number),
    );
    expect(survey.resonant.probability).toBeCloseTo(6 / 24, 12);
    expect(survey.bounded).toBe(0);
  });

  it('sees clusters wind where every bond is resonant', () => {
    const lattice = torus(2, 4);
    const survey = tailSurvey(
      lattice,
      { realisations: 3, frequencies: () => new Float64Array(16).fill(1.5) },
      { alpha: 3, c: 0.1, radius: 1, depth: 2 },
    );
    expect(survey.winding).toBe(1);
    expect(survey.resonant.probability).toBeCloseTo(1, 12);
  });
});

describe('exponentialEnvelope', () => {
  it('recovers C and c’ of an exact exponential', () => {
    const lengths = Array.from({ length: 80 }, (_, i) => ({
      length: i + 1,
      probability: 0.03 * Math.exp(-0.5 * (i + 1)),
    }));
    const envelope = exponentialEnvelope(lengths);
    expect(envelope?.c).toBeCloseTo(0.5, 8);
    expect(envelope?.factor).toBeCloseTo(0.03, 8);
    expect(exponentialEnvelope(lengths.slice(0, 2))).toBeNull();
  });
});

describe('sureDelta', () => {
  it('is (2d−1)^{−V}: V = 4r + 3 bonds meet in d = 1, where any δ < 1 will do', () => {
    expect(sureDelta(1, 3)).toBe(1);
    // d = 2, r = 0: a bond meets itself and the 6 others at its ends.
    expect(sureDelta(2, 0)).toBeCloseTo(3 ** -7, 12);
  });
});

describe('sureConstants', () => {
  it('satisfy (4): no more than δ of the bonds are resonant (false alarm < 1e-6)', () => {
    for (const [dimension, size, delta] of [
      [1, 64, 0.3],
      [2, 6, 0.1],
    ] as const) {
      const lattice = torus(dimension, size);
      const sites = dimension === 1 ? 4 : 8;
      const constants = sureConstants({ sites, density: 1, lowest: 1 }, delta, sites + 1);
      const survey = tailSurvey(
        lattice,
        { realisations: 60, frequencies: (realisation) => frequencies(uniform, lattice, 2, realisation) },
        { ...constants, radius: 1, depth: 6 },
      );
      expect(survey.resonant.probability).toBeGreaterThan(0.1 * delta);
      expect(survey.resonant.probability).toBeLessThan(delta + 5.5 * survey.resonant.error);
    }
  });

  it('use the whole series, or the sum over the ξ of the hierarchy, up to c = ω₋', () => {
    const ball = { sites: 4, density: 2, lowest: 1 };
    expect(sureConstants(ball, 0.1, 5).c).toBe(0.1 / unionBound(ball, 5, 0));
    const among = denominators({ lattice: torus(1, 9), coupling: [0, 0, 0, 0, 0.25], pinning: [], order: 2 });
    expect(sureConstants(ball, 0.1, 1, among).c).toBe(0.1 / denominatorsBound(among, 2, 1, 0));
    expect(sureConstants(ball, 0.5, 30).c).toBe(1);
  });

  it('do not exist where the series diverges, for δ outside (0, 1), or without density', () => {
    const ball = { sites: 4, density: 1, lowest: 1 };
    expect(() => sureConstants(ball, 0.1, 3)).toThrow(/^invalid alpha; no c satisfies \(4\).*: 3$/);
    expect(() => sureConstants({ ...ball, density: Infinity }, 0.1, 6)).toThrow(/^invalid alpha/);
    expect(() => sureConstants(ball, 1, 6)).toThrow('invalid delta; not within (0, 1): 1');
  });
});

describe('sampledConstants', () => {
  it('make exactly the stated share of bonds resonant, at most δ, and more than the union bound allows', () => {
    const lattice = torus(1, 50);
    const disorder = {
      realisations: 20,
      frequencies: (realisation: number) => frequencies(uniform, lattice, 3, realisation),
    };
    const search = { alpha: 5, radius: 1, depth: 6 };
    const sampled = sampledConstants(lattice, disorder, search, 0.08);
    expect(sampled.probability).toBeLessThan(0.0801);
    expect(sampled.probability).toBeGreaterThan(0.07);
    const survey = tailSurvey(lattice, disorder, { ...search, c: sampled.c });
    expect(survey.resonant.probability).toBeCloseTo(sampled.probability, 12);
    expect(sampled.c).toBeGreaterThan(sureConstants({ sites: 4, density: 1, lowest: 1 }, 0.08, 5).c);
  });

  it('do not exist where more than a share δ is resonant exactly', () => {
    const lattice = torus(1, 12);
    const law = { law: 'two-valued', values: [1, 1.5], probability: 0.5 } as const;
    const disorder = {
      realisations: 5,
      frequencies: (realisation: number) => frequencies(law, lattice, 1, realisation),
    };
    const search = { alpha: 3, radius: 0, depth: 4 };
    expect(() => sampledConstants(lattice, disorder, search, 0.2)).toThrow(
      /^invalid delta; no c leaves so few bonds resonant, as [\d.]+ % of them have a ξ with ⟨ω,ξ⟩ = 0: 0\.2$/,
    );
  });
});
