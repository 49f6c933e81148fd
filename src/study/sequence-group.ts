import type { Point } from './point.js';

/**
 * A 32-bit word made of the bits of (ε, ε', T) and the realisation's number: it names the group of random sequences of these
 * replicas. It depends on the point itself and not on its place in the study, so that a study with more values of ε
 * repeats the others digit for digit. (FNV-1a, 32 bits.)
 */
export function sequenceGroup(
  point: Pick<Point, 'epsilon' | 'noise' | 'temperature'>,
  realisation: number,
): number {
  const bytes = new DataView(new ArrayBuffer(28));
  bytes.setFloat64(0, point.epsilon);
  bytes.setFloat64(8, point.noise);
  bytes.setFloat64(16, point.temperature);
  bytes.setUint32(24, realisation);
  let word = 0x811c9dc5;
  for (let i = 0; i < 28; i++) word = Math.imul(word ^ bytes.getUint8(i), 0x01000193);
  return word >>> 0;
}
