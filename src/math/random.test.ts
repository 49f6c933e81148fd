import { describe, expect, test } from 'vitest';
import { philox } from './philox.js';
import { RandomSequence, streams, unitInterval, type SequenceName } from './random.js';

const name: SequenceName = { seed: 20, stream: 'synthetic', group: 3, member: 4 };

describe('sequences', () => {
  test('a sequence resumes at any position, bit for bit, whatever was drawn before', () => {
    const whole = new RandomSequence(name);
    const draws = Array.from({ length: 50 }, (_, k) =>
      k % 3 === 0 ? whole.drawUniform() : k % 3 === 1 ? whole.drawGaussians() : [...whole.drawWords()],
    );
    expect(whole.position).toBe(50);
    for (const at of [0, 1, 17, 48]) {
      const resumed = new RandomSequence(name);
      resumed.drawGaussians();
      resumed.position = at;
      for (let k = at; k < 50; k++) {
        const again =
          k % 3 === 0
            ? resumed.drawUniform()
            : k % 3 === 1
              ? resumed.drawGaussians()
              : [...resumed.drawWords()];
        expect(again).toEqual(draws[k]);
      }
    }
  });

  test('block n is Philox of the counter (n mod 2³², group upper, group lower, member) and the key (seed, stream + 2⁸⌊n/2³²⌋)', () => {
    for (const group of [3, [3, 0], [3, 9], [0xffffffff, 0xfffffffe]] as const) {
      const [lower, upper] = typeof group === 'number' ? [group, 0] : group;
      const sequence = new RandomSequence({ ...name, group });
      for (const [position, low, turns] of [
        [5, 5, 0],
        [4294967295, 4294967295, 0],
        [4294967296, 0, 1],
        [3 * 4294967296 + 7, 7, 3],
        [2 ** 53 - 1, 4294967295, 2 ** 21 - 1],
      ] as const) {
        sequence.position = position;
        const expected = new Uint32Array(4);
        philox([low, upper, lower, 4], [20, streams.synthetic + 256 * turns], expected);
        expect([...sequence.drawWords()]).toEqual([...expected]);
      }
    }
  });

  test('seed, stream, group and member each make another sequence; streams have different numbers', () => {
    const first = (other: Partial<SequenceName>): number =>
      new RandomSequence({ ...name, ...other }).drawUniform();
    const all = [
      first({}),
      first({ seed: 21 }),
      first({ stream: 'flips' }),
      first({ group: 4 }),
      first({ group: [3, 1] }),
      first({ group: [1, 3] }),
      first({ member: 5 }),
    ];
    expect(new Set(all).size).toBe(7);
    expect(new Set(Object.values(streams)).size).toBe(Object.keys(streams).length);
    expect(Math.max(...Object.values(streams))).toBeLessThan(256);
  });

  test('unitInterval: odd multiples of 2⁻⁵³, never 0 or 1, symmetric about ½', () => {
    expect(unitInterval(0, 0)).toBe(2 ** -53);
    expect(unitInterval(0xffffffff, 0xffffffff)).toBe(1 - 2 ** -53);
    for (const [upper, lower] of [
      [0, 64],
      [1234567, 7654321],
      [0x80000000, 0],
    ] as const) {
      const u = unitInterval(upper, lower);
      expect((u * 2 ** 53) % 2).toBe(1);
      expect(unitInterval(~upper >>> 0, ~lower >>> 0)).toBe(1 - u);
    }
  });
});

const COUNT = 200000;

/** (mean of the values − expected)·√n/σ: beyond ±5.6 with a probability below 2.2e-8 each. */
function deviation(values: readonly number[], expected: number, variance: number): number {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.abs(mean - expected) * Math.sqrt(values.length / variance);
}

describe('moments of 200 000 draws, 5.6 standard errors each (false alarm of all tests together below 5e-7)', () => {
  const sequence = new RandomSequence(name);
  const uniforms = Array.from({ length: COUNT }, () => sequence.drawUniform());
  const gaussians = Array.from({ length: COUNT / 2 }, () => sequence.drawGaussians());

  test('uniform: mean ½, moments 1/(k+1), neighbours uncorrelated', () => {
    for (const k of [1, 2, 3, 4]) {
      const variance = 1 / (2 * k + 1) - 1 / (k + 1) ** 2;
      expect(
        deviation(
          uniforms.map((u) => u ** k),
          1 / (k + 1),
          variance,
        ),
      ).toBeLessThan(5.6);
    }
    const products = uniforms.slice(1).map((u, i) => (u - 0.5) * ((uniforms[i] as number) - 0.5));
    expect(deviation(products, 0, 1 / 144)).toBeLessThan(5.6);
  });

  test('Gaussians: moments 0, 1, 0, 3 and 15; the two of a pair independent to fourth order', () => {
    const all = gaussians.flat();
    for (const [k, moment, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
      [6, 15, 10170],
    ] as const) {
      expect(
        deviation(
          all.map((g) => g ** k),
          moment,
          variance,
        ),
      ).toBeLessThan(5.6);
    }
    expect(
      deviation(
        gaussians.map(([a, b]) => a * b),
        0,
        1,
      ),
    ).toBeLessThan(5.6);
    expect(
      deviation(
        gaussians.map(([a, b]) => a * a * b * b),
        1,
        8,
      ),
    ).toBeLessThan(5.6);
  });

  test('Gaussians: the shares beyond 1, 2 and 3 are 0.317310508, 0.045500264 and 0.002699796', () => {
    const all = gaussians.flat();
    for (const [threshold, share] of [
      [1, 0.3173105078629141],
      [2, 0.04550026389635842],
      [3, 0.0026997960632601866],
    ] as const) {
      const outside = all.map((g) => (Math.abs(g) > threshold ? 1 : 0));
      expect(deviation(outside, share, share * (1 - share))).toBeLessThan(5.6);
    }
  });

  test('words: each of the 128 bits is set in half of 20 000 blocks', () => {
    const counts = new Array<number>(128).fill(0);
    for (let block = 0; block < 20000; block++) {
      sequence.drawWords().forEach((word, w) => {
        for (let bit = 0; bit < 32; bit++)
          counts[32 * w + bit] = (counts[32 * w + bit] as number) + ((word >>> bit) & 1);
      });
    }
    for (const count of counts) expect(Math.abs(count - 10000) / Math.sqrt(5000)).toBeLessThan(6);
  });
});
