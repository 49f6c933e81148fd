import type { KappaKind } from '../../estimate/kappa.js';
import { slopes } from '../../estimate/slope.js';
import { kappaKinds } from '../../estimate/wording.js';
import { exp, log } from '../../math/elementary.js';
import type { PointResult } from '../../result/result.js';
import {
  computed,
  type Finding,
  type FindingSeries,
  type FindingTable,
  type FindingPoint,
} from '../../result/finding.js';
import { powerFit } from '../../estimate/fits.js';
import type { DressingLeft, RemainingVariance } from './dressing.js';
import type { ResonanceMotion } from './motion.js';

/** κ at T = 1 against ε, and at one ε against T. */
export interface QuarticPoints {
  readonly atOne: readonly PointResult[];
  readonly warmer: readonly PointResult[];
}

/** κ/T^{1/4} at ε/√T: what depends on one number alone. */
interface Scaled {
  readonly x: number;
  readonly value: number;
  readonly error: number;
  readonly kind: KappaKind;
}

function scaled({ epsilon, temperature, kappa }: PointResult): Scaled[] {
  if (kappa === null) return [];
  const root = Math.sqrt(temperature);
  const quarter = Math.sqrt(root);
  return [
    {
      x: epsilon / root,
      value: kappa.standard / quarter,
      error: kappa.error / quarter,
      kind: kappa.kind,
    },
  ];
}

const epsilonName = (epsilon: number): string => `ε = ${String(epsilon)}`;
const scientific = (value: number, digits = 1): string => value.toExponential(digits);
/** The width that is drawn, in units of √ε. */
const DRAWN = 1;

export function quarticFinding(
  { atOne, warmer }: QuarticPoints,
  motions: readonly ResonanceMotion[],
  dressings: readonly DressingLeft[],
): Finding {
  const cold = atOne.flatMap(scaled).sort((a, b) => b.x - a.x);
  const warm = warmer.flatMap(scaled).sort((a, b) => b.x - a.x);
  const map = mapped(motions);
  return {
    table: table(atOne, warmer, motions, dressings),
    panels: [
      {
        title: 'Conductivity',
        x: { label: 'ε/√T', scale: 'log' },
        y: { label: 'κ/T¹ᐟ⁴, standard', scale: 'log' },
        series: [
          { name: 'T = 1', look: 'disc', points: cold },
          { name: 'ε fixed, T varied', look: 'square', points: warm },
          ...guide(cold),
        ],
      },
      {
        title: map === undefined ? 'Resonant bonds' : `Resonant bonds, ε = ${String(map.epsilon)}`,
        x: { label: 'bond', scale: 'linear' },
        y: { label: 'time t', scale: 'linear' },
        series: map === undefined ? [] : mapSeries(map),
      },
      {
        title: 'Resonant still',
        x: { label: 'time t', scale: 'log' },
        y: { label: 'share; dashed: of all bonds', scale: 'linear' },
        series: motions.flatMap(survival),
      },
      {
        title: `Dressed over undressed variance, w = √ε`,
        x: { label: 'window t', scale: 'log' },
        y: { label: 'share left; dashed: coefficient fitted', scale: 'log' },
        series: dressings.flatMap(leftSeries),
      },
    ],
    shown: [
      ...conductivitySentences(cold),
      scalingSentence(cold, warm),
      ...motions.map(motionSentence),
      ...dressings.map(dressingSentence),
      ...verdict(dressings),
    ],
    notShown: [
      'That κ falls faster than any power of ε: values end where plateaus end, and the upper bounds below them say only that the fall goes on at least so fast.',
      'Resonances of higher order in ε (more sites, larger multiples): only 1 : 1 and 1 : 3 between neighbours, which the first order has, are mapped, with the widths that the pendulum gives them. A bond whose coarse-grained frequencies agree may still be one that is not caught.',
    ],
  };
}

/** The map of the middle ε: neither all nor no bonds are resonant. */
function mapped(motions: readonly ResonanceMotion[]): ResonanceMotion | undefined {
  return motions[Math.min(1, motions.length - 1)];
}

function mapSeries({ episodes }: ResonanceMotion): FindingSeries[] {
  const series = (name: string, like: string, equal: boolean): FindingSeries => ({
    name,
    like,
    look: 'bars',
    points: episodes
      .filter((one) => one.equal === equal)
      .map(({ bond, from, to }) => ({
        x: bond,
        value: (from + to) / 2,
        error: (to - from) / 2,
        kind: 'value',
      })),
  });
  return [series('1 : 1', 'T = 1', true), series('1 : 3 or 3 : 1', 'ε fixed, T varied', false)];
}

function survival({ epsilon, lags, density }: ResonanceMotion): FindingSeries[] {
  const name = epsilonName(epsilon);
  const [first, last] = [lags[0], lags.at(-1)];
  return [
    {
      name,
      look: 'disc',
      points: lags.map(({ time, survival: value, error }) => ({ x: time, value, error, kind: 'value' })),
    },
    {
      name,
      unlisted: true,
      look: 'dashes',
      points:
        first === undefined || last === undefined
          ? []
          : [computed(first.time, density.value), computed(last.time, density.value)],
    },
  ];
}

function drawnLeft({ left }: DressingLeft): readonly RemainingVariance[] {
  return left.filter(({ width }) => width === DRAWN);
}

function leftSeries(dressing: DressingLeft): FindingSeries[] {
  const name = epsilonName(dressing.epsilon);
  const left = drawnLeft(dressing);
  return [
    {
      name,
      look: 'disc',
      points: left.map(({ time, mean, error }) => ({ x: time, value: mean, error, kind: 'value' })),
    },
    {
      name,
      unlisted: true,
      look: 'dashes',
      points: left.map(({ time, fitted }) => computed(time, fitted)),
    },
  ];
}

/** ε³ through the largest coupling. */
function guide(cold: readonly Scaled[]): FindingSeries[] {
  const [top, last] = [cold[0], cold.at(-1)];
  if (top === undefined || last === undefined) return [];
  const at = (x: number): FindingPoint => computed(x, 2 * top.value * exp(3 * log(x / top.x)));
  return [{ name: '∝ ε³', look: 'dashes', points: [at(top.x), at(last.x)] }];
}

function conductivitySentences(cold: readonly Scaled[]): string[] {
  const values = cold.filter(({ kind }) => kind === 'value');
  const least = cold.findLastIndex(({ kind }) => kind === 'upper bound');
  const sentences: string[] = [];
  const [top, bottom] = [values[0], values.at(-1)];
  if (top !== undefined && bottom !== undefined && values.length > 1) {
    const chords = values.slice(1).map((low, i) => chord(values[i] as Scaled, low));
    const fit = powerFit(values.map(({ x, value, error }) => ({ epsilon: x, kappa: value, error })));
    sentences.push(
      `κ (standard, T = 1) goes from ${scientific(top.value)} at ε = ${String(top.x)} to ${scientific(bottom.value)} at ε = ${String(bottom.x)}; ` +
        `d ln κ/d ln ε from value to value is ${chords.map(({ slope, error }) => `${slope.toFixed(2)} ± ${error.toFixed(2)}`).join(', ')}; ` +
        `one power, ε^${fit.parameters[1].toFixed(2)}, has χ² = ${fit.chiSquare.toFixed(1)} for ${String(fit.freedom)} degrees of freedom.`,
    );
  }
  const bound = cold[least];
  const slope = slopes(
    cold.map(({ x, value, error, kind }) => ({ epsilon: x, kappa: { kind, standard: value, error } })),
  )[least];
  if (bound !== undefined && slope) {
    const from = values.findLast(({ x }) => x > bound.x)?.x;
    sentences.push(
      `At ε = ${String(bound.x)} κ is at most ${scientific(bound.value)}: from ε = ${String(from)} on the slope is at least ${(Math.floor(10 * slope.value) / 10).toFixed(1)} on average.`,
    );
  }
  const open = cold.filter(({ kind }) => kind === 'open').map(({ x }) => String(x));
  if (open.length > 0)
    sentences.push(`At ε = ${open.join(', ')} κ is open: neither a value nor a bound, and not used.`);
  return sentences;
}

/** The slope of ln κ between two couplings. */
function chord(high: Scaled, low: Scaled): { readonly slope: number; readonly error: number } {
  const across = log(high.x / low.x);
  const relative = Math.sqrt((high.error / high.value) ** 2 + (low.error / low.value) ** 2);
  return { slope: log(high.value / low.value) / across, error: relative / across };
}

/** κ(ε, T)/T^{1/4} against κ(ε/√T, 1), wherever both are values. */
function scalingSentence(cold: readonly Scaled[], warm: readonly Scaled[]): string {
  const pairs = warm.flatMap((one) => {
    const twin = cold.find(({ x, kind }) => kind === 'value' && Math.abs(x / one.x - 1) < 1e-9);
    return twin === undefined || one.kind !== 'value'
      ? []
      : [
          {
            x: one.x,
            ratio: one.value / twin.value,
            error: Math.sqrt((one.error / one.value) ** 2 + (twin.error / twin.value) ** 2),
          },
        ];
  });
  const law = 'κ(ε, T) = T^{1/4} κ(ε/√T, 1), which is exact';
  if (pairs.length === 0)
    return `${law}, could not be compared with: no value at two temperatures that belong together.`;
  const list = pairs.map(
    ({ x, ratio, error }) => `${ratio.toFixed(2)} ± ${(ratio * error).toFixed(2)} at ε/√T = ${String(x)}`,
  );
  return `${law}: values at other temperatures over those at T = 1 are ${list.join(', ')} (1 is expected; the random numbers differ).`;
}

function motionSentence({ epsilon, density, lifetime, lags, time, energyError }: ResonanceMotion): string {
  const last = lags.at(-1);
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const late =
    last === undefined
      ? ''
      : ` After t = ${String(Math.round(last.time))}, ${percent(last.survival)} of the resonant bonds are resonant, and the nearest resonant bond is ${last.displacement.toFixed(2)} bonds away on average.`;
  return (
    `ε = ${String(epsilon)}, up to t = ${String(Math.round(time))}: ${percent(density.value)} ± ${percent(density.error)} of the bonds are resonant, for ${scientific(lifetime, 0)} at a time.` +
    `${late} Energy errors up to ${scientific(energyError, 0)}.`
  );
}

function dressingSentence(dressing: DressingLeft): string {
  const left = drawnLeft(dressing);
  const [short, long] = [left[0], left.at(-1)];
  if (short === undefined || long === undefined)
    return `${epsilonName(dressing.epsilon)}: nothing was dressed.`;
  const words = ({ time, mean, error, fitted, typical }: RemainingVariance): string =>
    `${mean.toFixed(2)} ± ${error.toFixed(2)} of the variance at t = ${String(Math.round(time))} (${fitted.toFixed(2)} with a fitted coefficient, ${typical.toFixed(2)} in a typical replica)`;
  return `${epsilonName(dressing.epsilon)}: the action–angle dressing with w = √ε leaves ${words(short)}, and ${words(long)}.`;
}

/** Whether the dressing is worth being a channel of the estimator, from the longest windows of all ε. */
function verdict(dressings: readonly DressingLeft[]): string[] {
  const long = dressings.flatMap((one) => drawnLeft(one).slice(-1));
  if (long.length === 0) return [];
  const most = long.reduce((a, b) => (b.fitted < a.fitted ? b : a));
  return most.fitted < 0.5
    ? [
        `At the longest windows the dressing leaves ${most.fitted.toFixed(2)} of the variance with a fitted coefficient: it is worth being a channel of the estimator.`,
      ]
    : [
        'Dressing in action–angle variables is no channel of the estimator for this model: it gains for windows shorter than those at which κ is read, and halves the variance at none of the longest, with the coefficient one or a fitted one. What is left there would be carried by resonances in action, where a first-order dressing must be switched off.',
      ];
}

/** Everything in one long table: what is measured, where, and the number. */
function table(
  atOne: readonly PointResult[],
  warmer: readonly PointResult[],
  motions: readonly ResonanceMotion[],
  dressings: readonly DressingLeft[],
): FindingTable {
  const rows: (number | string | boolean | null)[][] = [];
  const add = (
    quantity: string,
    epsilon: number,
    place: { temperature?: number; width?: number; bond?: number; time?: number },
    value: number,
    error: number | null,
    kind: KappaKind = 'value',
  ): void => {
    const { temperature = 1, width = null, bond = null, time = null } = place;
    rows.push([quantity, epsilon, temperature, width, bond, time, value, error, kind]);
  };
  for (const { epsilon, temperature, kappa } of [...atOne, ...warmer]) {
    if (kappa === null) continue;
    const { time } = kappa;
    add('kappa', epsilon, { temperature, time }, kappa.standard, kappa.error, kappa.kind);
  }
  for (const { epsilon, density, lifetime, lags } of motions) {
    add('density', epsilon, {}, density.value, density.error);
    add('lifetime', epsilon, {}, lifetime, null);
    for (const { time, survival: share, error, displacement } of lags) {
      add('survival', epsilon, { time }, share, error);
      add('displacement', epsilon, { time }, displacement, null);
    }
  }
  for (const { epsilon, left } of dressings) {
    for (const { time, width, undressed, mean, error, fitted, typical } of left) {
      add('undressed', epsilon, { width, time }, undressed, null);
      add('dressed/undressed', epsilon, { width, time }, mean, error);
      add('dressed/undressed, coefficient fitted', epsilon, { width, time }, fitted, null);
      add('dressed/undressed, typical', epsilon, { width, time }, typical, null);
    }
  }
  const map = mapped(motions);
  for (const { bond, from, to, equal } of map?.episodes ?? []) {
    add(
      equal ? 'resonant 1:1 until' : 'resonant 1:3 until',
      map?.epsilon ?? 0,
      { bond, time: from },
      to,
      null,
    );
  }
  return {
    name: 'quartic',
    columns: [
      { name: 'quantity', meaning: 'what is measured', kind: 'text' },
      { name: 'epsilon', meaning: 'ε', kind: 'number' },
      { name: 'temperature', meaning: 'T', kind: 'number' },
      { name: 'width', meaning: 'w of the dressing, in units of √ε', kind: 'number' },
      { name: 'bond', meaning: 'number of the bond', kind: 'number' },
      {
        name: 'time',
        meaning: 'κ(t), lag, window, or the beginning of a resonance',
        kind: 'number',
      },
      { name: 'value', meaning: 'the number; κ in the standard convention', kind: 'number' },
      { name: 'error', meaning: 'its standard error', kind: 'number' },
      { name: 'kind', meaning: kappaKinds, kind: 'text' },
    ],
    rows,
  };
}
