import {
  addInt,
  int,
  index,
  less,
  load,
  plus,
  spread,
  times,
  constant,
  vector,
  wordAt,
} from './program/expression.js';
import { advance, repeat, routine, set, store, type Routine } from './program/statement.js';

/** The largest number of terms in one linear combination. */
export const TERM_CAPACITY = 64;

/**
 * `combine(to, terms, bytes)`: to ← Σ_j c_j x_j over arrays of float64, for the terms of the list; four numbers at a
 * time.
 */
export function linearCombination(at: { readonly terms: number }): Routine {
  const [to, terms, bytes] = [index('to'), index('terms'), index('bytes')];
  const [o, j, x] = [index('o'), index('j'), index('x')];
  const sum = vector('sum');
  const term = load(x, 0);
  return routine(
    'combine',
    4,
    [to, terms, bytes],
    [
      repeat(
        [
          set(sum, constant(0)),
          set(j, int(0)),
          repeat(
            [
              set(x, addInt(wordAt(j, at.terms + 8), o)),
              set(sum, plus(sum, times(spread(j, at.terms), term))),
              advance(j, 16),
            ],
            less(j, terms),
          ),
          store(addInt(to, o), 0, sum),
          advance(o, 32),
        ],
        less(o, bytes),
      ),
    ],
  );
}

/** `total(from, step, end)`: for each lane the sum of the elements at from, from + step, … below end. */
export function strideTotal(
  { lanes }: { readonly lanes: number },
  at: { readonly lanesOut: number },
): Routine {
  const [from, step, end] = [index('from'), index('step'), index('end')];
  const sum = vector('sum');
  return routine(
    'total',
    lanes,
    [from, step, end],
    [
      repeat([set(sum, plus(sum, load(from, 0))), set(from, addInt(from, step))], less(from, end)),
      store(int(0), at.lanesOut, sum),
    ],
  );
}
