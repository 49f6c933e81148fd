import fc from 'fast-check';
import { call, product, quotient, sum, power, type Expression } from '../expression.js';

/** A smooth function, and its value by the engine's own functions with what rounding may make of it. */
export interface Sample {
  readonly f: Expression;
  readonly value: (x: number) => number;
}

const coefficient = fc.integer({ min: -4, max: 4 });
const leaf = fc.array(coefficient, { minLength: 1, maxLength: 4 }).map((c): Sample => ({
  f: product(c, [1]),
  value: (x) => c.reduce((total, a, k) => total + a * x ** k, 0),
}));

/** Smooth expressions of some depth, denominators and arguments of roots and logarithms at least ½. */
export const { sample } = fc.letrec<{ sample: Sample }>((tie) => {
  const one = tie('sample');
  const pair = fc.tuple(one, one);
  const bounded = ({ f, value }: Sample): Sample => ({
    f: call('tanh', f),
    value: (x) => Math.tanh(value(x)),
  });
  const above = (s: Sample): Sample => {
    const { f, value } = bounded(s);
    return { f: sum([1.5], f), value: (x) => 1.5 + value(x) };
  };
  return {
    sample: fc.oneof(
      { maxDepth: 3 },
      leaf,
      pair.map(([a, b]): Sample => ({ f: sum(a.f, b.f), value: (x) => a.value(x) + b.value(x) })),
      pair.map(([a, b]): Sample => ({ f: product(a.f, b.f), value: (x) => a.value(x) * b.value(x) })),
      pair.map(([a, b]): Sample => {
        const g = above(b);
        return { f: quotient(a.f, g.f), value: (x) => a.value(x) / g.value(x) };
      }),
      fc
        .tuple(one, fc.integer({ min: 2, max: 3 }))
        .map(([a, n]): Sample => ({ f: power(a.f, n), value: (x) => a.value(x) ** n })),
      one.map(({ f, value }): Sample => ({ f: call('sin', f), value: (x) => Math.sin(value(x)) })),
      one.map(({ f, value }): Sample => ({ f: call('cos', f), value: (x) => Math.cos(value(x)) })),
      one.map(({ f, value }): Sample => ({ f: call('atan', f), value: (x) => Math.atan(value(x)) })),
      one.map(bounded),
      one.map((a): Sample => {
        const { f, value } = bounded(a);
        return { f: call('exp', f), value: (x) => Math.exp(value(x)) };
      }),
      one.map((a): Sample => {
        const { f, value } = above(a);
        return { f: call('log', f), value: (x) => Math.log(value(x)) };
      }),
      one.map((a): Sample => {
        const { f, value } = above(a);
        return { f: call('sqrt', f), value: (x) => Math.sqrt(value(x)) };
      }),
    ),
  };
});
