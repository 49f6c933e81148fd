import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conjugateWord, exponentWord, MonomialSet } from './monomials.js';

const sites = 5;
const exponents = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 2 * sites, maxLength: 2 * sites });
const swapped = (list: readonly number[]) => list.map((_, i) => list[i ^ 1] as number);

function rowOf(list: readonly number[]): Int32Array {
  const row = new Int32Array(3);
  for (let x = 0; x < sites; x++) {
    row[x >> 1] =
      ((row[x >> 1] as number) + exponentWord(x, list[2 * x] as number, list[2 * x + 1] as number)) | 0;
  }
  return row;
}

describe('a set of monomials', () => {
  it('numbers conjugate pairs as a Map of names does, and gives back their exponents', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(exponents, fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 10, maxLength: 10 })),
          {
            maxLength: 200,
          },
        ),
        (lists) => {
          const set = new MonomialSet(3, 1);
          const names = new Map<string, number>();
          for (const list of lists) {
            const place = set.place(rowOf(list), 'antisymmetric');
            const mirror = set.place(rowOf(swapped(list)), 'antisymmetric');
            expect(mirror === -place).toBe(true);
            if (list.join() === swapped(list).join()) {
              expect(place).toBe(0);
              continue;
            }
            const number = Math.abs(place) - 1;
            const canonical = place > 0 ? list : swapped(list);
            expect(names.get(canonical.join()) ?? names.size).toBe(number);
            names.set(canonical.join(), number);
            const back = list.map((_, i) => (i % 2 === 0 ? set.k(number, i >> 1) : set.l(number, i >> 1)));
            expect(back).toEqual(canonical);
          }
          expect(set.count).toBe(names.size);
        },
      ),
      { seed: 4, numRuns: 50 },
    );
  });

  it('exchanges k and l of both sites of a word; twice is nothing', () => {
    const word = exponentWord(0, 1, 200) + exponentWord(1, 255, 4);
    expect(conjugateWord(word)).toBe((exponentWord(0, 200, 1) + exponentWord(1, 4, 255)) | 0);
    expect(conjugateWord(conjugateWord(word))).toBe(word | 0);
  });
});
