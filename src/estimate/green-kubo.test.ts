import { describe, expect, it } from 'vitest';
import { exp } from '../math/elementary.js';
import { RandomSequence } from '../math/random.js';
import { greenKubo } from './green-kubo.js';

const facts = { interval: 0.5, prefactor: 1 / 24 };

/** An Ornstein–Uhlenbeck current of variance 1, ⟨J_s J_{s+m}⟩ = a^m. */
function ornsteinUhlenbeck(samples: number, keep: number, member: number): Float64Array {
  const sequence = new RandomSequence({ seed: 7, stream: 'synthetic', member });
  let j = sequence.drawGaussians()[0];
  return Float64Array.from({ length: samples }, () => {
    const now = j;
    j = keep * j + Math.sqrt(1 - keep * keep) * sequence.drawGaussians()[0];
    return now;
  });
}

describe('spectrum and running integral of the current', () => {
  it('are the sums as they are written, over quarter octaves, to 1e-12', () => {
    const n = 50;
    const currents = [0, 1, 2].map((member) => ornsteinUhlenbeck(n, 0.7, member));
    const found = greenKubo(currents, facts);
    const size = 128;
    const taper = Array.from({ length: n }, (_, s) => 1 - Math.cos((2 * Math.PI * (s + 0.5)) / n));
    const norm = taper.reduce((sum, h) => sum + h * h, 0);
    const power = (k: number): number => {
      const values = currents.map((current) => {
        let [re, im] = [0, 0];
        current.forEach((j, s) => {
          re += (taper[s] as number) * j * Math.cos((2 * Math.PI * k * s) / size);
          im += (taper[s] as number) * j * Math.sin((2 * Math.PI * k * s) / size);
        });
        return re * re + im * im;
      });
      return (0.5 / 24) * (values.reduce((a, b) => a + b) / 3 / norm);
    };
    // The first Fourier frequency is 2.56 of the finer ones, and no band is narrower.
    const edges = [3, 6, 9, 12, 15, 18, 22, 27, 33, 40, 48, 58, 64];
    expect(found?.spectrum).toHaveLength(edges.length - 1);
    found?.spectrum.forEach(({ at, value }, i) => {
      const [from, to] = [edges[i] as number, edges[i + 1] as number];
      const own = Array.from({ length: to - from }, (_, k) => power(from + k));
      expect(Math.abs(value - own.reduce((a, b) => a + b) / own.length)).toBeLessThan(1e-12);
      expect(at).toBeCloseTo((2 * Math.PI * (from + to - 1)) / 2 / (size * 0.5), 12);
    });
    const running = (replica: Float64Array, last: number): number => {
      let sum = 0;
      for (let m = 0; m <= last; m++) {
        let c = 0;
        for (let s = 0; s + m < n; s++) c += (replica[s] as number) * (replica[s + m] as number);
        sum += ((m === 0 ? 0.5 : 1) * c) / (n - m);
      }
      return 2 * 0.5 * sum * (1 / 24);
    };
    const ends = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12];
    expect(found?.running).toHaveLength(ends.length - 1);
    found?.running.forEach(({ at, value, error }, i) => {
      const [from, to] = [ends[i] as number, ends[i + 1] as number];
      const own = currents.map((replica) => {
        const all = Array.from({ length: to - from }, (_, m) => running(replica, from + m));
        return all.reduce((a, b) => a + b) / all.length;
      });
      const mean = own.reduce((a, b) => a + b) / 3;
      const scatter = Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 6);
      expect(Math.abs(value - mean)).toBeLessThan(1e-12);
      expect(Math.abs((error as number) - scatter)).toBeLessThan(1e-12);
      expect(at).toBeCloseTo((0.5 * (from + to)) / 2, 12);
    });
  });

  it('of an Ornstein–Uhlenbeck current are those known, within 7 standard deviations (false alarm < 1e-6)', () => {
    const [n, replicas, keep] = [4096, 64, exp(-0.25)];
    const currents = Array.from({ length: replicas }, (_, member) =>
      ornsteinUhlenbeck(n, keep, 100 + member),
    );
    const found = greenKubo(currents, facts);
    const { interval, prefactor } = facts;
    const line = (2 * Math.PI) / (n * interval);
    let worst = 0;
    found?.spectrum.forEach(({ at, value }, i, all) => {
      const exact =
        (prefactor * interval * (1 - keep * keep)) / (1 - 2 * keep * Math.cos(at * interval) + keep * keep);
      const next = all[i + 1]?.at ?? at;
      const lines = Math.max(1, (next - at) / line);
      // A Hann taper leaves 35/18 times the variance; the spectrum bends by less than 2 % within a band.
      const deviation = Math.sqrt(35 / 18 / (replicas * lines));
      worst = Math.max(worst, (Math.abs(value / exact - 1) - 0.02) / deviation);
    });
    expect(worst).toBeLessThan(7);
    expect(found?.spectrum.length).toBeGreaterThan(30);
    found?.running.forEach(({ at, value, error }) => {
      // The sum is linear in n to 1 % within a band.
      const last = at / interval - 0.5;
      const exact = 2 * prefactor * interval * (0.5 + (keep * (1 - exp(-0.25 * last))) / (1 - keep));
      expect(Math.abs(value - exact)).toBeLessThan(7 * (error as number) + 0.01 * exact);
    });
    // Both end at the conductivity: the integral of the correlation.
    const kappa = 2 * prefactor * interval * (0.5 + keep / (1 - keep));
    expect((found?.running.at(-1)?.value as number) / kappa).toBeCloseTo(1, 0);
    expect((found?.spectrum[0]?.value as number) / kappa).toBeCloseTo(1, 0);
  });

  it('a strong line leaks to low frequencies by less than 1e-12 of its height: that is what the taper is for', () => {
    const n = 4096;
    const current = Float64Array.from({ length: n }, (_, s) => Math.cos(1.2345 * s + 0.3));
    const spectrum = greenKubo([current], { interval: 1, prefactor: 1 })?.spectrum ?? [];
    const highest = Math.max(...spectrum.map(({ value }) => value));
    const peak = spectrum.find(({ value }) => value === highest);
    expect(Math.abs((peak?.at as number) - 1.2345)).toBeLessThan(0.2);
    expect((spectrum[0]?.value as number) / highest).toBeLessThan(1e-12);
    expect(spectrum[0]?.error).toBeNull();
  });

  it('of nothing, or of series too short, there are none; series of several lengths are refused', () => {
    expect(greenKubo([], facts)).toBeNull();
    expect(greenKubo([new Float64Array(7)], facts)).toBeNull();
    expect(() => greenKubo([new Float64Array(8), new Float64Array(9)], facts)).toThrow(
      'invalid series; not as long as the others, 8: 9',
    );
  });
});
