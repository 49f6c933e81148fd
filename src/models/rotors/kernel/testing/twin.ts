import { head, tail, type Torus } from '../../../../lattice/torus.js';
import type { Scheme } from '../../../../kernel/scheme.js';
import { sineOfTurns, wrappedTurns } from '../sine.js';

/** One replica as the kernel keeps it: angles in turns. */
export interface TwinState {
  readonly theta: Float64Array;
  readonly p: Float64Array;
  /** 4Q_b. */
  readonly transfers: Float64Array;
}

/** The steps of `RotorKernel`, a bond and a site after the other; the same bits. */
export function twinSteps(
  lattice: Torus,
  scheme: Scheme,
  { theta, p, transfers }: TwinState,
  { epsilon, step, steps }: { readonly epsilon: number; readonly step: number; readonly steps: number },
): void {
  const { rotations, kicks } = scheme;
  const drift = (length: number): void => {
    const c = (length * step) / (2 * Math.PI);
    theta.forEach((angle, x) => (theta[x] = wrappedTurns(angle + c * (p[x] as number))));
  };
  const joined = (rotations[0] as number) + (rotations.at(-1) as number);
  drift(rotations[0] as number);
  for (let j = 0; j < steps; j++) {
    kicks.forEach((b, i) => {
      const strength = epsilon * (b * step);
      const ends = transfers.map((_, bond) => tail(lattice, bond));
      const forces = transfers.map((_, bond) => {
        const d = (theta[ends[bond] as number] as number) - (theta[head(lattice, bond)] as number);
        return sineOfTurns(d) * strength;
      });
      const before = p.slice();
      for (let x = 0; x < lattice.sites; x++) {
        for (let k = 0; k < lattice.dimension; k++) {
          const own = lattice.dimension * x + k;
          const inward = forces.findIndex(
            (_, bond) => bond % lattice.dimension === k && head(lattice, bond) === x,
          );
          p[x] = (p[x] as number) + ((forces[inward] as number) - (forces[own] as number));
        }
      }
      const impulses = p.map((now, x) => (before[x] as number) + now);
      forces.forEach((force, bond) => {
        const pace = (impulses[ends[bond] as number] as number) + (impulses[head(lattice, bond)] as number);
        transfers[bond] = (transfers[bond] as number) + force * pace;
      });
      const last = i === kicks.length - 1;
      drift(last && j + 1 < steps ? joined : (rotations[i + 1] as number));
    });
  }
}
