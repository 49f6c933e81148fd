import { basko2011 } from '../../data/references/references.js';
import { slopes } from '../../estimate/slope.js';
import type { PointResult } from '../../result/result.js';
import { kappaKinds } from '../../estimate/wording.js';
import {
  drawnKappa,
  drawnSlope,
  limitsInWords,
  slopeCells,
  slopeColumns,
  steepestInWords,
} from '../couplings.js';
import { computed, type Finding } from '../../result/finding.js';
import {
  fitVerdict,
  logCubedFit,
  powerFit,
  type Fit,
  type FitPoint,
  type FitVerdict,
} from '../../estimate/fits.js';
import type { NamedStudy, Part, StudySize } from '../named-study.js';

interface Range {
  readonly name: string;
  readonly epsilon: readonly number[];
  readonly time: number;
  readonly replicas: number;
}

interface Scale {
  readonly size: number;
  readonly realisations: number;
  readonly ranges: readonly Range[];
}

/**
 * One ring for all couplings, and a plateau needs windows that span a factor of eight beyond the time at which κ(t) settles, the longest of
 * them eight times in a run: that time grows from 10² at ε = 0.4 to 10³ … 10⁴ at 0.1. What is weaker is bounded only, which
 * short runs do as well.
 */
const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: {
    size: 128,
    realisations: 1,
    ranges: [
      { name: 'strong', epsilon: [0.4, 0.28, 0.2], time: 40_000, replicas: 48 },
      { name: 'middle', epsilon: [0.14, 0.1], time: 24_000, replicas: 16 },
      { name: 'weak', epsilon: [0.05, 0.02, 0.01], time: 16_000, replicas: 16 },
    ],
  },
  full: {
    size: 128,
    realisations: 2,
    ranges: [
      { name: 'strong', epsilon: [0.4, 0.28, 0.2, 0.14], time: 200_000, replicas: 64 },
      { name: 'middle', epsilon: [0.1, 0.07, 0.05], time: 1_000_000, replicas: 64 },
      { name: 'weak', epsilon: [0.035, 0.025, 0.02, 0.01], time: 200_000, replicas: 64 },
    ],
  },
};

const text = ({ size, realisations }: Scale, { name, epsilon, time, replicas }: Range): string =>
  `title: Fall-off without noise, ${name}
model: {kind: oscillators, dimension: 1, size: ${String(size)}, coupling: r^4/4, frequencies: {law: uniform, from: 1, to: 2}}
temperature: 1
epsilon: [${epsilon.join(', ')}]
realisations: ${String(realisations)}
replicas: ${String(replicas)}
time: ${String(time)}
seed: 1
`;

export const falloffStudy: NamedStudy = {
  name: 'falloff',
  title: 'κ(ε) without noise: a power of ε, or faster than any?',
  statement:
    'The paper expects κ(ε) to fall faster than every power of ε (it does not prove it for this very quantity); its reference [3] predicts exp(−B|ln(Cε)|³) for a comparable system.',
  source: 'what the paper expects of κ',
  method:
    'κ(ε) without noise, its local slope, and the fits A ε^m and exp(−B|ln(Cε)|³) of the values, with a verdict',
  references: [basko2011],
  parts: (size): Part[] =>
    scales[size].ranges.map((range) => ({
      kind: 'study',
      name: range.name,
      text: text(scales[size], range),
    })),
  finding: (results, size): Finding =>
    falloffFinding(scales[size].ranges.flatMap(({ name }) => results.study(name).points)),
};

const isValue = (point: PointResult): boolean => point.kappa?.kind === 'value';

/** The finding from the points of all couplings: values are fitted, bounds only compared with the fits. */
export function falloffFinding(all: readonly PointResult[]): Finding {
  const points = all.filter(({ kappa }) => kappa !== null).sort((a, b) => b.epsilon - a.epsilon);
  const local = slopes(points);
  const values = points.flatMap(({ epsilon, kappa }): FitPoint[] =>
    kappa?.kind === 'value' ? [{ epsilon, kappa: kappa.standard, error: kappa.error }] : [],
  );
  const fits = values.length >= 3 ? [powerFit(values), logCubedFit(values)] : [];
  const [power, logCubed] = fits;
  const verdict = power === undefined || logCubed === undefined ? 'undecided' : fitVerdict(power, logCubed);
  const measured = points.flatMap(({ epsilon, kappa }) => drawnKappa(epsilon, kappa));
  const [most, least] = [points[0]?.epsilon ?? 1, points.at(-1)?.epsilon ?? 1];
  const line = (fit: Fit) =>
    Array.from({ length: 41 }, (_, i) => most - ((most - least) * i) / 40).map((epsilon) =>
      computed(epsilon, fit.value(epsilon)),
    );
  const fitNames = { power: 'A εᵐ', 'log-cubed': 'exp(−B|ln(Cε)|³)' } as const;
  return {
    table: {
      name: 'falloff',
      columns: [
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'kind', meaning: kappaKinds, kind: 'text' },
        { name: 'kappa_standard', meaning: 'κ, standard convention', kind: 'number' },
        { name: 'error', meaning: 'one standard error of kappa_standard', kind: 'number' },
        ...slopeColumns,
        { name: 'power_residual', meaning: '(ln κ − ln Aεᵐ)/σ', kind: 'number' },
        { name: 'log_cubed_residual', meaning: '(ln κ + B|ln(Cε)|³)/σ', kind: 'number' },
      ],
      rows: points.map((point, i) => {
        const place = values.findIndex(({ epsilon }) => epsilon === point.epsilon);
        return [
          point.epsilon,
          point.kappa?.kind ?? null,
          point.kappa?.standard ?? null,
          point.kappa?.error ?? null,
          ...slopeCells(local[i]),
          power?.residuals[place] ?? null,
          logCubed?.residuals[place] ?? null,
        ];
      }),
    },
    panels: [
      {
        title: 'conductivity',
        x: { label: 'ε', scale: 'log' },
        y: { label: 'κ (standard convention)', scale: 'log' },
        series: [
          { name: 'κ(ε)', look: 'disc', points: measured },
          ...fits.map((fit) => ({
            name: fitNames[fit.law],
            look: fit.law === 'power' ? ('dashes' as const) : ('line' as const),
            points: line(fit),
          })),
        ],
      },
      {
        title: 'local slope',
        x: { label: 'ε', scale: 'log' },
        y: { label: 'd ln κ / d ln ε', scale: 'linear' },
        series: [
          {
            name: 'κ(ε)',
            look: 'disc',
            points: points.flatMap(({ epsilon }, i) => drawnSlope(epsilon, local[i])),
          },
        ],
      },
    ],
    shown: [range(values), ...(power && logCubed ? [comparison(power, logCubed, verdict, points)] : [])],
    notShown: [
      ...limitsInWords(points),
      'That the slope grows without limit as ε → 0: that is a statement about couplings that no finite range contains.',
    ],
  };

  function range(known: readonly FitPoint[]): string {
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return 'No value of κ was reached at any coupling.';
    const slopesOfValues = points.flatMap((point, i) => (isValue(point) ? (local[i] ?? []) : []));
    const [top, bottom] = [slopesOfValues[0], slopesOfValues.at(-1)];
    return (
      `κ (standard) has values from ${first.kappa.toExponential(2)} at ε = ${String(first.epsilon)} down to ${last.kappa.toExponential(2)} at ε = ${String(last.epsilon)}` +
      (top && bottom
        ? `; the local slope goes from ${top.value.toFixed(1)} ± ${top.error.toFixed(1)} to ${bottom.value.toFixed(1)} ± ${bottom.error.toFixed(1)}`
        : '') +
      `${steepestInWords(points, local)}.`
    );
  }
}

const verdicts: Readonly<Record<FitVerdict, string>> = {
  power: 'The values prefer the power.',
  'log-cubed': 'The values prefer exp(−B|ln(Cε)|³).',
  neither: 'Neither law of two parameters describes them within their errors.',
  undecided: 'These values cannot tell the two apart.',
};

function comparison(power: Fit, logCubed: Fit, verdict: FitVerdict, points: readonly PointResult[]): string {
  /** How many bounds a law exceeds, and how far. */
  const above = (fit: Fit): string => {
    const excesses = points.flatMap(({ epsilon, kappa }) => {
      const excess = kappa?.kind === 'upper bound' ? fit.value(epsilon) / kappa.standard : 0;
      return excess > 1 ? [excess] : [];
    });
    if (excesses.length === 0) return '0';
    return `${String(excesses.length)} (up to ${Math.max(...excesses).toPrecision(2)} times)`;
  };
  return (
    `Aε^m with m = ${power.parameters[1].toFixed(2)} has χ² = ${power.chiSquare.toFixed(1)}, exp(−B|ln(Cε)|³) with B = ${logCubed.parameters[0].toPrecision(3)}, ` +
    `C = ${logCubed.parameters[1].toPrecision(3)} has χ² = ${logCubed.chiSquare.toFixed(1)}, each with ${String(power.freedom)} ${power.freedom === 1 ? 'degree' : 'degrees'} of freedom (relative errors not taken below 2 %). ` +
    `${verdicts[verdict]} Of the upper bounds, the power lies above ${above(power)}, the other law above ${above(logCubed)}.`
  );
}
