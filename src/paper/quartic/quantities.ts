import type { KappaKind } from '../../estimate/kappa.js';
import type { PointResult } from '../../result/result.js';
import type { DressingLeft, RemainingVariance } from './dressing.js';
import type { ResonanceMotion } from './motion.js';

/** κ/T^{1/4} at ε/√T: what depends on one number alone. */
export interface Scaled {
  readonly x: number;
  readonly value: number;
  readonly error: number;
  readonly kind: KappaKind;
}

export function scaled({ epsilon, temperature, kappa }: PointResult): Scaled[] {
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

export const epsilonName = (epsilon: number): string => `ε = ${String(epsilon)}`;
/** The width that is drawn, in units of √ε. */
const DRAWN = 1;

/** The map of the middle ε: neither all nor no bonds are resonant. */
export function mapped(motions: readonly ResonanceMotion[]): ResonanceMotion | undefined {
  return motions[Math.min(1, motions.length - 1)];
}

export function drawnLeft({ left }: DressingLeft): readonly RemainingVariance[] {
  return left.filter(({ width }) => width === DRAWN);
}
