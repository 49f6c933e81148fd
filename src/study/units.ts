import { schemes, type SchemeName } from '../kernel/scheme.js';
import { lawRecord } from '../lattice/disorder.js';
import { torus } from '../lattice/torus.js';
import { exp, log, power } from '../math/elementary.js';
import type { Study } from './study.js';

/** One (ε, ε', T) of a study. */
export interface Point {
  readonly index: number;
  readonly epsilon: number;
  readonly noise: number;
  readonly temperature: number;
}

/** ε' at a given ε: a number, or factor·ε^power. */
function noiseRate({ noise }: Study, epsilon: number): number {
  return typeof noise === 'number' ? noise : noise.factor * power(epsilon, noise.power);
}

/** The points of a study, temperature by temperature, in the order of the file. */
export function points(study: Study): Point[] {
  return study.temperature.flatMap((temperature, i) =>
    study.epsilon.map((epsilon, j) => ({
      index: i * study.epsilon.length + j,
      epsilon,
      noise: noiseRate(study, epsilon),
      temperature,
    })),
  );
}

/**
 * A piece of work that one worker does from beginning to end: a few replicas of one realisation at one point.
 * Its result depends on the study and on these numbers alone.
 */
export interface Unit {
  /** A name that may stand in a file name. */
  readonly id: string;
  readonly point: number;
  readonly realisation: number;
  readonly firstReplica: number;
  /** 1 to 4. */
  readonly replicas: number;
  /** Expected work, in site-kicks. */
  readonly cost: number;
}

/** ω₋ and ω₊: the interval that holds every frequency of the study's law. */
export function frequencyRange(study: Study): readonly [from: number, to: number] {
  return lawRecord(study.model.frequencies).support(study.model.frequencies);
}

/** Beyond this many bonds a unit has two replicas instead of four, so that its memory stays below a few gigabytes. */
const MANY_BONDS = 200_000;

/** Replicas of a unit: the lanes of a kernel. */
export function unitReplicas({ model }: Study): 2 | 4 {
  return torus(model.dimension, model.size).bonds > MANY_BONDS ? 2 : 4;
}

/** Steps that pilot runs chose for V = r⁴/4, ω uniform on [1, 2], T = 1 and ε from 0.003 to 0.3, times ω₊: the geometric middle. */
const USUAL_STEPS: Readonly<Record<SchemeName, number>> = {
  SABA1: 0.0011,
  SABA2: 0.0045,
  ABA82: 0.0085,
  ABA864: 0.36,
  ABA1064: 0.36,
};

/** The step that a prediction counts with at one point: the given one, or what a pilot run would about choose (within a factor of two). */
export function usualStep(
  study: Study,
  { epsilon, temperature }: Pick<Point, 'epsilon' | 'temperature'>,
): number {
  if (study.step !== 'auto') return study.step;
  const middle = USUAL_STEPS[study.scheme];
  // Schemes of high order were seen to take steps that grow as (εT)^{−1/3}; the others hardly depend on it.
  const growth = middle > 0.1 ? exp(-log((epsilon * temperature) / 0.04) / 3) : 1;
  return Math.min(0.8, middle * growth) / frequencyRange(study)[1];
}

/**
 * Every unit of a study. First come some replicas of every point and realisation, then more of each, so that a
 * run shows all of κ(ε) early, and better and better.
 */
export function units(study: Study): Unit[] {
  const { model, time, scheme } = study;
  const kicks = torus(model.dimension, model.size).sites * schemes[scheme].kicks.length * time;
  const most = unitReplicas(study);
  const result: Unit[] = [];
  for (let first = 0; first < study.replicas; first += most) {
    for (const point of points(study)) {
      for (let realisation = 0; realisation < study.realisations; realisation++) {
        const replicas = Math.min(most, study.replicas - first);
        const id = [
          `p${String(point.index).padStart(3, '0')}`,
          `r${String(realisation).padStart(3, '0')}`,
          `b${String(first / most).padStart(4, '0')}`,
        ].join('-');
        result.push({
          id,
          point: point.index,
          realisation,
          firstReplica: first,
          replicas,
          cost: (kicks * replicas) / usualStep(study, point),
        });
      }
    }
  }
  return result;
}
