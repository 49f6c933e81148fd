import { kappaKinds } from '../../estimate/wording.js';
import { mean } from '../../math/statistics.js';
import type { PointResult } from '../../result/result.js';
import { drawnKappa } from '../couplings.js';
import { computed, type Finding, type FindingPanel, type FindingPoint } from '../../result/finding.js';

/** One chain between baths. */
interface ChainResult {
  readonly size: number;
  readonly point: PointResult;
}

/** What is exactly known of the chains of one length. */
export interface ExactChains {
  readonly size: number;
  /** The flow of every realisation. */
  readonly flows: readonly number[];
  /** κ_standard of the ring of every realisation; none without flips. */
  readonly rings: readonly number[];
}

/** A model between baths at several lengths, and its ring in equilibrium where it conducts. */
export interface BathsCase {
  readonly label: string;
  /** T_L − T_R. */
  readonly span: number;
  readonly chains: readonly ChainResult[];
  /** By length; none where nothing is known. */
  readonly exact: readonly ExactChains[];
  readonly ring: PointResult | null;
}

/** κ of the bulk from the chains' lengths. */
export interface Bulk {
  readonly kappa: number;
  readonly error: number;
}

/**
 * κ and its error from 1/κ_N = 1/κ + R/(N−1), the resistances of the bulk and of both contacts in series: weighted least squares over the
 * values; null with fewer than three.
 */
export function bulkConductivity(
  chains: readonly { readonly size: number; readonly kappa: number; readonly error: number }[],
): Bulk | null {
  if (chains.length < 3) return null;
  const sums = { w: 0, x: 0, y: 0, xx: 0, xy: 0 };
  for (const { size, kappa, error } of chains) {
    const weight = (kappa * kappa) ** 2 / (error * error);
    const [x, y] = [1 / (size - 1), 1 / kappa];
    sums.w += weight;
    sums.x += weight * x;
    sums.y += weight * y;
    sums.xx += weight * x * x;
    sums.xy += weight * x * y;
  }
  const determinant = sums.w * sums.xx - sums.x * sums.x;
  const resistivity = (sums.xx * sums.y - sums.x * sums.xy) / determinant;
  return { kappa: 1 / resistivity, error: Math.sqrt(sums.xx / determinant) / resistivity ** 2 };
}

/** κ_N of the exact mean flow. */
const exactKappa = ({ size, flows }: ExactChains, span: number): number => (mean(flows) * (size - 1)) / span;

const exactAt = ({ exact }: BathsCase, size: number): ExactChains | undefined =>
  exact.find((one) => one.size === size);

/** (measured − exact)/error of the flow. */
function pull(one: BathsCase, { size, point }: ChainResult): number | null {
  const exact = exactAt(one, size);
  return exact === undefined || !point.flow
    ? null
    : (point.flow.value - mean(exact.flows)) / point.flow.error;
}

/** Independent errors. */
const together = (...errors: readonly number[]): number =>
  Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0));

/** The error of κ_N as one of any chain of this law: that of the replicas, and the scatter over disorder samples. */
function lawError({ point: { kappa } }: ChainResult): number {
  return together(kappa?.error ?? NaN, kappa?.disorderError ?? 0);
}

/** A value that is not this many of its errors away from 0, or below it, has no 1/κ to speak of. */
const INVERTIBLE = 3;

/** The chains that a line through 1/κ_N can use. */
const valued = ({ chains }: BathsCase): Parameters<typeof bulkConductivity>[0] =>
  chains.flatMap(({ size, point }) => {
    const { kappa } = point;
    return kappa?.kind === 'value' && kappa.standard > INVERTIBLE * kappa.error
      ? [{ size, kappa: kappa.standard, error: lawError({ size, point }) }]
      : [];
  });

export function bathsFinding(cases: readonly BathsCase[]): Finding {
  return {
    table: {
      name: 'baths',
      columns: [
        { name: 'model', meaning: 'harmonic, harmonic with flips, or quartic', kind: 'text' },
        { name: 'size', meaning: 'N', kind: 'number' },
        { name: 'kind', meaning: `of κ_N: ${kappaKinds}`, kind: 'text' },
        { name: 'kappa', meaning: 'κ_N = J(N−1)/ΔT, standard convention', kind: 'number' },
        { name: 'error', meaning: 'one standard error of kappa, over replicas', kind: 'number' },
        { name: 'disorder_error', meaning: 'standard error of kappa over disorder samples', kind: 'number' },
        { name: 'exact', meaning: 'κ_N of the exact flows of the same samples', kind: 'number' },
        { name: 'pull', meaning: '(J − exact)/error', kind: 'number' },
        { name: 'left', meaning: 'J from the left bath', kind: 'number' },
        { name: 'right', meaning: 'J into the right bath', kind: 'number' },
      ],
      rows: cases.flatMap((one) =>
        one.chains.map((chain) => {
          const { kappa, steady } = chain.point;
          const exact = exactAt(one, chain.size);
          return [
            one.label,
            chain.size,
            kappa?.kind ?? null,
            kappa?.standard ?? null,
            kappa?.error ?? null,
            kappa?.disorderError ?? null,
            exact === undefined ? null : exactKappa(exact, one.span),
            pull(one, chain),
            steady?.left.value ?? null,
            steady?.right.value ?? null,
          ];
        }),
      ),
    },
    panels: cases.map(panelOf),
    shown: cases.flatMap((one) => [exactSentence(one), ringSentence(one)].filter((text) => text !== null)),
    notShown: [
      'Chains this short have contacts that count: κ_N is that of the chain with its contacts, and κ of the bulk comes from a straight line in 1/(N−1). Its error counts the replicas and the disorder samples, not the straight line itself.',
      'Temperatures 2 and 1 are not near each other: κ_N is a mean of κ over the temperatures between, the ring is at their mean.',
      'Small ε: a flow that falls faster than every power of ε takes a chain beyond every power of 1/ε to become steady. There the equilibrium estimators go further.',
    ],
  };
}

function panelOf(one: BathsCase): FindingPanel {
  const { chains, ring, label, span } = one;
  const exact = one.exact.map((chain) => computed(chain.size, exactKappa(chain, span)));
  const [least, most] = [chains[0]?.size ?? 1, chains.at(-1)?.size ?? 1];
  const across = (value: number): FindingPoint[] => [computed(least, value), computed(most, value)];
  const bulk = bulkConductivity(valued(one));
  return {
    title: label,
    x: { label: 'sites N', scale: 'log' },
    y: { label: 'κ (standard)', scale: 'log' },
    series: [
      {
        name: 'exact, between baths',
        look: 'line',
        points: exact,
      },
      {
        name: 'steady state, simulated',
        look: 'disc',
        points: chains.flatMap(({ size, point: { kappa } }) => drawnKappa(size, kappa)),
      },
      ...(ring?.kappa
        ? [
            {
              name: 'Green–Kubo, ring',
              look: 'square' as const,
              points: drawnKappa(most * 2, ring.kappa),
            },
          ]
        : []),
      ...(ring && bulk
        ? [
            {
              name: 'steady state, N → ∞',
              look: 'dashes' as const,
              points: [...across(bulk.kappa), computed(most * 2, bulk.kappa)],
            },
          ]
        : []),
    ],
  };
}

const spread = (value: number, error: number): string => `${value.toPrecision(3)} ± ${error.toPrecision(1)}`;

function exactSentence(one: BathsCase): string | null {
  const { label, chains, exact, span, ring } = one;
  const pulls = chains.flatMap((chain) => pull(one, chain) ?? []);
  const last = exact.at(-1);
  if (pulls.length === 0 || last === undefined) return null;
  const worst = Math.max(...pulls.map(Math.abs));
  const oracle = ring === null ? 'Landauer’s formula' : 'the exact covariance';
  const best = exact.reduce((a, b) => (exactKappa(b, span) > exactKappa(a, span) ? b : a));
  const kappa = (of: ExactChains): string =>
    `${exactKappa(of, span).toPrecision(2)} at N = ${String(of.size)}`;
  const fall =
    ring !== null || best === last
      ? ''
      : ` κ_N does not settle: from ${kappa(best)} it falls to ${kappa(last)}, as localised modes carry less and less.`;
  return `${label}: ${String(pulls.length)} simulated flows agree with ${oracle} within ${worst.toFixed(1)} standard errors (the worst of them).${fall}`;
}

function ringSentence(one: BathsCase): string | null {
  const { label, ring, exact } = one;
  if (!ring?.kappa) return null;
  const bulk = bulkConductivity(valued(one));
  const last = exact.findLast(({ rings }) => rings.length > 0);
  const known =
    last === undefined
      ? ''
      : ` (exact for rings of ${String(last.size)} sites, in series: ${(1 / mean(last.rings.map((kappa) => 1 / kappa))).toPrecision(3)})`;
  const { kind, standard } = ring.kappa;
  const words = { 'upper bound': 'at most', open: 'no value yet, the last estimate being' } as const;
  const measured =
    kind === 'value'
      ? spread(standard, together(ring.kappa.error, ring.kappa.disorderError ?? 0))
      : `${words[kind]} ${standard.toPrecision(2)}`;
  if (bulk === null) {
    return `${label}: Green–Kubo on a ring of ${String(ring.size)} sites gives κ = ${measured}${known}; too few chains have a resolved value of κ_N to compare.`;
  }
  const both = `${label}: the steady states extrapolate to κ = ${spread(bulk.kappa, bulk.error)}; Green–Kubo on a ring of ${String(ring.size)} sites gives ${measured}${known}`;
  if (kind !== 'value') return `${both}.`;
  const apart = Math.abs(bulk.kappa - ring.kappa.standard);
  const error = together(bulk.error, ring.kappa.error, ring.kappa.disorderError ?? 0);
  return `${both}: ${(apart / error).toFixed(1)} standard errors apart.`;
}
