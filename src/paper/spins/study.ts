import { oganesyan2009 } from '../../data/references/references.js';
import { slopes } from '../../estimate/slope.js';
import type { Kappa, PointResult } from '../../result/result.js';
import { kappaKinds } from '../../estimate/wording.js';
import { drawnKappa, limitsInWords, slopeCells, slopeColumns, steepestInWords } from '../couplings.js';
import type { Finding, FindingPoint } from '../../result/finding.js';
import { fitVerdict, logCubedFit, powerFit, type FitPoint } from '../../estimate/fits.js';
import type { NamedStudy, Part, StudySize } from '../named-study.js';

interface Range {
  readonly name: string;
  readonly epsilon: readonly number[];
  readonly time: number;
  readonly replicas: number;
  /** Fields in the plane ω₁ = 0. */
  readonly plane?: true;
}

interface Scale {
  readonly size: number;
  readonly realisations: number;
  readonly ranges: readonly Range[];
  readonly plane: Range;
  /** The same replicas with dressings of orders 0, 1, …: what a dressing gains. */
  readonly dressed: Range & { readonly orders: readonly number[] };
}

const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: {
    size: 64,
    realisations: 1,
    ranges: [
      { name: 'strong', epsilon: [1, 0.7, 0.5, 0.35, 0.25], time: 20_000, replicas: 16 },
      { name: 'weak', epsilon: [0.18, 0.13], time: 100_000, replicas: 16 },
      { name: 'weakest', epsilon: [0.09, 0.06, 0.04, 0.02, 0.01], time: 40_000, replicas: 8 },
    ],
    plane: { name: 'plane', epsilon: [0.5, 0.25, 0.02], time: 20_000, replicas: 12, plane: true },
    dressed: {
      name: 'dressed',
      epsilon: [0.1, 0.03, 0.01, 0.003],
      time: 2_000,
      replicas: 16,
      orders: [0, 1, 2, 3],
    },
  },
  full: {
    size: 128,
    realisations: 2,
    ranges: [
      { name: 'strong', epsilon: [1, 0.7, 0.5, 0.35, 0.25], time: 100_000, replicas: 32 },
      { name: 'weak', epsilon: [0.18, 0.13, 0.09], time: 1_000_000, replicas: 32 },
      { name: 'weakest', epsilon: [0.06, 0.04, 0.02, 0.01], time: 200_000, replicas: 16 },
    ],
    plane: { name: 'plane', epsilon: [0.5, 0.25, 0.13, 0.02], time: 200_000, replicas: 32, plane: true },
    dressed: {
      name: 'dressed',
      epsilon: [0.1, 0.03, 0.01, 0.003],
      time: 2_000,
      replicas: 32,
      orders: [0, 1, 2, 3, 4],
    },
  },
};

const text = ({ size, realisations }: Scale, range: Range, more = ''): string =>
  `title: Spins at infinite temperature, ${range.name}
model: {kind: spins, size: ${String(size)}, fields: {law: uniform, from: 1, to: 2${range.plane ? ', plane: true' : ''}}}
temperature: infinite
epsilon: [${range.epsilon.join(', ')}]
realisations: ${String(realisations)}
replicas: ${String(range.replicas)}
time: ${String(range.time)}
seed: 1
${more}`;

/** The distance of samples is the same for all orders, so that they see the same windows. */
const orderText = (order: number): string => `dressing: ${String(order)}\nsampling: 6\n`;
const orderName = ({ name }: Range, order: number): string => `${name}-${String(order)}`;

export const spinsStudy: NamedStudy = {
  name: 'spins',
  title: 'The chain of classical spins at T = ∞: κ(ε) and the diffusion constant',
  statement:
    'Section 5.2: the picture of the oscillators applies to the disordered chain of classical spins of Oganesyan, Pal and Huse; the hierarchy is solved where ω₁ = 0 (22), and "we believe" also without it.',
  source: 'section 5.2',
  method:
    'κ/β² and the diffusion constant of classical spins at T = ∞ against ε, fields in all directions and ω₁ = 0, and what dressings of each order gain in short runs',
  references: [oganesyan2009],
  parts: (size): Part[] => {
    const scale = scales[size];
    const { ranges, plane, dressed } = scale;
    const part = (name: string, studyText: string): Part => ({ kind: 'study', name, text: studyText });
    return [
      ...[...ranges, plane].map((range) => part(range.name, text(scale, range))),
      ...dressed.orders.map((order) =>
        part(orderName(dressed, order), text(scale, dressed, orderText(order))),
      ),
    ];
  },
  finding: (results, size): Finding => {
    const { ranges, plane, dressed } = scales[size];
    const of = (name: string): readonly PointResult[] => results.study(name).points;
    return spinsFinding(
      ranges.flatMap(({ name }) => of(name)),
      of(plane.name),
      dressed.orders.map((order) => of(orderName(dressed, order))),
    );
  },
};

/**
 * The finding from the points of all couplings.
 *
 * @param plane fields in the plane ω₁ = 0
 * @param dressed short runs of the same replicas with dressings of orders 0, 1, …
 */
export function spinsFinding(
  all: readonly PointResult[],
  plane: readonly PointResult[],
  dressed: readonly (readonly PointResult[])[],
): Finding {
  const points = all.filter(({ kappa }) => kappa !== null).sort((a, b) => b.epsilon - a.epsilon);
  const local = slopes(points);
  const values = points.flatMap(({ epsilon, kappa }): FitPoint[] =>
    kappa?.kind === 'value' ? [{ epsilon, kappa: kappa.standard, error: kappa.error }] : [],
  );
  const series = (ones: readonly PointResult[], of: (point: PointResult) => Kappa | null): FindingPoint[] =>
    ones.flatMap((point) => drawnKappa(point.epsilon, of(point)));
  const diffusion = (ones: readonly PointResult[]): FindingPoint[] =>
    ones.flatMap(({ epsilon, diffusion: d }): FindingPoint[] =>
      d ? [{ x: epsilon, value: d.value, error: d.error, kind: d.kind }] : [],
    );
  return {
    table: {
      name: 'spins',
      columns: [
        { name: 'fields', meaning: 'directions of the fields: sphere or plane', kind: 'text' },
        {
          name: 'dressing',
          meaning: 'order of the dressing of a short run; – for the long ones',
          kind: 'number',
        },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'kind', meaning: kappaKinds, kind: 'text' },
        { name: 'kappa_over_beta2', meaning: 'κ/β², standard convention', kind: 'number' },
        { name: 'error', meaning: 'one standard error of kappa_over_beta2', kind: 'number' },
        { name: 'diffusion', meaning: 'D = κ_standard T²/χ', kind: 'number' },
        { name: 'diffusion_error', meaning: 'one standard error of diffusion', kind: 'number' },
        ...slopeColumns,
        { name: 'textbook', meaning: 'κ/β² by the textbook estimator', kind: 'number' },
      ],
      rows: [
        ...points.map((point, i) => row('sphere', null, point, i)),
        ...plane.map((point) => row('plane', null, point)),
        ...dressed.flatMap((ones, order) => ones.map((point) => row('sphere', order, point))),
      ],
    },
    panels: [
      {
        title: 'conductivity at T = ∞',
        x: { label: 'ε', scale: 'log' },
        y: { label: 'κ/β² (standard convention)', scale: 'log' },
        series: [
          { name: 'best estimator', look: 'disc', points: series(points, ({ kappa }) => kappa) },
          { name: 'textbook', look: 'square', points: series(points, ({ textbook }) => textbook) },
          { name: 'ω₁ = 0', look: 'disc', points: series(plane, ({ kappa }) => kappa) },
        ],
      },
      {
        title: 'diffusion constant of energy',
        x: { label: 'ε', scale: 'log' },
        y: { label: 'D', scale: 'log' },
        series: [
          { name: 'best estimator', look: 'disc', points: diffusion(points) },
          { name: 'ω₁ = 0', look: 'disc', points: diffusion(plane) },
        ],
      },
      {
        title: 'short runs, dressed to order n',
        x: { label: 'ε', scale: 'log' },
        y: { label: 'κ/β² (standard convention)', scale: 'log' },
        series: [
          { name: 'textbook', look: 'square', points: series(dressed[0] ?? [], ({ textbook }) => textbook) },
          ...dressed.map((ones, order) => ({
            name: `n = ${String(order)}`,
            look: 'disc' as const,
            points: series(ones, ({ kappa }) => kappa),
          })),
        ],
      },
    ],
    shown: [range(), ...fits(), ...gain(), ...both()],
    notShown: [
      ...limitsInWords(points),
      'That D falls faster than every power of ε: that is a statement about couplings that no finite range contains.',
      'How κ of one ring of this size differs from that of the infinite chain.',
    ],
  };

  function row(
    fields: string,
    order: number | null,
    { epsilon, kappa, textbook, diffusion: d }: PointResult,
    i?: number,
  ): (number | string | null)[] {
    const slope = i === undefined ? null : local[i];
    return [
      fields,
      order,
      epsilon,
      kappa?.kind ?? null,
      kappa?.standard ?? null,
      kappa?.error ?? null,
      d?.value ?? null,
      d?.error ?? null,
      ...slopeCells(slope),
      textbook?.standard ?? null,
    ];
  }

  function range(): string {
    const [first, last] = [values[0], values.at(-1)];
    const lowest = points.findLast(({ kappa }) => kappa?.kind === 'upper bound');
    if (first === undefined || last === undefined) return 'No value of κ/β² was reached.';
    const known = local.flatMap((slope) => (slope?.kind === 'value' ? [slope] : []));
    const [top, bottom] = [known[0], known.at(-1)];
    const climb =
      top && bottom
        ? `, with a local slope from ${top.value.toFixed(1)} ± ${top.error.toFixed(1)} to ${bottom.value.toFixed(1)} ± ${bottom.error.toFixed(1)}`
        : '';
    return (
      `κ/β² (standard) has values from ${first.kappa.toExponential(2)} at ε = ${String(first.epsilon)} down to ${last.kappa.toExponential(2)} at ε = ${String(last.epsilon)}${climb}` +
      (lowest?.kappa
        ? `; below, upper bounds down to ${lowest.kappa.standard.toExponential(1)} at ε = ${String(lowest.epsilon)}, where the textbook estimator stops at ${(lowest.textbook?.standard ?? NaN).toExponential(1)}`
        : '') +
      `${steepestInWords(points, local)}.`
    );
  }

  function fits(): string[] {
    if (values.length < 3) return [];
    const [power, logCubed] = [powerFit(values), logCubedFit(values)];
    const above = points.filter(
      ({ epsilon, kappa }) => kappa?.kind === 'upper bound' && power.value(epsilon) > kappa.standard,
    ).length;
    const words = {
      power: 'the values prefer the power',
      'log-cubed': 'the values prefer the second law',
      neither: 'neither describes the values within their errors',
      undecided: 'the values cannot tell the two apart',
    } as const;
    return [
      `Of the laws Aε^m and exp(−B|ln(Cε)|³), m = ${power.parameters[1].toFixed(1)} with χ² = ${power.chiSquare.toFixed(1)} and χ² = ${logCubed.chiSquare.toFixed(1)} ` +
        `(${String(power.freedom)} degrees of freedom each): ${words[fitVerdict(power, logCubed)]}. The power, drawn on, lies above ${String(above)} of the upper bounds.`,
    ];
  }

  function gain(): string[] {
    const [bare, ...others] = dressed;
    const gains = (bare ?? []).flatMap(({ epsilon, kappa, textbook }) => {
      const left = others.flatMap(
        (ones) => ones.find((point) => point.epsilon === epsilon)?.kappa?.standard ?? [],
      );
      if (kappa === null || textbook === null || left.length === 0) return [];
      const factors = left.map((value) => (kappa.standard / value).toPrecision(2));
      return [
        `${factors.join(', ')} at ε = ${String(epsilon)} (the textbook estimate is ${(textbook.standard / Math.min(kappa.standard, ...left)).toExponential(0)} times the least)`,
      ];
    });
    return gains.length === 0
      ? []
      : [
          `In short runs, on the same replicas, dressings of orders ${others.map((_, i) => String(i + 1)).join(', ')} lower what is left by factors of ${gains.join('; ')}.`,
        ];
  }

  function both(): string[] {
    const pairs = plane.flatMap(({ epsilon, kappa }) => {
      const other = points.find((point) => point.epsilon === epsilon)?.kappa;
      return kappa && other
        ? [
            `${kappa.standard.toExponential(1)} and ${other.standard.toExponential(1)} at ε = ${String(epsilon)}`,
          ]
        : [];
    });
    return pairs.length === 0
      ? []
      : [
          `The hierarchy is solved as well without the symmetry (22): κ/β², or its bound, in the plane ω₁ = 0 and with fields of all directions is ${pairs.join('; ')}.`,
        ];
  }
}
