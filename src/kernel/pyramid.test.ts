import { expect, test } from 'vitest';
import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { BlockSums } from './blocks.js';
import { Kernel } from './splitting/kernel.js';
import { Pyramid, pyramidLength, scales, windowLength } from './pyramid.js';
import { schemes } from './scheme.js';

const taper = (power: number): Float64Array =>
  Float64Array.from(
    { length: windowLength },
    (_, s) => Math.sin((Math.PI * (s + 0.5)) / windowLength) ** power,
  );

/** The definition, word for word, for one scalar series. */
function naive(samples: readonly number[], level: number, start: number, h: Float64Array): number {
  let x = samples;
  for (let k = 0; k < level; k++) {
    const finer = x;
    x = Array.from({ length: Math.floor((finer.length - 5) / 2) + 1 }, (_, m) =>
      [1, 4, 6, 4, 1].reduce((sum, c, i) => sum + (c / 16) * (finer[2 * m + i] as number), 0),
    );
  }
  return h.reduce(
    (sum, value, s) => sum + value * ((x[start + s + 1] as number) - (x[start + s] as number)),
    0,
  );
}

test.each([
  [4, 3, 400, 6],
  [2, 5, 333, 64],
  [2, 3, 20, 4],
] as const)(
  '%i lanes, %i bonds: the pyramid is its definition to 1e-6 (float32), interrupted or not',
  (lanes, size, count, keep) => {
    const lattice = torus(1, size);
    const shape = scales(count, keep);
    const build = (): [Kernel, Pyramid] => {
      const kernel = new Kernel({
        lattice,
        coupling: [0, 0, 0.5],
        pinning: [],
        scheme: schemes.SABA1,
        lanes,
        extra: pyramidLength(shape.length, size, lanes),
      });
      return [kernel, new Pyramid(kernel, kernel.at.extra, size, [taper(1), taper(2)], shape)];
    };
    const noise = new RandomSequence({ seed: 2, stream: 'synthetic' });
    const series = Array.from({ length: count }, () =>
      Array.from({ length: size * lanes }, () => noise.drawUniform()),
    );
    const push = ([kernel, pyramid]: [Kernel, Pyramid], s: number): void => {
      kernel.numbers(kernel.at.sums, size * lanes).set(series[s] as number[]);
      pyramid.push([{ coefficient: 1, address: kernel.at.sums }]);
    };
    const straight = build();
    for (let s = 0; s < count; s++) push(straight, s);
    let broken = build();
    for (let s = 0; s < count; s++) {
      push(broken, s);
      if (s % 37 === 5) {
        const next = build();
        next[1].state = broken[1].state;
        next[1].windows.forEach((w, k) => {
          w.set(broken[1].windows[k] as Float32Array);
        });
        broken = next;
      }
    }
    expect(broken[1].windows).toEqual(straight[1].windows);
    expect(shape.length).toBeGreaterThan(0);
    shape.forEach(({ starts }, level) => {
      starts.forEach((start, w) => {
        for (let lane = 0; lane < lanes; lane++) {
          for (let t = 0; t < 2; t++) {
            for (let b = 0; b < size; b++) {
              const value = straight[1].windows[level]?.[((lane * starts.length + w) * 2 + t) * size + b];
              const scalar = series.map((row) => row[b * lanes + lane] as number);
              expect(Math.abs((value as number) - naive(scalar, level, start, taper(t + 1)))).toBeLessThan(
                1e-6,
              );
            }
          }
        }
      });
    });
  },
);

test('windows overlap by half while they are few, then stand apart, then are spread evenly', () => {
  expect(scales(17 + 8 * 5, 6)[0]?.starts).toEqual([0, 8, 16, 24, 32, 40]);
  expect(scales(17 + 8 * 6, 6)[0]?.starts).toEqual([0, 16, 32, 48]);
  expect(scales(17 + 16 * 11, 6)[0]?.starts).toEqual([0, 32, 64, 96, 128, 160]);
  expect(scales(16, 6)).toEqual([]);
  expect(scales(400, 6).map((s) => s.length)).toEqual([16, 32, 64, 128, 256]);
});

test('block sums are the sums of squared increments over dyadic windows, resumed or not', () => {
  const noise = new RandomSequence({ seed: 4, stream: 'synthetic' });
  const series = Array.from({ length: 77 }, () => [noise.drawUniform(), noise.drawUniform()]);
  let sums = new BlockSums(6, 2);
  series.forEach((values, s) => {
    sums.push(values);
    if (s === 40) {
      const next = new BlockSums(6, 2);
      next.state = sums.state;
      sums = next;
    }
  });
  for (let level = 0; level < 6; level++) {
    const windows = Math.floor(77 / 2 ** level);
    expect(sums.windows(level)).toBe(windows);
    for (let lane = 0; lane < 2; lane++) {
      const at = (s: number): number => (s === 0 ? 0 : (series[s - 1]?.[lane] as number));
      let total = 0;
      for (let w = 0; w < windows; w++) total += (at((w + 1) * 2 ** level) - at(w * 2 ** level)) ** 2;
      expect(sums.sums[level * 2 + lane]).toBeCloseTo(total, 12);
    }
  }
});
