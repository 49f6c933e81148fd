import { slopes } from '../../estimate/slope.js';
import { mean } from '../../math/statistics.js';
import type { PointResult } from '../../result/result.js';
import { kappaKinds } from '../../estimate/wording.js';
import {
  countsInWords,
  drawnKappa,
  drawnSlope,
  slopeCells,
  slopeColumns,
  steepestInWords,
} from '../couplings.js';
import { computed, type Finding, type FindingSeries, type FindingPoint } from '../../result/finding.js';
import { decayOverLyapunov, type LocalisationSurvey } from './localisation.js';

/** What windows leave at one ε with one dressing: the textbook estimate and the best one, at the shortest windows. */
interface ShortWindows {
  readonly time: number;
  readonly textbook: number;
  readonly best: number;
}

export interface GainPoint {
  readonly epsilon: number;
  /** Without a dressing, with u⁰, with u⁰ and εu¹. */
  readonly left: readonly ShortWindows[];
}

export interface ChainResults {
  readonly surveys: readonly { readonly title: string; readonly survey: LocalisationSurvey }[];
  readonly conductivities: readonly { readonly title: string; readonly points: readonly PointResult[] }[];
  readonly gains: readonly GainPoint[];
}

/** The disorder of the chain whose dressings are compared. */
const GAIN_DISORDER = 'ω in [1, 4]';
const dressings = ['windows and weights', 'and u⁰', 'and u⁰ + εu¹'] as const;

export function chainFinding({ surveys, conductivities, gains }: ChainResults): Finding {
  const local = conductivities.map(({ title, points }) => ({ title, points, slope: slopes(points) }));
  return {
    table: {
      name: 'chain',
      columns: [
        { name: 'disorder', meaning: 'law of the frequencies ω or masses m', kind: 'text' },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'kind', meaning: kappaKinds, kind: 'text' },
        { name: 'kappa_standard', meaning: 'κ, standard convention', kind: 'number' },
        { name: 'error', meaning: 'one standard error of kappa_standard', kind: 'number' },
        { name: 'textbook', meaning: 'the textbook estimate from the same trajectories', kind: 'number' },
        { name: 'textbook_kind', meaning: kappaKinds, kind: 'text' },
        ...slopeColumns,
        ...dressings.map((name, i) => ({
          name: `left_${String(i)}`,
          meaning: `what ${name} leave at the shortest windows, N = 32`,
          kind: 'number' as const,
        })),
      ],
      rows: [
        ...local.flatMap(({ title, points, slope }) =>
          points.map((point, i) => [
            title,
            point.epsilon,
            point.kappa?.kind ?? null,
            point.kappa?.standard ?? null,
            point.kappa?.error ?? null,
            point.textbook?.standard ?? null,
            point.textbook?.kind ?? null,
            ...slopeCells(slope[i]),
            ...dressings.map(() => null),
          ]),
        ),
        ...gains.map(({ epsilon, left }) => [
          GAIN_DISORDER,
          epsilon,
          ...[null, null, null],
          left[0]?.textbook ?? null,
          ...[null, null, null, null],
          ...dressings.map((_, i) => left[i]?.best ?? null),
        ]),
      ],
    },
    panels: [
      {
        title: 'localisation',
        x: { label: 'ω² of the mode', scale: 'linear' },
        y: { label: 'decay of |ξ(x)|, and 1/γ (lines), in sites', scale: 'log' },
        series: surveys.flatMap(({ title, survey }): FindingSeries[] => [
          {
            name: title,
            look: 'disc',
            points: survey.modes.flatMap(({ frequency, decayLength }) =>
              decayLength === null ? [] : [computed(frequency * frequency, decayLength)],
            ),
          },
          {
            name: `${title}: 1/γ`,
            like: title,
            look: 'line',
            points: survey.lyapunov.map(({ frequency, length }) => computed(frequency * frequency, length)),
          },
        ]),
      },
      {
        title: 'conductivity',
        x: { label: 'ε', scale: 'log' },
        y: { label: 'κ (standard convention)', scale: 'log' },
        series: conductivities.flatMap(({ title, points }): FindingSeries[] => [
          {
            name: title,
            look: 'disc',
            points: points.flatMap(({ epsilon, kappa }) => drawnKappa(epsilon, kappa)),
          },
          {
            name: `textbook, ${title}`,
            look: 'square',
            points: points.flatMap(({ epsilon, textbook }) => drawnKappa(epsilon, textbook)),
          },
        ]),
      },
      {
        title: 'local slope',
        x: { label: 'ε', scale: 'log' },
        y: { label: 'd ln κ / d ln ε', scale: 'linear' },
        series: local.map(({ title, points, slope }): FindingSeries => ({
          name: title,
          look: 'disc',
          points: points.flatMap(({ epsilon }, i) => drawnSlope(epsilon, slope[i])),
        })),
      },
      {
        title: `what is left of the sloshing, ${GAIN_DISORDER}`,
        x: { label: 'ε', scale: 'log' },
        y: { label: 'estimate at the shortest windows', scale: 'log' },
        series: [
          {
            name: 'textbook',
            like: `textbook, ${GAIN_DISORDER}`,
            look: 'square',
            points: gains.flatMap(({ epsilon, left }) => positive(epsilon, left[0]?.textbook)),
          },
          ...dressings.map((name, i): FindingSeries => ({
            name,
            ...(i === dressings.length - 1 && { like: GAIN_DISORDER }),
            look: 'disc',
            points: gains.flatMap(({ epsilon, left }) => positive(epsilon, left[i]?.best)),
          })),
        ],
      },
    ],
    shown: [
      ...surveys.map(localisationSentence),
      ...local.map(conductivitySentence),
      ...gains.slice(-1).map(gainSentence),
    ],
    notShown: [
      'That κ(ε) falls faster than any power: section 5.1 is itself no proof (what is missing is that eigenfrequencies of far modes decorrelate), and no finite range of ε contains the limit.',
      'Orders beyond u⁰ + εu¹, and monomials of more than the strongest modes at a bond: any u may dress a current, so that leaving them out loosens the bounds and biases nothing.',
    ],
  };
}

function positive(x: number, value: number | undefined): FindingPoint[] {
  return value === undefined || value <= 0 ? [] : [computed(x, value)];
}

function localisationSentence({ title, survey }: ChainResults['surveys'][number]): string {
  const { modes } = survey;
  const ratio = decayOverLyapunov(survey);
  const lengths = survey.lyapunov.map(({ length }) => length);
  const participations = modes.map(({ participation }) => participation);
  return (
    `${title}: all ${String(modes.length)} modes are localised, participation numbers ${mean(participations).toFixed(1)} on average and ${Math.max(...participations).toFixed(1)} at most; ` +
    `1/γ is largest inside the band, ${Math.max(...lengths).toFixed(1)} sites` +
    (ratio === null ? '.' : `, and modes decay over ${ratio.toFixed(2)} times 1/γ on average.`)
  );
}

function conductivitySentence({
  title,
  points,
  slope,
}: ChainResults['conductivities'][number] & { readonly slope: ReturnType<typeof slopes> }): string {
  const values = points.flatMap((point, i) =>
    point.kappa?.kind === 'value' ? [{ epsilon: point.epsilon, kappa: point.kappa, slope: slope[i] }] : [],
  );
  const rest = `${countsInWords(points)}${steepestInWords(points, slope)}.`;
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return `${title}: no coupling gave a value; ${rest}`;
  const known = values.flatMap((one) => one.slope ?? []);
  const [top, bottom] = [known[0], known.at(-1)];
  const fall =
    top && bottom
      ? `, the local slope d ln κ/d ln ε going from ${top.value.toFixed(2)} ± ${top.error.toFixed(2)} to ${bottom.value.toFixed(2)} ± ${bottom.error.toFixed(2)}`
      : '';
  return (
    `${title}: κ (standard) has values from ${first.kappa.standard.toExponential(2)} at ε = ${String(first.epsilon)} to ` +
    `${last.kappa.standard.toExponential(2)} ± ${last.kappa.error.toExponential(0)} at ε = ${String(last.epsilon)}${fall}; ${rest}`
  );
}

function gainSentence({ epsilon, left }: GainPoint): string {
  const [bare, zeroth, first] = left.map(({ textbook, best }) => textbook / best);
  const factor = (value: number | undefined): string => (value ?? NaN).toExponential(0);
  return (
    `At ε = ${String(epsilon)} and the shortest windows (t = ${(left[0]?.time ?? 0).toFixed(0)}) the textbook estimate lies above the best one by a factor of ${factor(bare)} without a dressing, ` +
    `${factor(zeroth)} with the exact corrector u⁰ of the harmonic current, and ${factor(first)} with εu¹ too, on the same trajectories.`
  );
}
