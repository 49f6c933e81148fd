import { power } from '../../math/elementary.js';
import type { PointResult } from '../../result/result.js';
import { computed, type Finding, type FindingPanel } from '../../result/finding.js';
import type { NamedStudy, Part, StudySize } from '../named-study.js';

/** Couplings are powers of two, so that ε^{−n}t is a dyadic time for every n and every t that is a power of two. */
interface Scale {
  readonly exponents: readonly number[];
  readonly times: readonly number[];
  readonly size: number;
  readonly replicas: number;
}

const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: { exponents: [2, 3, 4, 5], times: [1, 4, 16], size: 32, replicas: 16 },
  full: { exponents: [2, 3, 4, 5, 6], times: [1, 4, 16, 64], size: 128, replicas: 16 },
};

const orders = [1, 2, 3] as const;

/** Step 1/4 and 4 steps to a sample: samples lie at whole times, dyadic windows at powers of two. */
function text({ size, replicas, times }: Scale, exponent: number): string {
  // Two windows of the longest time, which the curve needs to hold it; at least 2^16, so that short times have many.
  const longest = Math.max(2 ** 16, 2 * Math.max(...times) * 2 ** (3 * exponent));
  return `title: Theorem 1 at ε = 2^-${String(exponent)}
model: {kind: oscillators, dimension: 1, size: ${String(size)}, coupling: r^4/4, frequencies: {law: uniform, from: 1, to: 2}}
temperature: 1
epsilon: ${String(2 ** -exponent)}
replicas: ${String(replicas)}
time: ${String(longest)}
step: 0.25
sampling: 4
seed: 1
`;
}

const partName = (exponent: number): string => `epsilon-2e-${String(exponent)}`;

/** ε^{−m}K(ε, t) at one ε. */
interface Reading {
  readonly epsilon: number;
  readonly n: number;
  readonly t: number;
  /** K. */
  readonly value: number;
  readonly error: number;
}

/**
 * K(ε,t) = ⟨((ε/√(ε^{−n}t)) ∫₀^{ε^{−n}t} 𝒥 ds)²⟩ of Theorem 1, from the textbook curve at time ε^{−n}t: κ_standard(t) = (β²/2d) K.
 * null where the curve does not hold that very time.
 */
export function reading(point: PointResult, n: number, t: number): Reading | null {
  const { epsilon, temperature, dimension } = point;
  const time = t / power(epsilon, n);
  const at = point.curve.find((scale) => Math.abs(scale.time / time - 1) < 1e-9);
  if (at === undefined || at.textbook === null) return null;
  const factor = 2 * dimension * temperature * temperature;
  return { epsilon, n, t, value: factor * at.textbook, error: factor * (at.textbookError ?? 0) };
}

export const theorem1: NamedStudy = {
  name: 'theorem-1',
  title: 'ε^{−m}K(ε,t) over times of order ε^{−n}, without noise',
  statement:
    'Theorem 1: for 1 ≤ m ≤ n, ε^{−m}⟨((ε/√(ε^{−n}t)) ∫₀^{ε^{−n}t} 𝒥 ds)²⟩ → 0 as N → ∞, then ε → 0, then t → ∞.',
  source: 'Theorem 1',
  method: 'ε^{−m}K(ε, t) for every m ≤ n from the textbook curve at time ε^{−n}t, V = r⁴/4',
  parts: (size): Part[] => {
    const scale = scales[size];
    return scale.exponents.map((exponent) => ({
      kind: 'study',
      name: partName(exponent),
      text: text(scale, exponent),
    }));
  },
  finding: (results, size): Finding => {
    const { exponents, times } = scales[size];
    const points = exponents.flatMap((exponent) => results.study(partName(exponent)).points);
    return theorem1Finding(points, times);
  },
};

/** The finding from the points of all couplings. */
export function theorem1Finding(points: readonly PointResult[], times: readonly number[]): Finding {
  const readings = orders.flatMap((n) =>
    times.flatMap((t) => points.flatMap((point) => reading(point, n, t) ?? [])),
  );
  const scaled = ({ value, epsilon }: Reading, m: number): number => value / power(epsilon, m);
  const pairs = orders.flatMap((n) => orders.filter((m) => m <= n).map((m) => ({ n, m })));
  const panels = pairs.map(({ n, m }): FindingPanel => ({
    title: `n = ${String(n)}, m = ${String(m)}`,
    x: { label: 'ε', scale: 'log' },
    y: { label: 'ε⁻ᵐ K(ε, t)', scale: 'log' },
    series: times.map((t) => ({
      name: `t = ${String(t)}`,
      look: 'disc',
      points: readings
        .filter((one) => one.n === n && one.t === t)
        .map((one) => ({
          ...computed(one.epsilon, scaled(one, m)),
          error: one.error / power(one.epsilon, m),
        })),
    })),
  }));
  const rows = readings.flatMap((one) =>
    pairs
      .filter(({ n }) => n === one.n)
      .map(({ m }) => [
        one.n,
        m,
        one.t,
        one.epsilon,
        one.t / power(one.epsilon, one.n),
        one.value,
        scaled(one, m),
        one.error / power(one.epsilon, m),
      ]),
  );
  return {
    table: {
      name: 'theorem-1',
      columns: [
        { name: 'n', meaning: 'n', kind: 'number' },
        { name: 'm', meaning: 'm', kind: 'number' },
        { name: 't', meaning: 't', kind: 'number' },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'time', meaning: 'ε^{−n}t', kind: 'number' },
        { name: 'K', meaning: 'K(ε, t)', kind: 'number' },
        { name: 'scaled', meaning: 'ε^{−m}K(ε, t)', kind: 'number' },
        { name: 'error', meaning: 'one standard error of scaled', kind: 'number' },
      ],
      rows,
    },
    panels,
    shown: orders.map((n) => trend(readings, n, times)),
    notShown: [
      'The limits themselves: N, ε and t are finite, there is one realisation of the frequencies, and an order of limits cannot be measured.',
      'That the limit ε → 0 vanishes at a fixed t: the theorem does not say so; boundary terms of order 1/t remain, which only t → ∞ takes away.',
      'That κ(ε) is smaller than every power of ε: over times of order ε^{−n} the current mostly sloshes back and forth, and K is an upper bound for what is carried on.',
    ],
  };
}

/** How ε^{−n}K goes with ε at the longest t, and with t at the smallest ε. */
function trend(readings: readonly Reading[], n: number, times: readonly number[]): string {
  const own = readings.filter((one) => one.n === n);
  const longest = Math.max(...times);
  const along = own.filter((one) => one.t === longest).sort((a, b) => b.epsilon - a.epsilon);
  const values = along.map((one) => one.value / power(one.epsilon, n));
  const [first, last] = [along[0], along.at(-1)];
  if (first === undefined || last === undefined || along.length < 2) return `n = ${String(n)}: not measured.`;
  const falls = values.every((value, i) => i === 0 || value < (values[i - 1] as number));
  const across = own.filter((one) => one.epsilon === last.epsilon).sort((a, b) => a.t - b.t);
  const decay = across.map((one) => one.value);
  const fallsInTime = decay.every((value, i) => i === 0 || value < (decay[i - 1] as number));
  const number = (x: number | undefined): string => (x ?? NaN).toExponential(1);
  return (
    `n = m = ${String(n)}, t = ${String(longest)}: ε^{−m}K ${falls ? 'falls at every step' : 'does not fall at every step'} from ${number(values[0])} at ε = ${String(first.epsilon)} ` +
    `to ${number(values.at(-1))} at ε = ${String(last.epsilon)}; at the smallest ε it ${fallsInTime ? 'falls' : 'does not fall'} with t at every step.${n > 1 ? ' For m < n it is smaller by ε^{n−m}.' : ''}`
  );
}
