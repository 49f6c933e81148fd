import { cosSin } from '../../../../math/elementary.js';
import { added, cross, dot, vectorAt, type Vector } from '../../../../math/linear/vector.js';
import type { SpinChain } from '../../hamiltonian.js';

/** A trajectory of a splitting: the spins, and the energy Q_b that has flowed along every bond so far. */
export interface SpinTrajectory {
  readonly spins: Float64Array;
  readonly transfers: Float64Array;
}

/** S rotated about h by the angle |h|τ (Rodrigues). */
export function rotated(s: Vector, h: Vector, time: number): Vector {
  const size = Math.sqrt(dot(h, h));
  if (size === 0) return s;
  const axis = h.map((part) => part / size) as unknown as Vector;
  const [c, sine] = cosSin(size * time);
  const turned = added([c * s[0], c * s[1], c * s[2]], cross(axis, s), sine);
  return added(turned, axis, (1 - c) * dot(axis, s));
}

/** The flow of A: every spin precesses about its own ω_x for a time τ. */
export function precess({ fields }: SpinChain, { spins }: SpinTrajectory, time: number): void {
  for (let x = 0; x < spins.length / 3; x++) {
    spins.set(rotated(vectorAt(spins, x), vectorAt(fields, x), time), 3 * x);
  }
}

/** The flow of the exchange of the bonds (x, x+1) with x of one parity, and the energy that it moves along every bond. */
export function exchange(chain: SpinChain, at: SpinTrajectory, parity: 0 | 1, time: number): void {
  const { fields, epsilon } = chain;
  const sites = at.spins.length / 3;
  const before = at.spins.slice();
  for (let x = parity; x < sites; x += 2) {
    const y = (x + 1) % sites;
    const sum = added(vectorAt(before, x), vectorAt(before, y));
    at.spins.set(rotated(vectorAt(before, x), sum, epsilon * time), 3 * x);
    at.spins.set(rotated(vectorAt(before, y), sum, epsilon * time), 3 * y);
    const change = added(vectorAt(at.spins, x), vectorAt(before, x), -1);
    const mean = added(vectorAt(fields, x), vectorAt(fields, y));
    at.transfers[x] = (at.transfers[x] as number) - 0.5 * dot(mean, change);
  }
  // The other bonds change their energy from both ends: half of it belongs to each.
  for (let x = 1 - parity; x < sites; x += 2) {
    const y = (x + 1) % sites;
    const [s, t, sNow, tNow] = [before, at.spins].flatMap((a) => [vectorAt(a, x), vectorAt(a, y)]) as [
      Vector,
      Vector,
      Vector,
      Vector,
    ];
    at.transfers[x] = (at.transfers[x] as number) + (epsilon / 2) * (dot(sNow, t) - dot(s, tNow));
  }
}

/** Rotates the spins of one parity about their local fields, the others standing still, and books ΔS·S' along the bonds. */
export function rotateHalf(chain: SpinChain, at: SpinTrajectory, parity: 0 | 1, time: number): void {
  const { epsilon } = chain;
  const sites = at.spins.length / 3;
  const local = chain.localFields(at.spins);
  for (let x = parity; x < sites; x += 2) {
    const [l, r] = [(x + sites - 1) % sites, (x + 1) % sites];
    const old = vectorAt(at.spins, x);
    at.spins.set(rotated(old, vectorAt(local, x), time), 3 * x);
    const change = added(vectorAt(at.spins, x), old, -1);
    at.transfers[x] = (at.transfers[x] as number) + (epsilon / 2) * dot(change, vectorAt(at.spins, r));
    at.transfers[l] = (at.transfers[l] as number) - (epsilon / 2) * dot(change, vectorAt(at.spins, l));
  }
}
