import { short, three } from '../../../data/digits.js';
import { frequencyCombination, factorText, subscript } from '../../../data/notation.js';
import { power } from '../../../math/elementary.js';
import type { HierarchyRequest, TextPiece } from '../../hierarchy.js';
import { termLines } from '../../hierarchy-words.js';
import type { SpinsStudy } from '../spec.js';
import type { SpinReport, SpinTerm } from './report.js';

/** What is printed of the spins' hierarchy for people. */
export function spinText(
  _: SpinsStudy,
  report: SpinReport,
  { bond, realisation, cutoff }: HierarchyRequest,
): TextPiece[] {
  const { sites, frequencies, epsilon, orders, remainder } = report;
  const columns = [
    { title: 'order', cells: orders.map(({ order }) => String(order)) },
    { title: 'monomials', cells: orders.map(({ monomials }) => String(monomials)) },
    { title: 'norm', cells: orders.map(({ norm }) => three(norm)) },
    { title: 'εᵏ⁻¹ norm', cells: orders.map(({ norm, order }) => three(power(epsilon, order - 1) * norm)) },
    { title: 'secular', cells: orders.map(({ secular }) => three(secular)) },
    { title: 'smallest |Ω|', cells: orders.map(({ smallestDenominator }) => three(smallestDenominator)) },
    {
      title: 'there',
      cells: orders.map(({ smallestXi }) => frequencyCombination(smallestXi)),
      words: true as const,
    },
  ];
  const omega = sites.map((site, x) => `|ω${subscript(site)}| = ${short(frequencies[x] as number, 6)}`);
  return [
    `Bond ${String(bond)} joins sites ${String(report.bond[0])} and ${String(report.bond[1])}; realisation ${String(realisation)}, ε = ${short(epsilon)}, T = ∞.`,
    `${omega.join(', ')}.`,
    '',
    { columns },
    '',
    'secular: the largest coefficient of a term of frequency 0, for which the equation would have no solution; such terms cancel, up to rounding.',
    ...(remainder === undefined
      ? []
      : [
          `The rest of j = −Lu + εⁿ A_anh u⁽ⁿ⁾ has ${String(remainder.monomials)} monomials and norm ${three(remainder.norm)}.`,
        ]),
    ...(cutoff === undefined ? [] : [`Terms with |Ω| < ${short(cutoff)} are left out.`]),
    ...orders.flatMap(({ order, terms }) =>
      terms === undefined
        ? []
        : termLines(
            order,
            'Re(c …)',
            terms.map((term) => ({
              size: term.re * term.re + term.im * term.im,
              value: () =>
                `${term.re.toPrecision(6)} ${term.im < 0 ? '−' : '+'} ${Math.abs(term.im).toPrecision(6)}i`,
              name: () => monomial(term, sites),
            })),
          ),
    ),
  ];
}

/** `Sᶻ₃² S⁺₄`. */
function monomial({ a, b, c }: SpinTerm, sites: readonly number[]): string {
  return sites
    .flatMap((site, x) => [
      ...factorText('Sᶻ', site, a[x] as number),
      ...factorText('S⁺', site, b[x] as number),
      ...factorText('S⁻', site, c[x] as number),
    ])
    .join(' ');
}
