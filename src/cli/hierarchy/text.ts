import { power } from '../../math/elementary.js';
import type {
  HierarchyReport,
  ReportedOrder,
  ReportedRest,
  ReportedTerm,
} from '../../proof/hierarchy/report.js';
import { noise as noiseRecord, type Noise } from '../../study/noise.js';
import type { Study } from '../../study/study.js';
import { tableLines } from '../text/columns.js';
import { combination, subscript, superscript, three, titleLine } from '../text/realisation.js';
import { sampledLines, type SampledReport } from './sampled.js';
import { short } from '../../data/digits.js';
import { wrapped } from '../text/terminal.js';

/** Terms of one order that are printed; the JSON has them all. */
const MOST_TERMS = 20;

/** Frequencies that are printed; those nearest to the bond come first. */
const MOST_FREQUENCIES = 12;

/** What `falloff hierarchy` prints for people. */
export function hierarchyText(
  study: Study,
  report: HierarchyReport & { readonly sampled?: SampledReport },
  options: {
    readonly bond: number;
    readonly realisation: number;
    readonly cutoff?: number;
    readonly width: number;
  },
): string {
  const { bond, sites, frequencies, epsilon, temperature, orders, remainder, v, sampled } = report;
  const { width, cutoff } = options;
  const line = (text: string): string => wrapped(text, width, '  ');
  const omega = sites
    .slice(0, MOST_FREQUENCIES)
    .map((site, x) => `ω${subscript(site)} = ${short(frequencies[x] as number, 6)}`);
  const others = sites.length - omega.length;
  const columns = [
    { title: 'order', cells: orders.map(({ order }) => String(order)) },
    { title: 'monomials', cells: orders.map(({ monomials }) => String(monomials)) },
    { title: 'norm', cells: orders.map(({ norm }) => three(norm)) },
    {
      title: 'εᵏ⁻¹ norm',
      cells: orders.map(({ norm, order }) => three(norm === null ? null : power(epsilon, order - 1) * norm)),
    },
    { title: 'smallest |ω·ξ|', cells: orders.map(({ smallestDenominator }) => three(smallestDenominator)) },
    { title: 'there', cells: orders.map(({ smallestXi }) => combination(smallestXi)), words: true as const },
  ];
  const lines = [
    line(titleLine(study)),
    line(
      `Bond ${String(options.bond)} joins sites ${String(bond[0])} and ${String(bond[1])}; realisation ${String(options.realisation)}, ε = ${short(epsilon)}, T = ${short(temperature)}.`,
    ),
    line(
      `On B₁(b, ${String(orders.length - (remainder === undefined ? 1 : 0))}): ${omega.join(', ')}${others > 0 ? ` and ${String(others)} more` : ''}.`,
    ),
    '',
    ...tableLines(columns),
    ...said(orders, epsilon).flatMap((text) => ['', line(text)]),
    ...(remainder === undefined || v === undefined
      ? []
      : [line(restText(orders.length, remainder, v, study.noise, epsilon))]),
    ...(cutoff === undefined
      ? []
      : [line(`Terms with |ω·ξ| < ${short(cutoff)} are left out: (8)-(11) hold up to them.`)]),
    ...(sampled === undefined ? [] : ['', ...sampledLines(report, sampled, line)]),
    ...orders.flatMap(({ order, terms }) =>
      terms === undefined || terms.length === 0
        ? []
        : termLines(
            order,
            terms.map((term) => ({ value: term.value, name: () => monomial(term, sites) })),
          ),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** What the orders do to u, where there is something to be said. */
function said(orders: readonly ReportedOrder[], epsilon: number): string[] {
  if (orders.every(({ monomials }) => monomials === 0)) return ['Nothing is left: u = 0.'];
  if (orders.length === 1) return [];
  const worst = firstToAddMore(orders, epsilon);
  if (worst === null) return ['Each order adds less to u = Σ εᵏ⁻¹ u⁽ᵏ⁾ than the one before.'];
  return [`Order ${String(worst.order)} adds more to u = Σ εᵏ⁻¹ u⁽ᵏ⁾ than the one before: ${worst.reason}.`];
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

/** What (11) leaves at order n, where the noise takes over if it is ε′ = εⁿ. */
function restText(
  n: number,
  remainder: ReportedRest,
  v: ReportedRest,
  noise: Noise,
  epsilon: number,
): string {
  const order = superscript(n);
  const weight = `ε${n === 1 ? '' : order}`;
  const other = isPower(noise, epsilon, n)
    ? ''
    : ` This study has ε′ = ${noiseText(noise)}; for it j = −(A_har + εA_anh)u + ${weight}A_anh u⁽${order}⁾.`;
  return (
    `The rest of (11), j = −Lu + ${weight}Sv where ε′ = ${weight}: A_anh u⁽${order}⁾ has ${String(remainder.monomials)} monomials and norm ${three(remainder.norm)}; ` +
    `v = u − v⁽${order}⁾ with −S v⁽${order}⁾ = A_anh u⁽${order}⁾ (Lemma 2), ${String(v.monomials)} monomials, norm ${three(v.norm)}.${other}`
  );
}

/** Whether ε′ = εⁿ, to rounding. */
function isPower(noise: Noise, epsilon: number, n: number): boolean {
  const wanted = power(epsilon, n);
  return Math.abs(noiseRecord.rate(noise, epsilon) - wanted) <= 1e-12 * wanted;
}

/** ε′ as a study gives it: `0.01`, `ε²`, `3ε²`. */
function noiseText(noise: Noise): string {
  if (typeof noise === 'number') return short(noise);
  const factor = noise.factor === 1 ? '' : short(noise.factor);
  return `${factor}ε${noise.power === 1 ? '' : superscript(noise.power)}`;
}

/** The largest terms of one order, one a line. */
export function termLines(
  order: number,
  terms: readonly { readonly value: number; readonly name: () => string }[],
): string[] {
  const shown = [...terms].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, MOST_TERMS);
  const values = shown.map(({ value }) => value.toPrecision(6));
  const breadth = Math.max(...values.map(({ length }) => length));
  return [
    '',
    `u⁽${superscript(order)}⁾ = Σ c Re(…), ${String(terms.length)} terms${terms.length > shown.length ? `, the largest ${String(shown.length)}` : ''}:`,
    ...shown.map(({ name }, i) => `  ${(values[i] as string).padStart(breadth)}  ${name()}`),
  ];
}

/** `z₃² z̄₄`. */
function monomial({ k, l }: ReportedTerm, sites: readonly number[]): string {
  const factor = (letter: string, site: number, exponent: number): string[] =>
    exponent === 0 ? [] : [`${letter}${subscript(site)}${exponent === 1 ? '' : superscript(exponent)}`];
  return sites
    .flatMap((site, x) => [...factor('z', site, k[x] as number), ...factor('z̄', site, l[x] as number)])
    .join(' ');
}
