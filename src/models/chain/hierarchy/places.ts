import type { Modes } from '../modes.js';
import type { Places } from '../../../proof/hierarchy/neighbourhood.js';

/** Modes of a chain by their amplitude at a bond, max |ξ_k| over it and the sites next to it: the strongest `count`, strongest first. */
export function strongestModes(
  { lattice: { sites }, vectors }: Modes,
  bond: number,
  count: number,
): readonly number[] {
  const amplitude = (k: number): number =>
    Math.max(
      ...[-1, 0, 1, 2].map((step) =>
        Math.abs(vectors[k * sites + ((bond + step + sites) % sites)] as number),
      ),
    );
  return Array.from({ length: sites }, (_, k) => ({ k, size: amplitude(k) }))
    .sort((a, b) => b.size - a.size || a.k - b.k)
    .slice(0, count)
    .map(({ k }) => k);
}

/** Modes as the oscillators that polynomials are made of: place i is mode near[i], a = z/ω = Q + iP/ω. */
export function modePlaces({ frequencies }: Modes, bond: number, near: readonly number[]): Places {
  return {
    neighbourhood: { offsets: near.map((k) => [k]) },
    bonds: [bond],
    sites: Int32Array.from(near),
    frequencies: Float64Array.from(near, (k) => frequencies[k] as number),
  };
}
