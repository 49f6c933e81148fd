import { describe, expect, it } from 'vitest';
import { conjugateGradients } from './conjugate.js';
import { incompleteInverse } from './incomplete.js';

/** A ring's Laplacian with given conductances plus a grounded site 0. */
function ring(conductances: Float64Array) {
  const nodes = conductances.length;
  const tails = Int32Array.from({ length: nodes }, (_, i) => i);
  const heads = Int32Array.from({ length: nodes }, (_, i) => (i + 1) % nodes);
  const ground = new Float64Array(nodes);
  ground[0] = 1;
  const multiply = (v: Float64Array): Float64Array => {
    const result = v.map((x, i) => (ground[i] as number) * x);
    conductances.forEach((c, e) => {
      const [t, h] = [tails[e] as number, heads[e] as number];
      const flow = c * ((v[t] as number) - (v[h] as number));
      result[t] = (result[t] as number) + flow;
      result[h] = (result[h] as number) - flow;
    });
    return result;
  };
  return { network: { nodes, tails, heads, conductances }, ground, multiply };
}

describe('conjugate gradients', () => {
  it('solve n equations in n steps to 1e-10 without a preconditioner', () => {
    const { multiply } = ring(Float64Array.from({ length: 12 }, (_, i) => 1 + (i % 4)));
    const solution = Float64Array.from({ length: 12 }, (_, i) => i * i - 5);
    const found = conjugateGradients(multiply, (r) => Float64Array.from(r), multiply(solution), {
      tolerance: 1e-14,
      steps: 12,
    });
    found.forEach((x, i) => {
      expect(Math.abs(x - (solution[i] as number))).toBeLessThan(1e-10 * 100);
    });
  });

  it('stop at once for y = 0', () => {
    const { multiply } = ring(new Float64Array(5).fill(1));
    const options = { tolerance: 1e-6, steps: 10 };
    expect([...conjugateGradients(multiply, (r) => r, new Float64Array(5), options)]).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });
});

describe('incomplete Cholesky', () => {
  it('is the exact inverse where there is no fill-in: a path with conductances over 8 decades, to 1e-7', () => {
    const conductances = Float64Array.from({ length: 10 }, (_, i) =>
      i === 9 ? 1e-300 : 10 ** -((i * 5) % 9),
    );
    const { network, ground, multiply } = ring(conductances);
    const solution = Float64Array.from({ length: 10 }, (_, i) => 1 + (i % 3));
    incompleteInverse(
      network,
      ground,
    )(multiply(solution)).forEach((x, i) => {
      expect(Math.abs(x - (solution[i] as number))).toBeLessThan(1e-7);
    });
  });

  it('makes ten steps of conjugate gradients suffice on a ring over 6 decades, to 1e-6', () => {
    const conductances = Float64Array.from({ length: 60 }, (_, i) => 10 ** -((i * 17) % 7));
    const { network, ground, multiply } = ring(conductances);
    const solution = Float64Array.from({ length: 60 }, (_, i) => (i * 13) % 11);
    const found = conjugateGradients(multiply, incompleteInverse(network, ground), multiply(solution), {
      tolerance: 1e-13,
      steps: 10,
    });
    found.forEach((x, i) => {
      expect(Math.abs(x - (solution[i] as number))).toBeLessThan(1e-6 * 11);
    });
  });
});
