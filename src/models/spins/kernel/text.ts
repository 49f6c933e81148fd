import { get, load, minus, plus, set, store, times } from '../../../kernel/wat.js';

/** Words of WebAssembly text for vectors of R³ in three locals: the local `a` has the components a0, a1, a2. */

export const axes = [0, 1, 2] as const;

/** The names of the components. */
export const parts = (name: string): string[] => axes.map((k) => `${name}${String(k)}`);

export const part = (name: string, k: number): string => get(`${name}${String(k)}`);

/** Sets every component. */
export const setParts = (name: string, value: (k: number) => string): string =>
  axes.map((k) => set(`${name}${String(k)}`, value(k))).join('');

/** Loads the components of lane pair v of the site at byte address + offset. */
export const loadParts = (name: string, address: string, offset: number, stride: number): string =>
  setParts(name, (k) => load(address, offset + k * stride));

export const storeParts = (name: string, address: string, offset: number, stride: number): string =>
  axes.map((k) => store(address, offset + k * stride, part(name, k))).join('');

/** a · b. */
export const dotText = (a: (k: number) => string, b: (k: number) => string): string =>
  plus(plus(times(a(0), b(0)), times(a(1), b(1))), times(a(2), b(2)));

/** Component k of a ∧ b. */
export const crossText = (a: string, b: string, k: number): string => {
  const [i, j] = [(k + 1) % 3, (k + 2) % 3];
  return minus(times(part(a, i), part(b, j)), times(part(a, j), part(b, i)));
};
