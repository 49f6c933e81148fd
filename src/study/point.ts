import { power } from '../math/elementary.js';
import type { Noise, Study } from './study.js';

/** One (ε, ε', T) of a study. */
export interface Point {
  readonly index: number;
  readonly epsilon: number;
  readonly noise: number;
  readonly temperature: number;
}

/** ε' at a given ε: a number, or factor·ε^power. */
export function noiseRate(noise: Noise, epsilon: number): number {
  return typeof noise === 'number' ? noise : noise.factor * power(epsilon, noise.power);
}

/** The points of a study, temperature by temperature, in the order of the file. */
export function points(study: Study): Point[] {
  return study.temperature.flatMap((temperature, i) =>
    study.epsilon.map((epsilon, j) => ({
      index: i * study.epsilon.length + j,
      epsilon,
      noise: noiseRate(study.noise, epsilon),
      temperature,
    })),
  );
}
