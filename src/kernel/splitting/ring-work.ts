import {
  load,
  minus,
  plus,
  spread,
  times,
  uniform,
  vector,
  int,
  type Index,
  type Int,
  type Real,
  type RealVariable,
} from '../program/expression.js';
import { set, store, type StatementList } from '../program/statement.js';
import { coefficientCount, forceCode } from './force.js';
import type { KernelPlan, MemoryLayout } from './layout.js';

/** Where a sweep around a ring stands: byte offset of site x, address of its rotation, byte offset of its mass. */
export interface Place {
  readonly site: Index;
  readonly rotation: Index;
  readonly mass: Index;
}

/** What is done to one site or bond in a sweep around a ring; site and bond x + i are named by i. */
export interface RingWork {
  /** Loads the coefficients of the kick at an address. */
  readonly coefficients: (kick: Int) => StatementList;
  /** (q, p)_{x+i} ← R (q, p)_{x+i}; the new position is stored, the new momentum is not. */
  readonly rotated: (i: number, from?: { readonly site: Int; readonly rotation: Int }) => StatementList;
  /** F_{x+i} of the stretch between two positions, those of its ends if left out. */
  readonly forced: (i: number, difference?: Real) => StatementList;
  /** p_{x+i} kicked by F_{x+i−1} and `next`, else F_{x+i}, and stored; s_{x+i}. `end`: which site it is, for the ends between baths. */
  readonly kicked: (i: number, next?: Real, end?: number) => StatementList;
  /** The transfer through bond x+i. */
  readonly transferred: (i: number, parts?: { readonly site: Int; readonly by: Real }) => StatementList;
  readonly position: (i: number) => RealVariable;
  readonly momentum: (i: number) => RealVariable;
  readonly force: (i: number) => RealVariable;
  readonly impulse: (i: number) => RealVariable;
}

export function ringWork(plan: KernelPlan, at: MemoryLayout, place: Place, accumulate: boolean): RingWork {
  const { stride } = at;
  const heavyEnds = plan.baths === true && !plan.masses;
  const own =
    (name: string) =>
    (i: number): RealVariable =>
      vector(`${name}${i < 0 ? 'before' : String(i)}`);
  const [position, momentum, force, impulse] = [own('q'), own('p'), own('f'), own('s')];
  const [x, y, r, square, n] = [vector('x'), vector('y'), vector('r'), vector('square'), vector('n')];
  const [c, a, b, w] = [uniform('c'), uniform('a'), uniform('b'), uniform('w')];
  const coupling = forceCode(plan.coupling, { prefix: 'v', square });
  const pinning = forceCode(plan.pinning, { prefix: 'u', square });

  /** p_x after the kick: (p_x + D) − G_x, with D = F_{x−1} − F_x; with masses p_x + (D − G_x)/m_x. */
  const kickedMomentum = (i: number, difference: Real, heavy: boolean): StatementList => {
    const p = momentum(i);
    const unpinned = heavy ? difference : plus(p, difference);
    const weighted = (push: Real): Real => (heavy ? plus(p, times(w, push)) : push);
    if (coefficientCount(plan.pinning) === 0) return set(n, weighted(unpinned));
    const { setup, value } = pinning.of(position(i));
    return [setup, set(n, weighted(minus(unpinned, value)))];
  };

  return {
    position,
    momentum,
    force,
    impulse,
    coefficients: (kick) => [
      coupling.start(kick, 0),
      pinning.start(kick, 8 * coefficientCount(plan.coupling)),
    ],
    rotated: (i, from) => {
      const { site, rotation } = from ?? place;
      const [byte, entry] = from ? [0, 0] : [i * stride, 24 * i];
      return [
        set(c, spread(rotation, entry)),
        set(a, spread(rotation, entry + 8)),
        set(b, spread(rotation, entry + 16)),
        set(x, load(site, at.positions + byte)),
        set(y, load(site, at.momenta + byte)),
        set(position(i), plus(times(c, x), times(a, y))),
        set(momentum(i), plus(times(b, x), times(c, y))),
        store(site, at.positions + byte, position(i)),
      ];
    },
    forced: (i, difference = minus(position(i), position(i + 1))) => {
      const { setup, value } = coupling.of(r);
      return [set(r, difference), setup, set(force(i), value)];
    },
    kicked: (i, next = force(i), end) => {
      const heavy = heavyEnds && end !== undefined;
      return [
        plan.masses
          ? set(w, spread(place.mass, at.inverseMasses + 8 * i))
          : heavy
            ? set(w, spread(int(0), at.inverseMasses + 8 * end))
            : [],
        kickedMomentum(i, minus(force(i - 1), next), plan.masses === true || heavy),
        store(place.site, at.momenta + i * stride, n),
        set(impulse(i), plus(momentum(i), n)),
      ];
    },
    transferred: (i, parts) => {
      const { site } = parts ?? place;
      const byte = parts ? 0 : i * stride;
      const by = parts?.by ?? times(force(i), plus(impulse(i), impulse(i + 1)));
      const updated = plus(load(site, at.transfers + byte), by);
      return accumulate
        ? [
            set(x, updated),
            store(site, at.transfers + byte, x),
            store(site, at.sums + byte, plus(load(site, at.sums + byte), x)),
          ]
        : store(site, at.transfers + byte, updated);
    },
  };
}
