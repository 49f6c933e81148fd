import {
  addInt,
  constant,
  index,
  int,
  less,
  load,
  minus,
  plus,
  spread,
  subtractInt,
  times,
  uniform,
  vector,
  type Int,
  type Real,
  type RealVariable,
} from '../program/expression.js';
import {
  advance,
  repeat,
  routine,
  set,
  store,
  when,
  type StatementList,
  type Routine,
} from '../program/statement.js';
import { coefficientCount, forceCode } from './force.js';
import type { KernelPlan, MemoryLayout } from './layout.js';

/**
 * One stage A B of the splitting on a ring or an open chain (d = 1), in a single sweep over the sites:
 *
 *   rotation   (q, p)_x ← R(ω_x τ)(q, p)_x
 *   force      F_x = εh V'(q_x − q_{x+1}) on the bond (x, x+1),  G_x = εh U'(q_x)
 *   kick       p_x ← p_x + (F_{x−1} − F_x) − G_x
 *   transfer   4Q_x += F_x (s_x + s_{x+1}),  s = p before + p after the kick      (physics: Q += εhV'(p̄_x + p̄_{x+1})/2)
 *
 * Site x+1 is rotated, then site x is kicked, then bond x−1 is complete: each array is read and written once.
 * The sweep carries (q, p)_x, F_{x−1}, s_{x−1} in registers; sites N−1 and 0 are rotated first, to close the ring.
 *
 * With masses, p stands for the velocity p_x/m_x: the rotation's frequency is ω_x/√m_x, the kick is divided by m_x, and the
 * transfer's formula stays as it is. With open ends F_{N−1} = 0, and that bond's transfer is left alone. With baths, but no masses,
 * the two ends alone have one (see `baths.ts`).
 */
export function ringPass(plan: KernelPlan, at: MemoryLayout, name: string, accumulate: boolean): Routine {
  const { stride } = at;
  const heavyEnds = plan.baths === true && !plan.masses;
  const end = plan.lattice.sites * stride;
  const [table, kick] = [index('table'), index('kick')];
  /** Byte offset of the site at work; its rotation, that of the last site; its mass. */
  const [o, e, z, m] = [index('o'), index('e'), index('z'), index('m')];
  const [c, a, b, w] = [uniform('c'), uniform('a'), uniform('b'), uniform('w')];
  const [x, y, r, square] = [vector('x'), vector('y'), vector('r'), vector('square')];
  const [q, p, f, s] = [vector('q'), vector('p'), vector('f'), vector('s')];
  const [hq, hp, g, n] = [vector('hq'), vector('hp'), vector('g'), vector('n')];
  const [first, closing] = [vector('first'), vector('closing')];
  const count = coefficientCount(plan.coupling);
  const coupling = forceCode(plan.coupling, { prefix: 'v', table: kick, offset: 0, x: r, square });
  const pinning = forceCode(plan.pinning, { prefix: 'u', table: kick, offset: 8 * count, x: q, square });

  const force = (target: RealVariable, difference: Real): StatementList => [
    set(r, difference),
    coupling.setup,
    set(target, coupling.value),
  ];
  /** p_x after the kick: (p_x + D) − G_x, with D = F_{x−1} − F_x; with masses p_x + (D − G_x)/m_x. */
  const kickedMomentum = (difference: Real, heavy: boolean): StatementList => {
    const unpinned = heavy ? difference : plus(p, difference);
    const weighted = (impulse: Real): Real => (heavy ? plus(p, times(w, impulse)) : impulse);
    if (coefficientCount(plan.pinning) === 0) return set(n, weighted(unpinned));
    return [pinning.setup, set(n, weighted(minus(unpinned, pinning.value)))];
  };
  /** Rotates the site at byte offset `offset` + `byte` with the table entry at `entry` + `shift`; leaves (q, p) in (hq, hp). */
  const rotated = (offset: Int, entry: Int, shift: number, byte: number): StatementList => [
    set(c, spread(entry, shift)),
    set(a, spread(entry, shift + 8)),
    set(b, spread(entry, shift + 16)),
    set(x, load(offset, at.positions + byte)),
    set(y, load(offset, at.momenta + byte)),
    set(hq, plus(times(c, x), times(a, y))),
    set(hp, plus(times(b, x), times(c, y))),
    store(offset, at.positions + byte, hq),
  ];
  /** Kicks site x with the force `next` on its bond (x, x+1), given that on (x−1, x) in f. `site` is the site's number for the two ends. */
  const kicked = (next: Real, site?: number): StatementList => {
    const heavy = heavyEnds && site !== undefined;
    return [
      plan.masses
        ? set(w, spread(m, at.inverseMasses))
        : heavy
          ? set(w, spread(int(0), at.inverseMasses + 8 * site))
          : [],
      kickedMomentum(minus(f, next), plan.masses === true || heavy),
      store(o, at.momenta, n),
      set(n, plus(p, n)),
    ];
  };
  const transferred = (offset: Int, forceOn: Real, tail: Real, head: Real): StatementList => {
    const updated = plus(load(offset, at.transfers), times(forceOn, plus(tail, head)));
    return accumulate
      ? [
          set(x, updated),
          store(offset, at.transfers, x),
          store(offset, at.sums, plus(load(offset, at.sums), x)),
        ]
      : store(offset, at.transfers, updated);
  };
  const before = subtractInt(o, int(stride));
  const advanced: StatementList = [set(q, hq), set(p, hp), set(f, g), set(s, n)];
  const step: StatementList = [advance(o, stride), plan.masses ? advance(m, 8) : []];
  const bulk = less(o, int(end - 2 * stride));

  return routine(
    name,
    plan.lanes,
    [table, kick],
    [
      coupling.start,
      pinning.start,
      set(z, int(end - stride)),
      set(e, addInt(table, int(24 * (plan.lattice.sites - 1)))),
      rotated(z, e, 0, 0),
      store(z, at.momenta, hp),
      set(q, hq),
      set(o, int(0)),
      rotated(o, table, 0, 0),
      plan.open ? set(closing, constant(0)) : force(closing, minus(q, hq)),
      set(q, hq),
      set(p, hp),
      set(f, closing),
      rotated(o, table, 24, stride),
      force(g, minus(q, hq)),
      kicked(g, 0),
      set(first, n),
      advanced,
      step,
      set(e, addInt(table, int(48))),
      when(
        bulk,
        repeat(
          [
            rotated(o, e, 0, stride),
            force(g, minus(q, hq)),
            kicked(g),
            transferred(before, f, s, n),
            advanced,
            step,
            advance(e, 24),
          ],
          bulk,
        ),
      ),
      set(hq, load(z, at.positions)),
      set(hp, load(z, at.momenta)),
      force(g, minus(q, hq)),
      kicked(g),
      transferred(before, f, s, n),
      advanced,
      step,
      kicked(closing, plan.lattice.sites - 1),
      transferred(before, f, s, n),
      plan.open ? [] : transferred(z, closing, n, first),
    ],
  );
}
