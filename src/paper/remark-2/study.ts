import { log, power } from '../../math/elementary.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import type { Json } from '../../data/frame.js';
import type { PointResult } from '../../result/result.js';
import { harmonicTransport } from '../../harmonic/ballistic.js';
import type { Calculation } from '../calculation-run.js';
import { computed, type Finding, type FindingPoint } from '../../result/finding.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';

interface Settings {
  readonly values: readonly number[];
  readonly cells: number;
  readonly epsilon: number;
}

/** The 2n frequencies that are repeated along the ring: different, and no two neighbours near to each other. */
const cells: readonly (readonly number[])[] = [
  [1, 1.6],
  [1, 1.6, 1.3, 1.9],
  [1, 1.6, 1.3, 1.9, 1.15, 1.75],
];
const CELLS = 10;

const FOURTH_ROOT = Math.sqrt(Math.sqrt(2));

/** Four times to an octave from ½ to 2³⁹; the measured curves have every fourth of them. */
const TIMES = Array.from({ length: 160 }, (_, k) => 2 ** (Math.floor(k / 4) - 1) * power(FOURTH_ROOT, k % 4));

/** Curves without a simulation are drawn to this time at least. */
const SEEN = 2 ** 13;

/** The exact κ(t) of a periodic harmonic ring as a unit of work. */
export const transportCalculation: Calculation = {
  work: (settings) => {
    const { values, cells: count } = settings as unknown as Settings;
    return 10 * (values.length * count) ** 3;
  },
  *pieces(settings: Json) {
    const { values, cells: count, epsilon } = settings as unknown as Settings;
    const lattice = torus(1, values.length * count);
    const omega = frequencies({ law: 'periodic', values }, lattice, 1, 0);
    const transport = harmonicTransport(lattice, omega, epsilon);
    yield 10 * lattice.sites ** 3;
    return {
      head: { ballistic: transport.ballistic },
      columns: { curve: Float64Array.from(TIMES, (time) => transport.conductivity(time)) },
    };
  },
};

const epsilons: Readonly<Record<StudySize, readonly number[]>> = {
  reduced: [0.2, 0.1, 0.05],
  full: [0.2, 0.14, 0.1, 0.07, 0.05, 0.035, 0.025],
};
/** Orders that are also simulated, at the largest and the smallest ε: beyond n = 2 the ballistic part lies too far off. */
const simulated = [1, 2] as const;

function settingsOf(size: StudySize): (Settings & { readonly n: number })[] {
  return cells.flatMap((values, i) =>
    epsilons[size].map((epsilon) => ({ n: i + 1, values, cells: CELLS, epsilon })),
  );
}

function text(n: number, size: StudySize): string {
  const values = cells[n - 1] ?? [];
  return `title: Remark 2, ${String(2 * n)} frequencies in turn
model: {kind: oscillators, dimension: 1, size: ${String(values.length * CELLS)}, coupling: r^2/2, frequencies: {law: periodic, values: [${values.join(', ')}]}}
temperature: 1
epsilon: [${epsilons[size].join(', ')}]
replicas: 128
time: ${String(size === 'reduced' ? 2 ** 13 : 2 ** 18)}
step: 0.25
sampling: 2
seed: 1
`;
}

/** What is known of one n and ε; κ in the `paper` convention. */
export interface Transport {
  readonly n: number;
  readonly epsilon: number;
  readonly times: readonly number[];
  readonly curve: readonly number[];
  /** D of κ(t) → D t. */
  readonly ballistic: number;
  readonly measured: PointResult | null;
}

export const remark2: NamedStudy = {
  name: 'remark-2',
  title: '2n frequencies in turn, harmonic V, no noise: ballistic transport that shows late',
  statement:
    'Remark 2: for d = 1, harmonic V and 2n different frequencies repeated periodically the proof works, though the true conductivity is infinite: nothing of it may show before times of order ε^{−n}.',
  source: 'Remark 2',
  method:
    '2n frequencies in turn, V = r²/2, no noise: the exact κ(t), whose ballistic part D t shows late, and simulated curves on it',
  parts: (size): Part[] => [
    {
      kind: 'calculation',
      name: 'exact',
      calculation: 'transport',
      settings: settingsOf(size).map(({ values, cells: count, epsilon }) => ({
        values,
        cells: count,
        epsilon,
      })),
    },
    ...simulated.map((n): Part => ({ kind: 'study', name: `measured-n${String(n)}`, text: text(n, size) })),
  ],
  finding: (results, size): Finding => remark2Finding(transports(results, size)),
};

function transports(results: PartResults, size: StudySize): Transport[] {
  const frames = results.calculation('exact');
  return settingsOf(size).map(({ n, epsilon }, i) => ({
    n,
    epsilon,
    times: TIMES,
    curve: Array.from((frames[i]?.columns['curve'] ?? new Float64Array()) as Float64Array),
    ballistic: frames[i]?.head['ballistic'] as number,
    measured: simulated.some((order) => order === n)
      ? (results.study(`measured-n${String(n)}`).points.find((point) => point.epsilon === epsilon) ?? null)
      : null,
  }));
}

/** The time from which on at least half of κ(t) is D t; null if it never is. */
export function onset({
  times,
  curve,
  ballistic,
}: Pick<Transport, 'times' | 'curve' | 'ballistic'>): number | null {
  const last = curve.findLastIndex((kappa, i) => kappa > 2 * ballistic * (times[i] as number));
  return times[last + 1] ?? null;
}

/** The power of 1/ε with which the onset grows, between the largest and the smallest ε of one n. */
function onsetPower(own: readonly Transport[]): number | null {
  const known = own
    .flatMap((one) => {
      const time = onset(one);
      return time === null ? [] : [{ x: -log(one.epsilon), y: log(time) }];
    })
    .sort((a, b) => a.x - b.x);
  const [first, last] = [known[0], known.at(-1)];
  return first === undefined || last === undefined || last.x === first.x
    ? null
    : (last.y - first.y) / (last.x - first.x);
}

export function remark2Finding(all: readonly Transport[]): Finding {
  const orders = [...new Set(all.map(({ n }) => n))];
  const least = Math.min(...all.map(({ epsilon }) => epsilon));
  const visible = (one: Transport): number => {
    const late = onset(one);
    return (late ?? one.times.at(-1) ?? 1) * 64;
  };
  const points = ({ times, curve }: Transport, until: number): FindingPoint[] =>
    times.flatMap((time, i) => (time <= until ? [computed(time, curve[i] as number)] : []));
  return {
    table: {
      name: 'remark-2',
      columns: [
        { name: 'n', meaning: 'n: 2n frequencies in turn', kind: 'number' },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'reach', meaning: 'ε^{−n}', kind: 'number' },
        { name: 'onset', meaning: 't*: from here on at least half of κ(t) is D t', kind: 'number' },
        { name: 'ballistic', meaning: 'D, κ_paper(t) → D t', kind: 'number' },
        { name: 'at_reach', meaning: 'D t/κ(t) at t = ε^{−n}', kind: 'number' },
        { name: 'pull', meaning: 'largest (measured − exact)/error over the measured curve', kind: 'number' },
      ],
      rows: all.map((one) => {
        const reach = 1 / power(one.epsilon, one.n);
        return [one.n, one.epsilon, reach, onset(one), one.ballistic, shareAt(one, reach), largestPull(one)];
      }),
    },
    panels: orders.map((n) => {
      const own = all.filter((one) => one.n === n);
      const simulatedTimes = own.flatMap(({ measured }) => measured?.curve.map(({ time }) => time) ?? []);
      const until = Math.max(SEEN, ...own.map(visible), ...simulatedTimes);
      return {
        title: `n = ${String(n)}`,
        x: { label: 'time t', scale: 'log' as const },
        y: { label: 'κ(t) (paper convention)', scale: 'log' as const },
        series: own.flatMap((one) => [
          {
            name: `ε = ${String(one.epsilon)}, exact`,
            look: 'line' as const,
            points: points(one, until),
          },
          ...(one.measured === null ||
          (one.epsilon !== least && one.epsilon !== Math.max(...own.map((o) => o.epsilon)))
            ? []
            : [
                {
                  name: `ε = ${String(one.epsilon)}, simulated`,
                  like: `ε = ${String(one.epsilon)}, exact`,
                  look: 'disc' as const,
                  points: one.measured.curve.flatMap(({ time, textbook, textbookError }): FindingPoint[] =>
                    textbook === null
                      ? []
                      : [{ x: time, value: 2 * textbook, error: 2 * (textbookError ?? 0), kind: 'value' }],
                  ),
                },
              ]),
        ]),
      };
    }),
    shown: orders.map((n) =>
      sentence(
        n,
        all.filter((one) => one.n === n),
      ),
    ),
    notShown: [
      'Rings of ten periods: on a longer ring the oscillating part has more frequencies, but D and the time where it shows are of the same order. Only these frequencies were tried.',
      'The theorem itself, which is about ε → 0: at the ε chosen the times t* and ε^{−n} are finite numbers.',
    ],
  };
}

/** D t/κ(t) at the dyadic time next below t. */
function shareAt({ times, curve, ballistic }: Transport, time: number): number | null {
  const place = times.findLastIndex((at) => at <= time);
  return place < 0 ? null : (ballistic * (times[place] as number)) / (curve[place] as number);
}

/** How many standard errors the measured curve is off the exact one, at worst over the times that both have. */
function largestPull({ measured, times, curve }: Transport): number | null {
  if (measured === null) return null;
  const pulls = measured.curve.flatMap(({ time, textbook, textbookError }) => {
    const exact = curve[times.findIndex((at) => Math.abs(at / time - 1) < 1e-9)];
    return exact === undefined || textbook === null || textbookError === null
      ? []
      : [(2 * textbook - exact) / (2 * textbookError)];
  });
  return pulls.length === 0 ? null : pulls.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
}

function sentence(n: number, own: readonly Transport[]): string {
  const exponent = onsetPower(own);
  const shares = own.flatMap((one) => shareAt(one, 1 / power(one.epsilon, n)) ?? []);
  const pulls = own.flatMap((one) => largestPull(one) ?? []);
  const worst = pulls.length === 0 ? null : Math.max(...pulls.map(Math.abs));
  const smallest = own.reduce((a, b) => (b.epsilon < a.epsilon ? b : a));
  const late = onset(smallest);
  return (
    `n = ${String(n)}: at t = ε^{−${String(n)}} the ballistic part makes up at most ${(100 * Math.max(...shares)).toPrecision(2)} % of κ(t); it shows` +
    (late === null
      ? ' at no time up to the longest'
      : ` from t* = ${late.toPrecision(2)} on at ε = ${String(smallest.epsilon)}`) +
    (exponent === null ? '' : `, t* growing as ε^{−${exponent.toFixed(1)}}`) +
    (worst === null
      ? '.'
      : `; simulated curves agree with the exact ones within ${worst.toFixed(1)} standard errors (worst of all times).`)
  );
}
