import { short, three } from '../../../data/digits.js';
import { subscript, superscript } from '../../../data/notation.js';
import { power } from '../../../math/elementary.js';
import type { HierarchyRequest, TextPiece } from '../../hierarchy.js';
import { firstToAddMore, termLines } from '../../hierarchy-words.js';
import type { ChainStudy } from '../spec.js';
import type { ChainFunction, ChainReport, ChainTerm } from './report.js';

/** What is printed of a chain's hierarchy for people. */
export function chainText(_: ChainStudy, report: ChainReport, { cutoff }: HierarchyRequest): TextPiece[] {
  const { bond, epsilon, temperature, orders, remainder } = report;
  const last = orders.length - 1;
  const higher = last > 1 ? ' −A_har u⁽ᵏ⁺¹⁾ = A_anh u⁽ᵏ⁾,' : '';
  const columns = [
    { title: 'order', cells: orders.map(({ order }) => String(order)) },
    { title: 'modes', cells: orders.map(({ modes }) => String(modes)) },
    { title: 'monomials', cells: orders.map(({ monomials }) => String(monomials)) },
    { title: 'norm', cells: orders.map(({ norm }) => three(norm)) },
    {
      title: 'times ε^order',
      cells: orders.map(({ order, norm }) => three(norm === null ? null : norm * power(epsilon, order))),
    },
    { title: 'smallest |Ω|', cells: orders.map(({ smallestDenominator }) => three(smallestDenominator)) },
  ];
  return [
    `Bond (${bond.join(', ')}), ε = ${three(epsilon)}, T = ${three(temperature)}, in the coordinates z_k = ω_kQ_k + iP_k of the chain's modes (section 5.1):`,
    `−A_har u⁽⁰⁾ = j⁰ exactly; −A_har u⁽¹⁾ = j¹ + A_anh u⁽⁰⁾,${higher} all modes at rest but the strongest at the bond (how many: column modes).`,
    '',
    { columns },
    '',
    `Order 0 is never divided by its smallest |Ω|: with C_kl = ½Σ_{y≤x} ξ_k(y)ξ_l(y) the denominators cancel (the paper's lucky cancellation), and its norm is ${three(orders[0]?.norm ?? null)}.`,
    ...(last > 0 ? [said(report)] : []),
    ...(remainder === undefined ? [] : [restText(last, remainder)]),
    ...(cutoff === undefined || last === 0 ? [] : [cutoffText(last, cutoff)]),
    ...orders.flatMap(({ order, terms }) =>
      terms === undefined
        ? []
        : termLines(
            order,
            'c Re(…)',
            terms.map((term) => ({
              size: Math.abs(term.value),
              value: () => term.value.toPrecision(6),
              name: () => monomial(term),
            })),
          ),
    ),
  ];
}

function said({ orders, epsilon }: ChainReport): string {
  const worst = firstToAddMore(orders, epsilon);
  if (worst === null) return 'Each order adds less to u = Σ εᵏ u⁽ᵏ⁾ than the one before.';
  return `Order ${String(worst.order)} adds more to u = Σ εᵏ u⁽ᵏ⁾ than the one before: ${worst.reason}.`;
}

function restText(n: number, { modes, monomials, norm }: ChainFunction): string {
  const order = superscript(n);
  const what = n === 0 ? 'j¹ + A_anh u⁽⁰⁾' : `A_anh u⁽${order}⁾`;
  const weight = n === 0 ? 'ε' : `ε${superscript(n + 1)}`;
  return `The rest, w in j⁰ + εj¹ = −Lu + ${weight}w: ${what} of ${String(modes)} modes has ${String(monomials)} monomials and norm ${three(norm)}.`;
}

function cutoffText(n: number, cutoff: number): string {
  const higher = n > 1 ? '; of higher orders they are left out' : '';
  return `Terms of order 1 with |Ω| < ${short(cutoff)} have the bounded coefficient of modes on one side of the bond${higher}.`;
}

/** `z₃²z̄₄`, by number of mode. */
function monomial({ factors }: ChainTerm): string {
  const counts = new Map<string, number>();
  for (const { mode, conjugate } of factors) {
    const name = `${conjugate ? 'z̄' : 'z'}${subscript(mode)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name}${superscript(count)}`)).join(' ');
}
