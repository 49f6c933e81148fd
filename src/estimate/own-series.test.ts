import { describe, expect, it, test } from 'vitest';
import { exp } from '../math/elementary.js';
import { RandomSequence } from '../math/random.js';
import { Invalid } from '../data/invalid.js';
import { conductivityOfCurrents, conductivityOfTransfers } from './own-series.js';

/** Gaussian numbers of one replica of an experiment. */
function gaussians(experiment: number, member: number): () => number {
  const sequence = new RandomSequence({ seed: 11, stream: 'synthetic', group: experiment, member });
  return () => sequence.drawGaussians()[0];
}

/** An Ornstein–Uhlenbeck current of variance 1 and correlation time τ, exactly sampled. */
function ornsteinUhlenbeck(samples: number, ratio: number, next: () => number): Float64Array {
  const keep = exp(-ratio);
  const series = new Float64Array(samples);
  let j = next();
  for (let s = 0; s < samples; s++) {
    series[s] = j;
    j = keep * j + Math.sqrt(1 - keep * keep) * next();
  }
  return series;
}

const facts = { interval: 0.5, temperature: 2, sites: 8 };

describe('κ of currents', () => {
  it('of an Ornstein–Uhlenbeck current is στ/(T²N), a value that is covered: 1σ in 68 ± 37 %, 2σ in at least 75 % of 60 experiments (false alarm < 1e-6)', () => {
    const tau = 2;
    // Σ of the samples with the first term half, which exceeds τ by τ(Δ/τ)²/12 = 0.5 %.
    const keep = exp(-facts.interval / tau);
    const exact = (facts.interval * (0.5 + keep / (1 - keep))) / (4 * 8);
    expect(exact / (tau / 32)).toBeCloseTo(1 + 0.25 ** 2 / 12, 3);
    const z: number[] = [];
    for (let x = 0; x < 60; x++) {
      const currents = Array.from({ length: 24 }, (_, r) =>
        ornsteinUhlenbeck(3000, facts.interval / tau, gaussians(x, r)),
      );
      const { kappa, segments } = conductivityOfCurrents({ currents, ...facts });
      expect(segments).toBe(1);
      if (kappa.kind === 'value') z.push(Math.abs(kappa.standard - exact) / kappa.error);
    }
    expect(z.length).toBeGreaterThan(40);
    expect(Math.abs(z.filter((one) => one < 1).length / z.length - 0.683)).toBeLessThan(0.37);
    expect(z.filter((one) => one < 2).length / z.length).toBeGreaterThan(0.75);
  });

  it('one long trajectory is cut into 16 parts, says so, and gives the same κ within 5 errors', () => {
    const tau = 1;
    const current = ornsteinUhlenbeck(80000, facts.interval / tau, gaussians(1000, 0));
    const found = conductivityOfCurrents({ currents: [current], ...facts });
    const keep = exp(-facts.interval / tau);
    const exact = (facts.interval * (0.5 + keep / (1 - keep))) / (4 * 8);
    expect(found).toMatchObject({ replicas: 1, segments: 16 });
    expect(found.kappa.kind).toBe('value');
    expect(Math.abs(found.kappa.standard - exact)).toBeLessThan(5 * found.kappa.error);
    expect(found.warnings[0]).toContain('cut in time into 16 parts');
  });

  it('the textbook curve is the trapezoidal sum over lags, first term half, to 1e-12', () => {
    const currents = Array.from({ length: 5 }, (_, r) => ornsteinUhlenbeck(64, 0.3, gaussians(2000, r)));
    const { curve } = conductivityOfCurrents({ currents, ...facts });
    for (const { time, textbook } of curve) {
      const n = time / facts.interval;
      let sum = 0;
      let windows = 0;
      for (const current of currents) {
        for (let start = 0; start + n <= current.length; start += n, windows++) {
          for (let m = 0; m < n; m++) {
            for (let s = start; s + m < start + n; s++) {
              const product = (current[s] as number) * (current[s + m] as number);
              sum += (m === 0 ? 0.5 : 1) * product * (facts.interval / n);
            }
          }
        }
      }
      expect(((textbook as number) * windows * 32) / sum).toBeCloseTo(1, 12);
    }
  });

  it('of a bounded sloshing is an upper bound far below the textbook one', () => {
    const currents = Array.from({ length: 8 }, (_, r) => {
      const slosh = ornsteinUhlenbeck(4097, 0.05, gaussians(3000, r));
      return Float64Array.from(
        { length: 4096 },
        (_unused, s) => (slosh[s + 1] as number) - (slosh[s] as number),
      );
    });
    const { kappa, textbook } = conductivityOfCurrents({ currents, ...facts });
    expect(kappa.kind).toBe('upper bound');
    expect(kappa.standard).toBeLessThan((textbook?.standard as number) * 0.5);
  });
});

describe('κ of transfers', () => {
  const sites = 8;
  const samples = 2000;
  /** A common white transfer, and on every bond the exchange of energies that slosh. */
  const replica = (r: number): number[][] => {
    const next = gaussians(4000, r);
    const energies = Array.from({ length: sites }, () => ornsteinUhlenbeck(samples + 1, 0.2, next));
    return Array.from({ length: samples }, (_, s) => {
      const common = 0.1 * next();
      return energies.map((e, x) => {
        const other = energies[(x + 1) % sites] as Float64Array;
        const change = (at: Float64Array): number => (at[s + 1] as number) - (at[s] as number);
        return common + (x % 2 === 0 ? 3 : 1) * (change(e) + change(other));
      });
    });
  };
  const transfers = Array.from({ length: 12 }, (_, r) => replica(r));
  // ⟨(N·0.1·g)²⟩/(2 T² N Δ).
  const exact = (sites * 0.01) / (2 * 4 * 0.5);

  it('is that of the common part, whatever sloshes, in either layout to the bit', () => {
    const found = conductivityOfTransfers({ transfers, ...facts });
    expect(found.kappa.kind).toBe('value');
    expect(Math.abs(found.kappa.standard - exact)).toBeLessThan(5 * found.kappa.error);
    const flat = transfers.map((rows) => Float64Array.from(rows.flat()));
    expect(conductivityOfTransfers({ transfers: flat, ...facts })).toEqual(found);
  });

  it('does better than the total current alone, and has the same textbook curve', () => {
    const currents = transfers.map((rows) => rows.map((row) => row.reduce((a, b) => a + b, 0) / 0.5));
    const [bonds, total] = [
      conductivityOfTransfers({ transfers, ...facts }),
      conductivityOfCurrents({ currents, ...facts }),
    ];
    bonds.curve.forEach(({ textbook, best }, k) => {
      expect((textbook as number) / (total.curve[k]?.textbook as number)).toBeCloseTo(1, 9);
      if (k === 0) expect(best).toBeLessThan(total.curve[k]?.best as number);
    });
  });
});

const row = [1, 2, 3];
const good = Array.from({ length: 20 }, () => row);
test.each<[string, () => unknown]>([
  [
    'invalid currents; must have at least one replica: 0',
    () => conductivityOfCurrents({ currents: [], ...facts }),
  ],
  [
    'invalid currents[1]; must be as long as currents[0], 3 samples: 2',
    () => conductivityOfCurrents({ currents: [row, [1, 2]], ...facts }),
  ],
  [
    'invalid currents[0][1]; must be a finite number: NaN',
    () => conductivityOfCurrents({ currents: [[1, NaN, 3]], ...facts }),
  ],
  [
    'invalid currents; must have at least 272 samples of a replica, as 1 replica must be cut into 16 parts: 3',
    () => conductivityOfCurrents({ currents: [row], ...facts }),
  ],
  [
    'invalid currents; must have at least 17 samples of a replica: 3',
    () => conductivityOfCurrents({ currents: [row, row, row, row, row], ...facts }),
  ],
  [
    'invalid currents; must move some energy, in every replica: 0',
    () => conductivityOfCurrents({ currents: new Array(5).fill(new Float64Array(20)), ...facts }),
  ],
  [
    'invalid temperature; must be a number above 0: 0',
    () => conductivityOfCurrents({ currents: [row], ...facts, temperature: 0 }),
  ],
  [
    'invalid sites; must be L^2 with a whole number L of at least 3, the sites of a torus: 8',
    () => conductivityOfTransfers({ transfers: [good], ...facts, dimension: 2 }),
  ],
  [
    'invalid transfers[0][0]; must have a transfer for each of 8 bonds: 3',
    () => conductivityOfTransfers({ transfers: [good], ...facts }),
  ],
  [
    'invalid transfers[0]; must be [time][bond] of 3 bonds, a multiple in length: 20',
    () => conductivityOfTransfers({ transfers: [new Float64Array(20)], ...facts, sites: 3 }),
  ],
])('%s', (message, call) => {
  expect(call).toThrow(Invalid);
  expect(call).toThrow(message);
});
