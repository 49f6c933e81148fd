import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guide, linearAxis, log10, logAxis } from './axis.js';

test('a logarithmic axis shows all positive values, ticks lie inside, numbers keep 24 px apart', () => {
  const value = fc.integer({ min: -300, max: 100 }).map((n) => 1.7 * 10 ** (n / 20));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 100, max: 800 }),
      (values, pixels) => {
        const axis = logAxis(values, pixels);
        const [low, high] = axis.domain;
        for (const one of values) expect(one > low && one < high).toBe(true);
        for (const tick of [...axis.labelled, ...axis.minor]) {
          expect(tick >= low * (1 - 1e-8) && tick <= high * (1 + 1e-8)).toBe(true);
        }
        const perDecade = pixels / (log10(high) - log10(low));
        const decades = axis.labelled.every((tick) => axis.text(tick).startsWith('10'));
        axis.labelled.slice(1).forEach((tick, i) => {
          const gap = perDecade * (log10(tick) - log10(axis.labelled[i] as number));
          if (decades && axis.labelled.length > 1) expect(gap).toBeGreaterThan(24);
          else expect(gap).toBeGreaterThan(8);
        });
      },
    ),
    { seed: 11 },
  );
});

test('an axis of nothing, of one value, and of values that no logarithm has', () => {
  expect(logAxis([], 200).domain[1]).toBeGreaterThan(logAxis([], 200).domain[0]);
  const one = logAxis([0.1, 0, -3, NaN, Infinity], 200);
  expect(one.domain[0]).toBeLessThan(0.1);
  expect(one.domain[1]).toBeGreaterThan(0.1);
  expect(one.labelled).toContain(0.1);
});

test('two decades in sight bear powers of ten, fewer bear 1, 2 and 5 times one', () => {
  const wide = logAxis([1e-6, 1e-2], 400);
  expect(wide.labelled.map(wide.text)).toEqual(['10⁻⁶', '10⁻⁵', '10⁻⁴', '10⁻³', '10⁻²']);
  const short = logAxis([0.12, 0.9], 400);
  expect(short.labelled.map(short.text)).toEqual(['0.2', '0.5', '1']);
});

test('a guide has its slope in the logarithms to 1e-12, ends at its anchor and stays in the frame', () => {
  const exponent = fc.double({ min: -5, max: 0, noNaN: true });
  const slope = fc.constantFrom(2, 4, 6, -1);
  fc.assert(
    fc.property(exponent, exponent, slope, (u, v, n) => {
      const [x, y] = [logAxis([1e-5, 1], 300), logAxis([1e-5, 1], 300)];
      const line = guide(x, y, { x: 10 ** u, y: 10 ** v }, n);
      if (!line) throw new Error('every anchor in the frame has a guide');
      const [dx, dy] = [line.to[0] / line.from[0], line.to[1] / line.from[1]].map(log10) as [number, number];
      expect(Math.abs(dy - n * dx)).toBeLessThan(1e-12 * (1 + Math.abs(dy)));
      const anchor = n > 0 ? line.to : line.from;
      expect(log10(anchor[0])).toBeCloseTo(u, 12);
      expect(log10(anchor[1])).toBeCloseTo(v, 12);
      for (const [px, py] of [line.from, line.to]) {
        expect(log10(px)).toBeGreaterThan(log10(x.domain[0]) - 1e-9);
        expect(log10(px)).toBeLessThan(log10(x.domain[1]) + 1e-9);
        expect(log10(py)).toBeGreaterThan(log10(y.domain[0]) - 1e-9);
      }
    }),
    { seed: 2 },
  );
});

test('a linear axis shows all values, with at most seven numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const axis = linearAxis(values);
      for (const one of values) expect(one >= axis.domain[0] && one <= axis.domain[1]).toBe(true);
      expect(axis.labelled.length).toBeLessThan(9);
    }),
    { seed: 8 },
  );
});
