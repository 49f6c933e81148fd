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

/**
 * A name for a point that may stand in a file name, `e0.1-t1`: the same in every study that has the point, wherever it stands there. Studies that
 * differ in ε and T only have the same ε' at the same ε.
 */
export function pointName({ epsilon, temperature }: Pick<Point, 'epsilon' | 'temperature'>): string {
  return `e${String(epsilon)}-t${String(temperatureText(temperature))}`;
}

/** A name for a realisation at a point, `e0.1-t1-r000`: with that of a batch of replicas behind it, a unit's. */
export function realisationName(point: Pick<Point, 'epsilon' | 'temperature'>, realisation: number): string {
  return `${pointName(point)}-r${String(realisation).padStart(3, '0')}`;
}

/** What a result says of its point, whatever its number in a study. */
export function pointFacts({
  epsilon,
  noise,
  temperature,
}: Pick<Point, 'epsilon' | 'noise' | 'temperature'>) {
  return { epsilon, noise, temperature: temperatureText(temperature) } as const;
}

/** T as a study file gives it: a number, or `infinite`. */
export function temperatureText(temperature: number): number | 'infinite' {
  return temperature === Infinity ? 'infinite' : temperature;
}
