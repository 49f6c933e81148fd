import { noise as noiseOf } from './noise.js';
import type { Study } from './study.js';

/** One (ε, ε', T) of a study. */
export interface Point {
  readonly index: number;
  readonly epsilon: number;
  readonly noise: number;
  readonly temperature: number;
}

/** The points of a study, temperature by temperature, in the order of the file. */
export function points(study: Study): Point[] {
  const count = study.temperature.length * study.epsilon.length;
  return Array.from({ length: count }, (_, index) => pointAt(study, index));
}

/** One of them, by its number. */
export function pointAt({ temperature, epsilon, noise }: Study, index: number): Point {
  const own = epsilon[index % epsilon.length] as number;
  return {
    index,
    epsilon: own,
    noise: noiseOf.rate(noise, own),
    temperature: temperature[Math.floor(index / epsilon.length)] as number,
  };
}

/** T as a study file gives it: a number, or `infinite`. */
export function temperatureText(temperature: number): number | 'infinite' {
  return temperature === Infinity ? 'infinite' : temperature;
}
