import { RandomSequence, type SequenceName } from '../math/random.js';

/** Levels of the tree of strata: up to 2¹⁶ replicas have their own stratum. */
const LEVELS = 16;

/**
 * The quantile of energy at which a replica starts: u_r uniform on (0, 1) for every r, and for every k exactly one of
 * the replicas 0 … 2^k − 1 lies in each of 2^k equal strata. So a study that grows keeps the replicas that it has.
 *
 * The van der Corput sequence in base 2 with nested uniform scrambling: the reversed digits of r are those of u, each
 * flipped by a random bit that depends on the digits before it; below them u is uniform. Source: A. B. Owen, "Randomly
 * permuted (t,m,s)-nets and (t,s)-sequences" (1995), section 2, for b = 2, s = 1.
 *
 * @param name seed and group of the replicas; every replica of a group has a different member
 * @param replica r ≥ 0
 */
export function quantile(name: Pick<SequenceName, 'seed' | 'group'>, replica: number): number {
  let [u, width, node] = [0, 1, 1];
  for (let level = 0; level < LEVELS; level++) {
    const flip = new RandomSequence({ ...name, stream: 'strata', member: node }).drawWords();
    const digit = (replica >>> level) & 1;
    width /= 2;
    u += (digit ^ ((flip[0] as number) >>> 31)) * width;
    node = 2 * node + digit;
  }
  // Nodes fill the members below 2^(LEVELS + 1).
  const rest = new RandomSequence({ ...name, stream: 'strata', member: 2 ** (LEVELS + 1) + replica });
  return u + width * rest.drawUniform();
}
