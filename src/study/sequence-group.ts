import type { GroupWords } from '../math/random.js';
import { sha256 } from '../data/sha256.js';
import type { Point } from './point.js';

/**
 * Two words that name the group of random sequences of the replicas of one realisation at one point: the first 64 bits
 * of the SHA-256 of (ε, ε', T) and the realisation's number, each written with the fewest digits that tell it apart.
 * They depend on the point itself and not on its place in the study, so that a study with more values of ε repeats the
 * others digit for digit.
 *
 * Among n groups two are the same with probability n²/2⁶⁵: 3·10⁻⁸ for a million. The upper word is never 0, so that no
 * point's group is one of the single words that stand for other purposes.
 */
export function sequenceGroup(
  { epsilon, noise, temperature }: Pick<Point, 'epsilon' | 'noise' | 'temperature'>,
  realisation: number,
): GroupWords {
  const digest = sha256([epsilon, noise, temperature, realisation].map(String).join(' '));
  const word = (at: number): number => Number.parseInt(digest.slice(at, at + 8), 16);
  return [word(8), word(0) || 1];
}
