import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { exp, log } from '../../math/elementary.js';
import type { Json } from '../../data/frame.js';
import type { Calculation } from '../calculation-run.js';
import { computed, type Finding, type FindingPoint } from '../../result/finding.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';
import { ringCorrelations } from '../../gibbs/transfer-operator.js';

/** One Gibbs measure: d = 1, T = 1, frequencies uniform on [1, 2]. */
interface Settings {
  readonly pinning: readonly number[];
  readonly coupling: readonly number[];
  readonly epsilon: number;
  readonly size: number;
  readonly distance: number;
  readonly realisation: number;
}

/** The correlations of one Gibbs measure, divided by the norms of (1). */
export interface Decorrelation {
  readonly pinning: string;
  readonly epsilon: number;
  /** |⟨q₀q_r⟩| by distance r, each divided by ⟨(∇f)²⟩^½⟨(∇g)²⟩^½ = 1. */
  readonly positions: readonly number[];
  /** The same for q² − ⟨q²⟩, whose norm is 2⟨q²⟩^½. */
  readonly squares: readonly number[];
}

/** `ringCorrelations` as a unit of work. */
export const decorrelationCalculation: Calculation = {
  work: (settings) => (settings as unknown as Settings).size * 1e7,
  *pieces(settings: Json) {
    const { pinning, coupling, epsilon, size, distance, realisation } = settings as unknown as Settings;
    const law = { law: 'uniform', from: 1, to: 2 } as const;
    const omega = frequencies(law, torus(1, size), 1, realisation);
    const { positions, squares, variances } = ringCorrelations(
      { frequencies: omega, coupling, pinning, epsilon, temperature: 1 },
      distance,
    );
    yield size * 1e7;
    return { head: {}, columns: { positions, squares, variances } };
  },
};

const quartic = [0, 0, 0, 0, 0.25];
const pinnings = [
  { text: 'q⁶/6', polynomial: [0, 0, 0, 0, 0, 0, 1 / 6] },
  { text: '0', polynomial: [] },
] as const;

function settingsOf(size: StudySize): (Settings & { readonly text: string })[] {
  const epsilons = size === 'reduced' ? [0.1, 1] : [0.03, 0.1, 0.3, 1, 3];
  const realisations = size === 'reduced' ? 4 : 32;
  return pinnings.flatMap(({ text, polynomial }) =>
    epsilons.flatMap((epsilon) =>
      Array.from({ length: realisations }, (_, realisation) => ({
        text,
        pinning: polynomial,
        coupling: quartic,
        epsilon,
        size: 32,
        distance: 12,
        realisation,
      })),
    ),
  );
}

/** The largest correlation over realisations at every distance: (1) claims one C and one c for all of them. */
function decorrelations(results: PartResults, size: StudySize): Decorrelation[] {
  const frames = results.calculation('transfer');
  const groups = new Map<string, Decorrelation>();
  settingsOf(size).forEach(({ text, epsilon }, i) => {
    const columns = frames[i]?.columns ?? {};
    const [positions, squares, variances] = ['positions', 'squares', 'variances'].map(
      (name) => columns[name] as Float64Array,
    ) as [Float64Array, Float64Array, Float64Array];
    const key = `${text} ${String(epsilon)}`;
    const before = groups.get(key);
    const largest = (values: Float64Array, old: readonly number[] | undefined, norm: (r: number) => number) =>
      Array.from(values, (value, r) => Math.max(old?.[r] ?? 0, Math.abs(value) / norm(r)));
    const root = (r: number): number => 2 * Math.sqrt(variances[r] as number);
    groups.set(key, {
      pinning: text,
      epsilon,
      positions: largest(positions, before?.positions, () => 1),
      squares: largest(squares, before?.squares, (r) => root(0) * root(r)),
    });
  });
  return [...groups.values()];
}

export const decorrelation: NamedStudy = {
  name: 'decorrelation',
  title: 'Correlations in the Gibbs measure against distance',
  statement:
    'Equation (1): |⟨f g⟩| ≤ C e^{−c d(S(f),S(g))} ⟨(∇f)²⟩^{1/2} ⟨(∇g)²⟩^{1/2} for f, g of mean zero, where the pinning dominates over the interaction.',
  source: 'equation (1)',
  method:
    'the Gibbs measure of rings by the transfer operator, U = q⁶/6 and U = 0: |⟨fg⟩| over the norms of (1) against the distance, and the rate c',
  parts: (size): Part[] => [
    {
      kind: 'calculation',
      name: 'transfer',
      calculation: 'decorrelation',
      settings: settingsOf(size).map(
        ({ pinning, coupling, epsilon, size: sites, distance, realisation }) => ({
          pinning,
          coupling,
          epsilon,
          size: sites,
          distance,
          realisation,
        }),
      ),
    },
  ],
  finding: (results, size): Finding => decorrelationFinding(decorrelations(results, size)),
};

/** Correlations below this are rounding. */
const FLOOR = 1e-13;

/** c and the quality of ln|⟨fg⟩| = ln C − c r, r ≥ 1, by least squares over what is above rounding; null with fewer than three distances. */
export function decayRate(
  correlations: readonly number[],
): { readonly c: number; readonly worst: number } | null {
  const known = correlations.flatMap((value, r) => (r >= 1 && value > FLOOR ? [{ r, y: log(value) }] : []));
  if (known.length < 3) return null;
  const n = known.length;
  const r0 = known.reduce((sum, { r }) => sum + r, 0) / n;
  const y0 = known.reduce((sum, { y }) => sum + y, 0) / n;
  const slope =
    known.reduce((sum, { r, y }) => sum + (r - r0) * (y - y0), 0) /
    known.reduce((sum, { r }) => sum + (r - r0) ** 2, 0);
  const worst = Math.max(...known.map(({ r, y }) => Math.abs(y - y0 - slope * (r - r0))));
  return { c: -slope, worst };
}

export function decorrelationFinding(all: readonly Decorrelation[]): Finding {
  const functions = [
    { name: 'q', key: 'positions', title: 'f = q₀, g = qᵣ' },
    { name: 'q²', key: 'squares', title: 'f = q₀² − ⟨q₀²⟩, g = qᵣ² − ⟨qᵣ²⟩' },
  ] as const;
  const label = ({ pinning, epsilon }: Decorrelation): string => `U = ${pinning}, ε = ${String(epsilon)}`;
  const points = (values: readonly number[]): FindingPoint[] =>
    values.flatMap((value, r) => (value > FLOOR ? [computed(r, value)] : []));
  const rates = all.flatMap((one) =>
    functions.map(({ name, key }) => ({ one, name, rate: decayRate(one[key]) })),
  );
  return {
    table: {
      name: 'decorrelation',
      columns: [
        { name: 'pinning', meaning: 'U', kind: 'text' },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'function', meaning: 'f and g', kind: 'text' },
        { name: 'distance', meaning: 'r', kind: 'number' },
        {
          name: 'correlation',
          meaning: '|⟨fg⟩| over the norms of (1), largest over realisations',
          kind: 'number',
        },
      ],
      rows: all.flatMap((one) =>
        functions.flatMap(({ name, key }) =>
          one[key].map((value, r) => [one.pinning, one.epsilon, name, r, value]),
        ),
      ),
    },
    panels: functions.map(({ key, title }) => ({
      title,
      x: { label: 'distance r', scale: 'linear' },
      y: { label: '|⟨f g⟩| over the norms of (1)', scale: 'log' },
      series: all.map((one) => ({ name: label(one), look: 'disc', points: points(one[key]) })),
    })),
    shown: rates.map(({ one, name, rate }) =>
      rate === null
        ? `${label(one)}, f = ${name}: the correlations fall below 1e-13 before a rate can be read.`
        : `${label(one)}, f = ${name}: |⟨fg⟩| falls as e^{−cr} with c = ${rate.c.toFixed(2)}, within a factor ${exp(rate.worst).toFixed(2)} of that line.`,
    ),
    notShown: [
      'Dimensions above 1: on a ring the transfer operator has a gap whatever U is, so that the decay for U = 0, which the hypotheses do not cover, was to be expected here. All functions f and g but these two.',
    ],
  };
}
