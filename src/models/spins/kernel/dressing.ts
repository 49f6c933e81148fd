import type { SpinExpansion } from '../expansion.js';
import { HornerKernel, hornerLength, type HornerSum, type Variables } from '../../../kernel/horner.js';
import type { SpinKernel } from './kernel.js';
import type { BondFunction } from '../../../kernel/transfer-kernel.js';
import { load, plus, spread, times, wordAt, type Real } from '../../../kernel/program/expression.js';
import { set } from '../../../kernel/program/statement.js';

/** Of every place the table holds an int32 byte offset of the spin's lanes, an int32 0, and two vectors. */
const PLACE_BYTES = 56;

function sumOf(f: SpinExpansion, scale: number): HornerSum {
  return {
    tree: f.tree,
    bonds: f.bonds,
    placeBytes: PLACE_BYTES,
    parts: 2,
    coefficient: (term, bond, part) => scale * (f.coefficients[(2 * term + part) * f.bonds + bond] as number),
    wanted: 'real',
  };
}

/**
 * S·v₁ + iS·v₂, v₁ and v₂ the place's vectors: S^± of the frame where they are e₁ and e₂, S^z twice where they are e₃ and 0.
 */
const variables =
  (kernel: SpinKernel): Variables =>
  ({ place, element, re, im }) => {
    const along = (vector: number): Real =>
      [0, 1, 2]
        .map((k) =>
          times(
            spread(place, 8 + 24 * vector + 8 * k),
            load(element, kernel.at.spins + k * kernel.at.stride),
          ),
        )
        .reduce(plus);
    return [set(element, wordAt(place, 0)), set(re, along(0)), set(im, along(1))];
  };

/** c·f_b as a function of the spins' phase space. */
export function spinFunction(f: SpinExpansion, scale: number): BondFunction<SpinKernel> {
  const sum = sumOf(f, scale);
  return {
    length: (lanes) => hornerLength(sum, lanes),
    compiled: (kernel, address) =>
      new HornerKernel(kernel, address, sum, variables(kernel), (view, byte, place, bond) => {
        const local = Math.floor(place / 2);
        view.setInt32(byte, (f.sites[local * f.bonds + bond] as number) * 3 * kernel.at.stride, true);
        for (let k = 0; k < 3; k++) {
          const part = (axis: number): number =>
            f.frames[(9 * local + 3 * axis + k) * f.bonds + bond] as number;
          view.setFloat64(byte + 8 + 8 * k, place % 2 === 0 ? part(0) : part(2), true);
          view.setFloat64(byte + 32 + 8 * k, place % 2 === 0 ? part(1) : 0, true);
        }
      }),
  };
}
