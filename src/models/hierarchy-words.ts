import { short, three } from '../data/digits.js';
import { superscript } from '../data/notation.js';
import type { TextPiece } from './hierarchy.js';

/** Terms of one order that are printed; the JSON has them all. */
const MOST_TERMS = 20;

/** A term as it is printed: its coefficient, the size by which the largest are chosen, and its monomial. */
export interface PrintedTerm {
  readonly size: number;
  readonly value: () => string;
  readonly name: () => string;
}

/**
 * The largest terms of one order, one a line.
 *
 * @param form of a term, such as `c Re(…)`
 */
export function termLines(order: number, form: string, terms: readonly PrintedTerm[]): TextPiece[] {
  const shown = [...terms].sort((a, b) => b.size - a.size).slice(0, MOST_TERMS);
  const values = shown.map(({ value }) => value());
  const breadth = Math.max(...values.map(({ length }) => length));
  const largest = terms.length > shown.length ? `, the largest ${String(shown.length)}` : '';
  const lines = [
    '',
    `u⁽${superscript(order)}⁾ = Σ ${form}, ${String(terms.length)} terms${largest}:`,
    ...shown.map(({ name }, i) => `  ${(values[i] as string).padStart(breadth)}  ${name()}`),
  ];
  return [{ lines }];
}

/** The first order whose norm, times ε, is above that of the order before; null where there is none. */
export function firstToAddMore(
  orders: readonly { readonly order: number; readonly norm: number | null }[],
  epsilon: number,
): { readonly order: number; readonly reason: string } | null {
  for (const [k, { order, norm }] of orders.entries()) {
    const before = orders[k - 1]?.norm ?? null;
    if (before === null || norm === null || !(epsilon * norm > before)) continue;
    const reason = `its norm is ${three(norm / before)} times as large, more than 1/ε = ${short(1 / epsilon, 3)}`;
    return { order, reason };
  }
  return null;
}
