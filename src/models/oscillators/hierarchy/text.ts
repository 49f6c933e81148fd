import { conciseAscii, short, three } from '../../../data/digits.js';
import { frequencyCombination, factorText, subscript, superscript } from '../../../data/notation.js';
import { power } from '../../../math/elementary.js';
import type { ControlledMean } from '../../../math/control-variate.js';
import type { FunctionReport } from '../../../proof/hierarchy/report.js';
import { noise as noiseRecord, type Noise } from '../../../study/noise.js';
import type { HierarchyRequest, TextPiece } from '../../hierarchy.js';
import { firstToAddMore, termLines } from '../../hierarchy-words.js';
import type { OscillatorsStudy } from '../spec.js';
import type { OscillatorsOrder, OscillatorsReport, OscillatorsTerm } from './report.js';
import { named, sampledDoubts, type SampledReport } from './sampled.js';

/** Frequencies that are printed; those nearest to the bond come first. */
const MOST_FREQUENCIES = 12;

/** What is printed of a hierarchy for people. */
export function oscillatorsText(
  study: OscillatorsStudy,
  report: OscillatorsReport,
  { bond, realisation, cutoff }: HierarchyRequest,
): TextPiece[] {
  const { bond: ends, sites, frequencies, epsilon, temperature, orders, remainder, v, sampled } = report;
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
    {
      title: 'there',
      cells: orders.map(({ smallestXi }) => frequencyCombination(smallestXi)),
      words: true as const,
    },
  ];
  return [
    `Bond ${String(bond)} joins sites ${String(ends[0])} and ${String(ends[1])}; realisation ${String(realisation)}, ε = ${short(epsilon)}, T = ${short(temperature)}.`,
    `On B₁(b, ${String(orders.length - (remainder === undefined ? 1 : 0))}): ${omega.join(', ')}${others > 0 ? ` and ${String(others)} more` : ''}.`,
    '',
    { columns },
    ...said(orders, epsilon).flatMap((text) => ['', text]),
    ...(remainder === undefined || v === undefined
      ? []
      : [restText(orders.length, remainder, v, study.noise, epsilon)]),
    ...(cutoff === undefined
      ? []
      : [`Terms with |ω·ξ| < ${short(cutoff)} are left out: (8)-(11) hold up to them.`]),
    ...(sampled === undefined ? [] : ['', ...sampledText(report, sampled)]),
    ...orders.flatMap(({ order, terms = [] }) =>
      terms.length === 0
        ? []
        : termLines(
            order,
            'c Re(…)',
            terms.map((term) => ({
              size: Math.abs(term.value),
              value: () => term.value.toPrecision(6),
              name: () => monomial(term, sites),
            })),
          ),
    ),
  ];
}

/** What the orders do to u, where there is something to be said. */
function said(orders: readonly OscillatorsOrder[], epsilon: number): string[] {
  if (orders.every(({ monomials }) => monomials === 0)) return ['Nothing is left: u = 0.'];
  if (orders.length === 1) return [];
  const worst = firstToAddMore(orders, epsilon);
  if (worst === null) return ['Each order adds less to u = Σ εᵏ⁻¹ u⁽ᵏ⁾ than the one before.'];
  return [`Order ${String(worst.order)} adds more to u = Σ εᵏ⁻¹ u⁽ᵏ⁾ than the one before: ${worst.reason}.`];
}

/** What (11) leaves at order n, where the noise takes over if it is ε′ = εⁿ. */
function restText(
  n: number,
  remainder: FunctionReport,
  v: FunctionReport,
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

/** `z₃² z̄₄`. */
function monomial({ k, l }: OscillatorsTerm, sites: readonly number[]): string {
  return sites
    .flatMap((site, x) => [
      ...factorText('z', site, k[x] as number),
      ...factorText('z̄', site, l[x] as number),
    ])
    .join(' ');
}

/** The averages at ε: a heading, a table, and what is in doubt. */
function sampledText(report: OscillatorsReport, sampled: SampledReport): TextPiece[] {
  const epsilon = short(report.epsilon);
  const { chains, samples, acceptance } = sampled;
  const exact = [...report.orders.map(({ norm }) => norm), report.remainder?.norm, report.v?.norm];
  const rows = named(sampled);
  const shown = (mean: ControlledMean | null): string =>
    mean === null ? '–' : conciseAscii(mean.value, mean.error);
  const columns = [
    { title: 'f', cells: rows.map(({ name }) => name), words: true as const },
    { title: 'norm at ε = 0', cells: rows.map((_, i) => three(exact[i] ?? null)) },
    { title: `norm at ε = ${epsilon}`, cells: rows.map(({ norm }) => shown(norm)) },
    { title: `mean at ε = ${epsilon}`, cells: rows.map(({ mean }) => (mean === null ? '0' : shown(mean))) },
  ];
  return [
    `Sampled at ε = ${epsilon}: ${String(chains)} chains of ${String(samples / chains)} points each, ${three(100 * acceptance)} % of the moves accepted.`,
    '',
    { columns },
    ...sampledDoubts(sampled).map((text) => `! ${text}`),
  ];
}
