/**
 * Langevin baths at the ends of an open chain: dp = … − g p dt + √(2g m T) dW at the sites 0 (left) and N−1 (right). In
 * model units (docs/glossary.md).
 */
export interface Baths {
  /** Temperatures, T > 0. */
  readonly left: number;
  readonly right: number;
  /** Friction g > 0, a rate. */
  readonly friction: number;
}
