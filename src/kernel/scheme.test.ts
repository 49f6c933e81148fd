import { expect, test } from 'vitest';
import { schemes, type Scheme, type SchemeName } from './scheme.js';

test.each(Object.values(schemes))('$name is symmetric and consistent', ({ rotations, kicks }: Scheme) => {
  expect(rotations).toHaveLength(kicks.length + 1);
  expect([...rotations].reverse()).toEqual(rotations);
  expect([...kicks].reverse()).toEqual(kicks);
  for (const part of [rotations, kicks]) {
    expect(Math.abs(part.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(4e-16);
  }
});

test.each(Object.values(schemes))(
  '$name: Σ d_i C_i^k = 1/(k+1) for every k below its first order, to 2e-15 (Blanes et al. 2013, eq. 15)',
  ({ rotations, kicks, orders }: Scheme) => {
    for (let k = 0; k < (orders[0] as number); k++) {
      let along = 0;
      let total = 0;
      kicks.forEach((d, i) => {
        along += rotations[i] as number;
        total += d * along ** k;
      });
      expect(Math.abs(total - 1 / (k + 1))).toBeLessThan(2e-15);
    }
  },
);

/** Every product of n letters A (0) and B (1), as bits behind a leading 1. */
const words = (length: number): number[] => Array.from({ length: 2 ** length }, (_, i) => 2 ** length + i);
const joined = (left: number, right: number): number => {
  const length = 31 - Math.clz32(right);
  return left * 2 ** length + (right - 2 ** length);
};

/** A series in products of A and B, up to degree 6; [] and 0 where nothing stands. */
type Series = ReadonlyMap<number, number>;
const times = (f: Series, g: Series): Series => {
  const product = new Map<number, number>();
  for (const [v, a] of f) {
    for (const [w, b] of g) {
      const word = joined(v, w);
      if (word < 128) product.set(word, (product.get(word) ?? 0) + a * b);
    }
  }
  return product;
};
const exponential = (f: Series): Series => {
  let term: Series = new Map([[1, 1]]);
  const sum = new Map(term);
  for (let n = 1; n <= 6; n++) {
    term = new Map([...times(term, f)].map(([word, c]) => [word, c / n]));
    for (const [word, c] of term) sum.set(word, (sum.get(word) ?? 0) + c);
  }
  return sum;
};
const [A, B] = [2, 3];

/** e^{a₁A} e^{b₁B} … − e^{A+B} at one degree, one number for each word. */
function defect({ rotations, kicks }: Scheme, degree: number): number[] {
  let step = exponential(new Map([[A, rotations[0] as number]]));
  kicks.forEach((b, i) => {
    step = times(step, exponential(new Map([[B, b]])));
    step = times(step, exponential(new Map([[A, rotations[i + 1] as number]])));
  });
  const flow = exponential(
    new Map([
      [A, 1],
      [B, 1],
    ]),
  );
  return words(degree).map((word) => (step.get(word) ?? 0) - (flow.get(word) ?? 0));
}

/** What is left of a vector outside the span of others (Gram and Schmidt, twice for the digits). */
function remainder(vector: readonly number[], span: readonly (readonly number[])[]): number {
  const basis: number[][] = [];
  const outside = (v: readonly number[]): number[] =>
    [...basis, ...basis].reduce(
      (rest, e) => {
        const along = rest.reduce((sum, x, i) => sum + x * (e[i] as number), 0);
        return rest.map((x, i) => x - along * (e[i] as number));
      },
      [...v],
    );
  for (const v of span) {
    const rest = outside(v);
    const norm = Math.hypot(...rest);
    if (norm > 1e-9) basis.push(rest.map((x) => x / norm));
  }
  return Math.hypot(...outside(vector));
}

/**
 * [B,[B,[B,A]]] between all words that bring it to the degree: what vanishes for kicks of momenta that depend on q
 * alone.
 */
function kickIdeal(degree: number): number[][] {
  const bracket: Series = new Map([
    [0b11110, 1],
    [0b11101, -3],
    [0b11011, 3],
    [0b10111, -1],
  ]);
  return Array.from({ length: degree - 3 }, (_, before) =>
    words(before).flatMap((left) =>
      words(degree - 4 - before).map((right) => {
        const all = times(times(new Map([[left, 1]]), bracket), new Map([[right, 1]]));
        return words(degree).map((word) => all.get(word) ?? 0);
      }),
    ),
  ).flat();
}

const orders: readonly (readonly [SchemeName, number])[] = [
  ['SABA2', 2],
  ['ABA864', 4],
  ['SRKN14', 6],
];
test.each(orders)(
  '%s is of order %i where B is not small: its step is e^{A+B} in every product of A and B up to there, given [B,[B,[B,A]]] = 0, to 2e-14',
  (name, order) => {
    for (let degree = 1; degree <= 6; degree++) {
      const left = remainder(defect(schemes[name], degree), degree < 4 ? [] : kickIdeal(degree));
      if (degree <= order) expect(left).toBeLessThan(2e-14);
      if (degree === order + 1) expect(left).toBeGreaterThan(1e-7);
    }
  },
);
