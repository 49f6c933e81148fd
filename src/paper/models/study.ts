import type { PointResult } from '../../result/result.js';
import { kappaKinds } from '../../estimate/wording.js';
import { countsInWords, drawnKappa, steepestInWords } from '../couplings.js';
import { computed, type Finding, type FindingSeries, type FindingPoint } from '../../result/finding.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';
import { rotorScales } from '../../models/rotors/scales.js';
import {
  chainScales,
  oscillatorScales,
  quarticScales,
  spinScales,
  type StaticScales,
} from './static-scales.js';

interface Scale {
  readonly size: number;
  readonly replicas: number;
  readonly realisations: number;
  /** How long every model is followed at each of its ε, as a multiple of `base` time. */
  readonly factor: number;
}

const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: { size: 64, replicas: 16, realisations: 1, factor: 1 },
  full: { size: 128, replicas: 32, realisations: 2, factor: 10 },
};

/** One of the paper's models in this comparison. */
interface Contender {
  readonly name: string;
  readonly title: string;
  readonly look: FindingSeries['look'];
  readonly model: (size: number) => string;
  readonly temperature: string;
  readonly epsilon: readonly number[];
  readonly dressing: number;
  readonly time: number;
  scales(point: PointResult, frequencies: readonly number[]): StaticScales;
}

const contenders: readonly Contender[] = [
  {
    name: 'oscillators',
    title: 'section 2, V = r⁴/4',
    look: 'disc',
    model: (size) =>
      `{kind: oscillators, size: ${String(size)}, coupling: r^4/4, frequencies: {law: uniform, from: 1, to: 2}}`,
    temperature: '1',
    epsilon: [0.4, 0.2, 0.1, 0.05, 0.02],
    dressing: 0,
    time: 60000,
    scales: ({ epsilon, temperature }, omega) => oscillatorScales(omega, epsilon, temperature),
  },
  {
    name: 'chain',
    title: 'section 5.1, equation (20)',
    look: 'square',
    model: (size) => `{kind: chain, size: ${String(size)}, frequencies: {law: uniform, from: 1, to: 2}}`,
    temperature: '1',
    epsilon: [1, 0.5, 0.2, 0.1, 0.05],
    dressing: 0,
    time: 16000,
    scales: ({ epsilon, temperature }, omega) => chainScales(omega, epsilon, temperature),
  },
  {
    name: 'spins',
    title: 'section 5.2, T = ∞',
    look: 'disc',
    model: (size) => `{kind: spins, size: ${String(size)}, fields: {law: uniform, from: 1, to: 2}}`,
    temperature: 'infinite',
    epsilon: [1, 0.5, 0.25, 0.12, 0.06],
    dressing: 0,
    time: 8000,
    scales: ({ epsilon }, magnitudes) => spinScales(magnitudes, epsilon),
  },
  {
    name: 'quartic',
    title: 'section 5.3, T = 1',
    look: 'square',
    model: (size) => `{kind: quartic, size: ${String(size)}}`,
    temperature: '1',
    epsilon: [0.5, 0.25, 0.12, 0.06, 0.03],
    dressing: 0,
    time: 16000,
    scales: ({ epsilon, temperature }) => quarticScales(epsilon, temperature),
  },
  {
    name: 'rotors',
    title: 'rotors, T = 1',
    look: 'disc',
    model: (size) => `{kind: rotors, size: ${String(size)}}`,
    temperature: '1',
    epsilon: [0.5, 0.25, 0.12, 0.06, 0.03],
    dressing: 0,
    time: 16000,
    scales: ({ epsilon, temperature }) => rotorScales(1, epsilon, temperature),
  },
];

const text = (
  { title, model, temperature, epsilon, dressing, time }: Contender,
  { size, replicas, realisations, factor }: Scale,
): string => `title: ${title}
model: ${model(size)}
temperature: ${temperature}
epsilon: [${epsilon.join(', ')}]
realisations: ${String(realisations)}
replicas: ${String(replicas)}
time: ${String(time * factor)}
dressing: ${String(dressing)}
seed: 1
`;

export const models: NamedStudy = {
  name: 'models',
  title: 'κ(ε) of all the paper’s models side by side',
  statement:
    'Section 5 of the paper argues that what holds for its model of section 2 should hold for the disordered chain and for the disordered spin chain, and in part for the chain of quartic oscillators: κ(ε) falls faster than every power of ε. Rotors, for which De Roeck and Huveneers (arXiv:1305.5127) proved asymptotic localisation without disorder, stand beside them. ' +
    'To lay them side by side, κ is given as ω̄τ, τ = κ T²/χ the time for which the energy current effectively lasts, χ its variance per site at leading order, ω̄ the mean frequency; ε as g, the energy of the coupling (of the anharmonic part, where a part of it is harmonic) over that of a site.',
  source: 'section 5',
  method:
    'κ(ε) of all kinds side by side: ω̄τ, the time for which the current effectively lasts in units of 1/ω̄, against g, the relative strength of the coupling',
  parts: (size): Part[] =>
    contenders.map((contender) => ({
      kind: 'study',
      name: contender.name,
      text: text(contender, scales[size]),
    })),
  finding: (results): Finding => modelsFinding(results),
};

interface Row {
  readonly contender: Contender;
  readonly point: PointResult;
  readonly scales: StaticScales;
  /** ω̄τ over κ. */
  readonly factor: number;
}

function rowsOf(contender: Contender, results: PartResults): Row[] {
  return results.study(contender.name).points.map((point) => {
    const own = contender.scales(point, point.frequencies[0] ?? []);
    const beta = Number.isFinite(point.temperature) ? 1 / point.temperature : 1;
    return { contender, point, scales: own, factor: own.frequency / (beta * beta * own.variance) };
  });
}

export function modelsFinding(results: PartResults): Finding {
  const rows = contenders.map((contender) => rowsOf(contender, results));
  const all = rows.flat();
  const measured = (x: (row: Row) => number, factor: (row: Row) => number): FindingSeries[] =>
    rows.map((own, i) => ({
      name: contenders[i]?.title ?? '',
      look: contenders[i]?.look ?? 'disc',
      points: own.flatMap((row) => drawnKappa(x(row), row.point.kappa, factor(row))),
    }));
  return {
    table: {
      name: 'models',
      columns: [
        { name: 'model', meaning: 'kind of the study file', kind: 'text' },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'kind', meaning: kappaKinds, kind: 'text' },
        { name: 'kappa_standard', meaning: 'κ, standard convention; κ T² for T = ∞', kind: 'number' },
        { name: 'error', meaning: 'one standard error of kappa_standard', kind: 'number' },
        { name: 'g', meaning: 'strength of the coupling, dimensionless', kind: 'number' },
        { name: 'lifetime', meaning: 'ω̄τ, κ as a dimensionless lifetime of the current', kind: 'number' },
        { name: 'textbook', meaning: 'the textbook estimate of kappa_standard', kind: 'number' },
      ],
      rows: all.map(({ contender, point, scales: own, factor }) => [
        contender.name,
        point.epsilon,
        point.kappa?.kind ?? null,
        point.kappa?.standard ?? null,
        point.kappa?.error ?? null,
        own.strength,
        point.kappa === null ? null : factor * point.kappa.standard,
        point.textbook?.standard ?? null,
      ]),
    },
    panels: [
      {
        title: 'scaled',
        x: { label: 'g', scale: 'log' },
        y: { label: 'ω̄τ = ω̄ κ T²/χ', scale: 'log' },
        series: [
          ...measured(
            ({ scales: own }) => own.strength,
            ({ factor }) => factor,
          ),
          { name: 'one period', look: 'dashes', points: period(all) },
        ],
      },
      {
        title: 'as they are',
        x: { label: 'ε', scale: 'log' },
        y: { label: 'κ (standard convention)', scale: 'log' },
        series: measured(
          ({ point }) => point.epsilon,
          () => 1,
        ),
      },
    ],
    shown: rows.map((own, i) => sentence(contenders[i]?.title ?? '', own)),
    notShown: [
      'That the models share a law: g and ω̄τ take out units and the trivial factors, no more.',
      'For the chain and the spins without the assumption (22) the paper gives an argument, no proof; for the quartic chain it expects resonances that move to favour transport.',
      'Upper bounds at finite times do not exclude transport by events that no replica met.',
    ],
  };
}

/** ω̄τ = 2π over the range of g. */
function period(rows: readonly Row[]): FindingPoint[] {
  const strengths = rows.map(({ scales: own }) => own.strength);
  return strengths.length === 0
    ? []
    : [Math.min(...strengths), Math.max(...strengths)].map((g) => computed(g, 2 * Math.PI));
}

const signs = { value: '=', 'upper bound': '≤', open: '~' } as const;

function sentence(title: string, rows: readonly Row[]): string {
  const known = rows.filter(({ point }) => point.kappa !== null);
  const points = known.map(({ point }) => point);
  const lifetime = ({ point, factor }: Row): string =>
    (factor * (point.kappa?.standard ?? 0)).toExponential(1);
  const local = points.map(({ slope }) => slope);
  const last = known.at(-1);
  const steepest = local.flatMap((slope) => (slope?.kind === 'value' ? [slope] : [])).at(-1);
  return [
    `${title}: ${countsInWords(points)}`,
    last === undefined
      ? ''
      : `; at g = ${last.scales.strength.toPrecision(2)}, ω̄τ ${signs[last.point.kappa?.kind ?? 'open']} ${lifetime(last)}`,
    steepest === undefined
      ? ''
      : `; local slope d ln κ/d ln ε of the last values ${steepest.value.toFixed(1)} ± ${steepest.error.toFixed(1)}`,
    steepestInWords(points, local),
    '.',
  ].join('');
}
