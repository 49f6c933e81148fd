import { describe, expect, it } from 'vitest';
import { slepianMatrix, tapers, TIME_BANDWIDTH } from './window.js';

const kinds = ['rectangular', 'hann', 'prolate'] as const;

/** |Σ h e^{−2πifs}|² / |Σ h|² or, with `raw`, without the division. */
function response(h: Float64Array, f: number, raw = false): number {
  let [re, im, sum] = [0, 0, 0];
  h.forEach((x, s) => {
    re += x * Math.cos(2 * Math.PI * f * s);
    im += x * Math.sin(2 * Math.PI * f * s);
    sum += x;
  });
  return (re * re + im * im) / (raw ? 1 : sum * sum);
}

/** The share of energy within |f| ≤ W: Σ_{st} h_s h_t sin(2πW(s−t))/(π(s−t)), the sinc matrix. */
function concentration(h: Float64Array, bandwidth: number): number {
  let sum = 0;
  h.forEach((x, s) => {
    h.forEach((y, t) => {
      const apart = s - t;
      sum +=
        x * y * (apart === 0 ? 2 * bandwidth : Math.sin(2 * Math.PI * bandwidth * apart) / (Math.PI * apart));
    });
  });
  return sum;
}

describe.each([16, 32, 45])('tapers of length %i', (length) => {
  const family = tapers(kinds, length);
  const prolate = family.filter(({ kind }) => kind === 'prolate').map(({ values }) => values);

  it('have Σ h² = 1 to 1e-14, and prolate ones are orthogonal to 1e-13', () => {
    for (const { values } of family) {
      expect(Math.abs(values.reduce((sum, x) => sum + x * x, 0) - 1)).toBeLessThan(1e-14);
    }
    prolate.forEach((u, k) => {
      for (const v of prolate.slice(k + 1)) {
        expect(Math.abs(u.reduce((sum, x, s) => sum + x * (v[s] as number), 0))).toBeLessThan(1e-13);
      }
    });
  });

  it('prolate tapers are eigenvectors of Slepian’s tridiagonal matrix to 1e-13 of its norm, of alternating parity', () => {
    const { diagonal, offDiagonal } = slepianMatrix(length);
    prolate.forEach((h, order) => {
      const image = h.map(
        (x, s) =>
          (diagonal[s] as number) * x +
          (s > 0 ? (offDiagonal[s - 1] as number) * (h[s - 1] as number) : 0) +
          (s + 1 < length ? (offDiagonal[s] as number) * (h[s + 1] as number) : 0),
      );
      const lambda = image.reduce((sum, x, s) => sum + x * (h[s] as number), 0);
      image.forEach((x, s) => {
        expect(Math.abs(x - lambda * (h[s] as number))).toBeLessThan(1e-13 * length * length);
      });
      h.forEach((x, s) => {
        expect(x).toBeCloseTo((order % 2 === 0 ? 1 : -1) * (h[length - 1 - s] as number), 11);
      });
    });
  });

  it('prolate tapers concentrate 1 − 2e-7, 1 − 1e-5, 1 − 3e-4 in band, and no random vector does better than order 0', () => {
    const shares = prolate.map((h) => 1 - concentration(h, TIME_BANDWIDTH / length));
    expect(shares[0]).toBeLessThan(2e-7);
    expect(shares[1]).toBeLessThan(1e-5);
    expect(shares[2]).toBeLessThan(3e-4);
    const hann = family.find(({ kind }) => kind === 'hann')?.values as Float64Array;
    expect(1 - concentration(hann, TIME_BANDWIDTH / length)).toBeGreaterThan(shares[0] as number);
    const perturbed = (prolate[0] as Float64Array).map((x, s) => x + 1e-3 * (prolate[1]?.[s] as number));
    const size = perturbed.reduce((sum, x) => sum + x * x, 0);
    expect(1 - concentration(perturbed, TIME_BANDWIDTH / length) / size).toBeGreaterThan(shares[0] as number);
  });

  it('Hann is √(2/3M)·2 sin²(π(s−½)/M), to 1e-15', () => {
    const hann = family.find(({ kind }) => kind === 'hann')?.values as Float64Array;
    hann.forEach((x, s) => {
      const exact = Math.sqrt(2 / (3 * length)) * 2 * Math.sin((Math.PI * (s + 0.5)) / length) ** 2;
      expect(Math.abs(x - exact)).toBeLessThan(1e-15);
    });
  });

  it('sidelobes: −13 dB rectangular, −31 dB Hann, −61 dB prolate order 0', () => {
    const sidelobe = (h: Float64Array, from: number): number => {
      let largest = 0;
      for (let f = from / length; f <= 0.5; f += 0.01 / length) largest = Math.max(largest, response(h, f));
      return 10 * Math.log10(largest);
    };
    const [rectangular, hann] = family.map(({ values }) => values) as [Float64Array, Float64Array];
    expect(Math.abs(sidelobe(rectangular, 1) + 13.2)).toBeLessThan(0.5);
    expect(Math.abs(sidelobe(hann, 2) + 31.4)).toBeLessThan(0.6);
    expect(sidelobe(prolate[0] as Float64Array, 3)).toBeLessThan(-61);
  });
});

describe('tapers', () => {
  it('refuse lengths for which the band would fill the axis', () => {
    expect(() => tapers(['hann'], 7)).toThrow('invalid window length; not a whole number of at least 8: 7');
    expect(() => tapers(['hann'], 16.5)).toThrow('16.5');
  });

  it('come in the order asked for, one entry per taper', () => {
    expect(tapers(['prolate', 'hann'], 16).map(({ kind, order }) => `${kind} ${String(order)}`)).toEqual([
      'prolate 0',
      'prolate 1',
      'prolate 2',
      'hann 0',
    ]);
  });
});
