import { describe, expect, it } from 'vitest';
import { current, currentTable } from './current.js';
import { Forces } from './forces.js';
import { anharmonic, harmonicInverse, productTable } from './generators.js';
import { wordsFor } from './monomials.js';
import { neighbourhood } from './neighbourhood.js';
import { probes, pruned } from './pruning.js';

describe('pruning', () => {
  it('drops 22 of the 288 pairs of A_anh u⁽¹⁾ (d = 1, V = r⁴/4), keeps every bit of the others, and drops below 1e-12', () => {
    const around = neighbourhood(1, 12, 1);
    const width = wordsFor(around.offsets.length);
    const coupling = [0, 0, 0, 0, 0.25];
    const generic = probes(around);
    const u = harmonicInverse(current(currentTable(coupling, width), generic), generic);
    const table = productTable(u.monomials, 'symmetric', new Forces(around, coupling, [], width), 2);
    const all = anharmonic(u, table, generic);
    const { table: less, image } = pruned(table, u, generic);
    expect([table.target.count, less.target.count]).toEqual([288, 266]);
    expect(anharmonic(u, less, generic).coefficients).toEqual(image.coefficients);
    const bonds = generic.bonds.length;
    const row = new Int32Array(width);
    let kept = 0;
    for (let m = 0; m < table.target.count; m++) {
      row.set(table.target.words.subarray(m * width, (m + 1) * width));
      const number = less.target.place(row, 'symmetric') - 1;
      const own = all.coefficients.slice(m * bonds, (m + 1) * bonds);
      if (number < 266) {
        expect(own).toEqual(image.coefficients.slice(number * bonds, (number + 1) * bonds));
        kept++;
      } else {
        for (const c of own) expect(Math.abs(c)).toBeLessThan(1e-12);
      }
    }
    expect(kept).toBe(266);
  });
});
