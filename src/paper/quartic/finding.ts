import { exp, log } from '../../math/elementary.js';
import { computed, type Finding, type FindingPoint, type FindingSeries } from '../../result/finding.js';
import type { PointResult } from '../../result/result.js';
import type { DressingLeft } from './dressing.js';
import type { ResonanceMotion } from './motion.js';
import { drawnLeft, epsilonName, mapped, scaled, type Scaled } from './quantities.js';
import {
  conductivitySentences,
  dressingSentence,
  motionSentence,
  scalingSentence,
  verdict,
} from './sentences.js';
import { quarticTable } from './table.js';

/** κ at T = 1 against ε, and at one ε against T. */
export interface QuarticPoints {
  readonly atOne: readonly PointResult[];
  readonly warmer: readonly PointResult[];
}

export function quarticFinding(
  { atOne, warmer }: QuarticPoints,
  motions: readonly ResonanceMotion[],
  dressings: readonly DressingLeft[],
): Finding {
  const cold = atOne.flatMap(scaled).sort((a, b) => b.x - a.x);
  const warm = warmer.flatMap(scaled).sort((a, b) => b.x - a.x);
  const map = mapped(motions);
  return {
    table: quarticTable(atOne, warmer, motions, dressings),
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
