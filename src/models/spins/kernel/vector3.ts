import {
  load,
  minus,
  plus,
  times,
  vector,
  type Int,
  type Real,
  type RealVariable,
} from '../../../kernel/program/expression.js';
import { set, store, type StatementList } from '../../../kernel/program/statement.js';

/** Vectors of R³ in a kernel's program: three reals. */
export type Triple = readonly [Real, Real, Real];
/** Three variables, a0, a1, a2 for the name a. */
export type TripleVariable = readonly [RealVariable, RealVariable, RealVariable];

export const axes = [0, 1, 2] as const;
export type Component = (typeof axes)[number];

export const triple = (name: string, variable = vector): TripleVariable => [
  variable(`${name}0`),
  variable(`${name}1`),
  variable(`${name}2`),
];

/** Sets every component. */
export const setTriple = (to: TripleVariable, value: (k: Component) => Real): StatementList =>
  axes.map((k) => set(to[k], value(k)));

/** The spin at address + offset; its components lie `stride` bytes apart. */
export const loadTriple = (to: TripleVariable, address: Int, offset: number, stride: number): StatementList =>
  setTriple(to, (k) => load(address, offset + k * stride));

export const storeTriple = (address: Int, offset: number, stride: number, value: Triple): StatementList =>
  axes.map((k) => store(address, offset + k * stride, value[k]));

/** a · b. */
export const tripleDot = (a: Triple, b: Triple): Real =>
  plus(plus(times(a[0], b[0]), times(a[1], b[1])), times(a[2], b[2]));

/** Component k of a ∧ b. */
export const crossComponent = (a: Triple, b: Triple, k: Component): Real => {
  const [i, j] = [((k + 1) % 3) as Component, ((k + 2) % 3) as Component];
  return minus(times(a[i], b[j]), times(a[j], b[i]));
};
