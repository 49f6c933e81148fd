import { log, power } from '../math/elementary.js';
import type { Frame, Json } from '../math/frame.js';
import { mean, standardError } from '../math/statistics.js';
import { computed, type Finding, type FindingPanel, type Measured } from './finding.js';
import { TERMS, type FiveTermsSettings } from './five-terms-run.js';
import type { NamedStudy, Part, PartResults, Size } from './named-study.js';

type Term = (typeof TERMS)[number];

interface Case {
  readonly name: string;
  readonly order: number;
  readonly coupling: readonly number[];
  readonly c: number;
}

const harmonic: Case = { name: 'V = r²/2, n = 2', order: 2, coupling: [0, 0, 0.5], c: 0.02 };
const quartic: Case = { name: 'V = r⁴/4, n = 1', order: 1, coupling: [0, 0, 0, 0, 0.25], c: 0.4 };
const quartic2: Case = { name: 'V = r⁴/4, n = 2', order: 2, coupling: [0, 0, 0, 0, 0.25], c: 0.02 };

interface Scale {
  readonly cases: readonly Case[];
  readonly epsilon: readonly number[];
  /** Units of four replicas. */
  readonly units: number;
  readonly size: number;
}

const scales: Readonly<Record<Size, Scale>> = {
  reduced: { cases: [harmonic, quartic], epsilon: [0.2, 0.14, 0.1, 0.07, 0.05], units: 16, size: 8 },
  full: {
    cases: [harmonic, quartic, quartic2],
    epsilon: [0.2, 0.14, 0.1, 0.07, 0.05, 0.035],
    units: 64,
    size: 12,
  },
};
/** In units of ε^{−n}, and samples over it; terms are compared over 4 ε^{−n}, a quarter of it. */
const SPAN = 16;
const SAMPLES = 128;
const COMPARED = SAMPLES / 4;

function settingsOf({ cases, epsilon, units, size }: Scale): FiveTermsSettings[] {
  return cases.flatMap(({ order, coupling, c }) =>
    epsilon.flatMap((at) =>
      Array.from({ length: units }, (_, unit) => ({
        order,
        size,
        coupling,
        epsilon: at,
        span: SPAN,
        samples: SAMPLES,
        c,
        firstReplica: 4 * unit,
      })),
    ),
  );
}

/** E(term²) over windows of one length, and what it is compared with. */
export interface TermVariance {
  readonly case: string;
  readonly order: number;
  readonly epsilon: number;
  readonly term: Term;
  readonly time: number;
  /** E of the square of the term as section 4.3 has it, divided by t^{1/2}N^{1/2}. */
  readonly value: number;
  readonly error: number;
}

/** One case at one ε. */
export interface FiveTermsPoint {
  readonly case: string;
  readonly order: number;
  readonly epsilon: number;
  readonly variances: readonly TermVariance[];
  /** 2εⁿD(F) at ε = 0. */
  readonly expectedMartingale: number;
  /** t times what the boundary terms can at most be, E(f(0) − f(t))² ≤ 4⟨f²⟩: 4⟨F²⟩/N and 4ε^{−2}⟨(Σψ₂e)²⟩/N at ε = 0. */
  readonly mostBoundary: number;
  readonly mostEnergyBoundary: number;
  /** Root mean square of what the five terms leave of ∫J, over that of ∫J. */
  readonly residual: number;
  readonly resonant: number;
}

export const fiveTerms: NamedStudy = {
  name: 'five-terms',
  title: 'The five terms of the proof of Theorem 2, along trajectories',
  statement:
    'Section 4.3: ∫₀ᵗ 𝒥/√t is the sum of M_t (variance of order εⁿ), the boundary term of u (1/t), N_t (0), the boundary term of the energies (ε^{−2}/t), and the integral of S v (εⁿ).',
  parts: (size): Part[] => [
    {
      kind: 'calculation',
      name: 'terms',
      calculation: 'fiveTerms',
      settings: settingsOf(scales[size]) as unknown as Json[],
    },
  ],
  finding: (results: PartResults, size): Finding => {
    const { cases, epsilon, units } = scales[size];
    const frames = results.calculation('terms');
    const points = cases.flatMap(({ name, order }, i) =>
      epsilon.map((at, j) => {
        const first = (i * epsilon.length + j) * units;
        return fiveTermsPoint(name, order, at, frames.slice(first, first + units));
      }),
    );
    return fiveTermsFinding(points);
  },
};

/** The variances of one case at one ε, from the frames of its units. */
export function fiveTermsPoint(
  name: string,
  order: number,
  epsilon: number,
  frames: readonly Frame[],
): FiveTermsPoint {
  const head = frames[0]?.head ?? {};
  const [size, interval] = [head['size'] as number, head['interval'] as number];
  const variances = TERMS.flatMap((term) =>
    [1, 2, 4, 8, 16, 32, 64].map((length): TermVariance => {
      const squares = frames.flatMap(({ columns }) => meanSquares(columns[term] as Float64Array, length));
      const scale = 1 / (size * length * interval);
      return {
        case: name,
        order,
        epsilon,
        term,
        time: length * interval,
        value: mean(squares) * scale,
        error: standardError(squares) * scale,
      };
    }),
  );
  return {
    case: name,
    order,
    epsilon,
    variances,
    expectedMartingale: 2 * power(epsilon, order) * (head['dirichlet'] as number),
    mostBoundary: 4 * (head['boundaryVariance'] as number),
    mostEnergyBoundary: (4 * (head['energyVariance'] as number)) / (epsilon * epsilon),
    residual: residual(frames),
    resonant: head['resonant'] as number,
  };
}

const LANES = 4;

/** For each of four replicas the mean square of the increments over windows of `length` samples, one after the other. */
function meanSquares(column: Float64Array, length: number): number[] {
  const samples = column.length / LANES - 1;
  return Array.from({ length: LANES }, (_, lane) => {
    const squares: number[] = [];
    for (let start = 0; start + length <= samples; start += length) {
      const increment =
        (column[(start + length) * LANES + lane] as number) - (column[start * LANES + lane] as number);
      squares.push(increment * increment);
    }
    return mean(squares);
  });
}

function residual(frames: readonly Frame[]): number {
  let [left, whole] = [0, 0];
  for (const { columns } of frames) {
    const total = columns['whole'] as Float64Array;
    total.forEach((value, i) => {
      const sum = TERMS.reduce(
        (all, term) => (term === 'whole' ? all : all + ((columns[term] as Float64Array)[i] as number)),
        0,
      );
      left += (value - sum) * (value - sum);
      whole += value * value;
    });
  }
  return Math.sqrt(left / whole);
}

const names: Readonly<Record<Term, string>> = {
  martingale: 'M',
  boundary: 'boundary of u',
  energyMartingale: 'N',
  energyBoundary: 'boundary of e',
  remainder: 'integral of S v',
  whole: 'whole current',
};

/** The orders of section 4.3: variances go as ε^a at t = 4ε^{−n}, and as t^b. */
function expected(term: Term, n: number): { readonly epsilon: number; readonly time: number } | null {
  if (term === 'martingale' || term === 'remainder') return { epsilon: n, time: 0 };
  if (term === 'boundary') return { epsilon: n, time: -1 };
  if (term === 'energyBoundary') return { epsilon: n - 2, time: -1 };
  return null;
}

/** The exponent of a power law through points, by least squares of logarithms; null with fewer than two positive values. */
export function exponent(points: readonly { readonly x: number; readonly value: number }[]): number | null {
  const known = points.flatMap(({ x, value }) => (value > 0 ? [{ x: log(x), y: log(value) }] : []));
  if (known.length < 2) return null;
  const [x0, y0] = [mean(known.map(({ x }) => x)), mean(known.map(({ y }) => y))];
  return (
    known.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0) /
    known.reduce((sum, { x }) => sum + (x - x0) ** 2, 0)
  );
}

const compared = (point: FiveTermsPoint, term: Term): TermVariance | undefined =>
  point.variances.filter((one) => one.term === term)[log2(COMPARED)];

const log2 = (n: number): number => 31 - Math.clz32(n);

export function fiveTermsFinding(points: readonly FiveTermsPoint[]): Finding {
  const cases = [...new Set(points.map((point) => point.case))];
  const drawnTerms = TERMS.filter((term) => term !== 'energyMartingale');
  const panels = cases.flatMap((name): FindingPanel[] => {
    const own = points.filter((point) => point.case === name);
    const middle = own[Math.floor(own.length / 2)];
    const measured = ({ value, error }: TermVariance, x: number): Measured[] =>
      value > 0 ? [{ x, value, error, bound: false }] : [];
    return [
      {
        title: `${name}: against ε at t = 4ε⁻ⁿ`,
        x: { label: 'ε', scale: 'log' },
        y: { label: 'variance', scale: 'log' },
        series: [
          ...drawnTerms.map((term) => ({
            name: names[term],
            look: 'disc' as const,
            points: own.flatMap((point) => {
              const one = compared(point, term);
              return one === undefined ? [] : measured(one, point.epsilon);
            }),
          })),
          {
            name: '2εⁿD(F) at ε = 0',
            look: 'dashes',
            points: own.map((point) => computed(point.epsilon, point.expectedMartingale)),
          },
        ],
      },
      {
        title: `${name}: against t at ε = ${String(middle?.epsilon ?? '')}`,
        x: { label: 't', scale: 'log' },
        y: { label: 'variance', scale: 'log' },
        series: drawnTerms.map((term) => ({
          name: names[term],
          look: 'disc' as const,
          points: (middle?.variances ?? [])
            .filter((one) => one.term === term)
            .flatMap((one) => measured(one, one.time)),
        })),
      },
    ];
  });
  return {
    table: {
      name: 'five-terms',
      columns: [
        { name: 'case', meaning: 'V and n', kind: 'text' },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'term', meaning: 'term of section 4.3', kind: 'text' },
        { name: 'time', meaning: 't', kind: 'number' },
        { name: 'variance', meaning: 'E of its square', kind: 'number' },
        { name: 'error', meaning: 'one standard error of variance, over replicas', kind: 'number' },
      ],
      rows: points.flatMap(({ variances }) =>
        variances.map((one) => [one.case, one.epsilon, names[one.term], one.time, one.value, one.error]),
      ),
    },
    panels,
    shown: cases.flatMap((name) => caseSentences(points.filter((point) => point.case === name))),
    notShown: [
      'N → ∞, and the limit t → ∞ in which the proof is concluded: one small ring, whose bonds are rerouted for the c chosen,, and times of a few ε^{−n}.',
      'The orders are those of upper bounds: a term may be smaller than its bound, and the terms are correlated, so that the whole is not the sum of their variances.',
    ],
  };
}

function caseSentences(own: readonly FiveTermsPoint[]): string[] {
  const first = own[0];
  if (first === undefined) return [];
  const { order } = first;
  const orders = TERMS.flatMap((term) => {
    const aim = expected(term, order);
    if (aim === null) return [];
    const inEpsilon = exponent(
      own.flatMap((point) => {
        const one = compared(point, term);
        return one === undefined ? [] : [{ x: point.epsilon, value: one.value }];
      }),
    );
    const middle = own[Math.floor(own.length / 2)];
    const inTime = exponent(
      (middle?.variances ?? [])
        .filter((one) => one.term === term)
        .slice(-4)
        .map(({ time, value }) => ({ x: time, value })),
    );
    return inEpsilon === null || inTime === null
      ? [`${names[term]} vanishes, as no bond is resonant`]
      : [
          `${names[term]} ε^${inEpsilon.toFixed(2)} (bound ${String(aim.epsilon)}) and t^${inTime.toFixed(2)} (bound ${String(aim.time)})`,
        ];
  });
  const ratios = own.flatMap((point) => {
    const one = compared(point, 'martingale');
    return one === undefined ? [] : [one.value / point.expectedMartingale];
  });
  const share = (term: Term, most: (point: FiveTermsPoint) => number): string => {
    const shares = own.flatMap((point) =>
      point.variances
        .filter((one) => one.term === term && one.value > 0)
        .map(({ value, time }) => (value * time) / most(point)),
    );
    return shares.length === 0 ? '0' : Math.max(...shares).toFixed(2);
  };
  const shares = [
    share('boundary', (point) => point.mostBoundary),
    share('energyBoundary', (point) => point.mostEnergyBoundary),
  ];
  const largestJump = Math.max(
    ...own.flatMap(({ variances }) =>
      variances.filter(({ term }) => term === 'energyMartingale').map(({ value }) => value),
    ),
  );
  const worst = Math.max(...own.map((point) => point.residual));
  return [
    `${first.case}: over t = 4ε^{−n} variances go as ${orders.join('; ')}.`,
    `${first.case}: N is ${largestJump === 0 ? 'exactly 0' : `not 0 but ${largestJump.toExponential(1)}`}; E M² is ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} times 2εⁿD(F) taken at ε = 0; at any time the boundary terms are at most ${shares.join(' and ')} times 4⟨F²⟩/t and 4ε^{−2}⟨E²⟩/t (averages at ε = 0; E moves slowly, so that its 1/t begins late); the five terms make up the whole current to ${(100 * worst).toPrecision(1)} % (quadrature); ${String(first.resonant)} of the bonds ${first.resonant === 1 ? 'is' : 'are'} rerouted.`,
  ];
}
