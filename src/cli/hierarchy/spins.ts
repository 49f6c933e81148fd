import { power } from '../../math/elementary.js';
import { spinHierarchy } from '../../models/spins/hierarchy/hierarchy.js';
import {
  spinHierarchyReport,
  type ReportedSpinOrder,
  type ReportedSpinTerm,
  type SpinHierarchyReport,
} from '../../models/spins/hierarchy/report.js';
import { HIGHEST_DRESSING } from '../../models/spins/dressing.js';
import { spinsOf } from '../../models/spins/form.js';
import type { SpinsStudy } from '../../models/spins/spec.js';
import { tableLines } from '../text/columns.js';
import { Refusal } from '../failure.js';
import type { HierarchyFlags } from './flags.js';
import { combination, subscript, superscript, three, titleLine, usualOrder } from '../text/realisation.js';
import { short } from '../../data/digits.js';
import { wrapped } from '../text/terminal.js';

/** The hierarchy of section 5.2 for one bond. @throws Refusal where there is no such bond or order */
export function spinReport(study: SpinsStudy, flags: HierarchyFlags): SpinHierarchyReport {
  const [first = 0] = study.epsilon;
  const epsilon = flags.epsilon ?? first;
  const { lattice, fields } = spinsOf(study, epsilon, flags.realisation);
  const order = flags.order ?? usualOrder(study);
  if (flags.bond >= lattice.bonds)
    throw new Refusal('bond', `not in 0 … ${String(lattice.bonds - 1)}`, String(flags.bond));
  const highest = HIGHEST_DRESSING - (flags.rest ? 1 : 0);
  if (order > highest)
    throw new Refusal(
      'order',
      `above ${String(highest)}, for which functions of spins fit in memory`,
      String(order),
    );
  if (flags.temperature !== undefined)
    throw new Refusal('temperature', 'the norms of spins are those of T = ∞', String(flags.temperature));
  const hierarchy = spinHierarchy({
    lattice,
    fields,
    order,
    bonds: [flags.bond],
    ...(flags.cutoff !== undefined && { cutoff: flags.cutoff }),
    ...(flags.rest && { remainder: true }),
  });
  return spinHierarchyReport(lattice, hierarchy, epsilon, flags.terms === true);
}

/** Terms of one order that are printed; the JSON has them all. */
const MOST_TERMS = 20;

export function spinHierarchyText(
  study: SpinsStudy,
  report: SpinHierarchyReport,
  { bond, realisation, cutoff, width }: HierarchyFlags & { readonly width: number },
): string {
  const { sites, frequencies, epsilon, orders, remainder } = report;
  const line = (text: string): string => wrapped(text, width, '  ');
  const columns = [
    { title: 'order', cells: orders.map(({ order }) => String(order)) },
    { title: 'monomials', cells: orders.map(({ monomials }) => String(monomials)) },
    { title: 'norm', cells: orders.map(({ norm }) => three(norm)) },
    { title: 'εᵏ⁻¹ norm', cells: orders.map(({ norm, order }) => three(power(epsilon, order - 1) * norm)) },
    { title: 'secular', cells: orders.map(({ secular }) => three(secular)) },
    { title: 'smallest |Ω|', cells: orders.map(({ smallestDenominator }) => three(smallestDenominator)) },
    { title: 'there', cells: orders.map(({ smallestXi }) => combination(smallestXi)), words: true as const },
  ];
  const omega = sites.map((site, x) => `|ω${subscript(site)}| = ${short(frequencies[x] as number, 6)}`);
  const lines = [
    line(titleLine(study)),
    line(
      `Bond ${String(bond)} joins sites ${String(report.bond[0])} and ${String(report.bond[1])}; realisation ${String(realisation)}, ε = ${short(epsilon)}, T = ∞.`,
    ),
    line(`${omega.join(', ')}.`),
    '',
    ...tableLines(columns),
    '',
    line(
      'secular: the largest coefficient of a term of frequency 0, for which the equation would have no solution; such terms cancel, up to rounding.',
    ),
    ...(remainder === undefined
      ? []
      : [
          line(
            `The rest of j = −Lu + εⁿ A_anh u⁽ⁿ⁾ has ${String(remainder.monomials)} monomials and norm ${three(remainder.norm)}.`,
          ),
        ]),
    ...(cutoff === undefined ? [] : [line(`Terms with |Ω| < ${short(cutoff)} are left out.`)]),
    ...orders.flatMap((order) => termLines(order, sites)),
  ];
  return `${lines.join('\n')}\n`;
}

const size = ({ re, im }: ReportedSpinTerm): number => re * re + im * im;

/** The largest terms of one order, one a line. */
function termLines({ order, terms }: ReportedSpinOrder, sites: readonly number[]): string[] {
  if (terms === undefined) return [];
  const shown = [...terms].sort((one, other) => size(other) - size(one)).slice(0, MOST_TERMS);
  return [
    '',
    `u⁽${superscript(order)}⁾ = Σ Re(c …), ${String(terms.length)} terms${terms.length > shown.length ? `, the largest ${String(shown.length)}` : ''}:`,
    ...shown.map(
      (term) =>
        `  ${term.re.toPrecision(6)} ${term.im < 0 ? '−' : '+'} ${Math.abs(term.im).toPrecision(6)}i  ${monomial(term, sites)}`,
    ),
  ];
}

/** `Sᶻ₃² S⁺₄`. */
function monomial({ a, b, c }: ReportedSpinTerm, sites: readonly number[]): string {
  const factor = (letter: string, site: number, exponent: number): string[] =>
    exponent === 0 ? [] : [`${letter}${subscript(site)}${exponent === 1 ? '' : superscript(exponent)}`];
  return sites
    .flatMap((site, x) => [
      ...factor('Sᶻ', site, a[x] as number),
      ...factor('S⁺', site, b[x] as number),
      ...factor('S⁻', site, c[x] as number),
    ])
    .join(' ');
}
