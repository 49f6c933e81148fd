import {
  addInt,
  constant,
  index,
  int,
  less,
  load,
  plus,
  times,
  vector,
  type Int,
} from '../program/expression.js';
import {
  advance,
  repeat,
  routine,
  set,
  store,
  when,
  widened,
  type StatementList,
  type Routine,
} from '../program/statement.js';
import { coefficientCount } from './force.js';
import type { KernelPlan, MemoryLayout } from './layout.js';
import { ringWork } from './ring-work.js';

/**
 * How far the parts of a sweep are apart: while site x is kicked, the force on bond x + `forces` is taken and site
 * x + `forces` + `rotations` + 1 rotated; `sites` of each make a turn of the loop. The farther apart they are, the less do operations wait.
 */
interface Pace {
  readonly forces: number;
  readonly rotations: number;
  readonly sites: number;
}

const NARROW: Pace = { forces: 0, rotations: 0, sites: 1 };
/**
 * Measured on Zen 4: 1.3 times the sites a second of the narrow pace, 1.2 times with 16 registers. Where 4 divides N, the N − 3 sites
 * of the loops less the five ahead are whole turns.
 */
const WIDE: Pace = { forces: 3, rotations: 2, sites: 4 };

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/**
 * One stage A B of the splitting on a ring or an open chain (d = 1), in a single sweep over the sites:
 *
 *   rotation   (q, p)_x ← R(ω_x τ)(q, p)_x
 *   force      F_x = εh V'(q_x − q_{x+1}) on the bond (x, x+1),  G_x = εh U'(q_x)
 *   kick       p_x ← p_x + (F_{x−1} − F_x) − G_x
 *   transfer   4Q_x += F_x (s_x + s_{x+1}),  s = p before + p after the kick      (physics: Q += εhV'(p̄_x + p̄_{x+1})/2)
 *
 * Site x+1 is rotated, then site x is kicked, then bond x−1 is complete: each array is read and written once.
 * The sweep carries (q, p)_x, F_{x−1}, s_{x−1} in registers; sites N−1 and 0 are rotated first, to close the ring. Where there are
 * registers, rotations and forces run ahead of the kicks (`Pace`): the same operations on every site, in another order of sites.
 *
 * With masses, p stands for the velocity p_x/m_x: the rotation's frequency is ω_x/√m_x, the kick is divided by m_x, and the
 * transfer's formula stays as it is. With open ends F_{N−1} = 0, and that bond's transfer is left alone. With baths, but no masses,
 * the two ends alone have one (see `baths.ts`).
 */
export function ringPass(plan: KernelPlan, at: MemoryLayout, name: string, accumulate: boolean): Routine {
  const { stride } = at;
  const { sites } = plan.lattice;
  const [table, kick, z] = [index('table'), index('kick'), index('z')];
  const place = { site: index('o'), rotation: index('e'), mass: index('m') };
  const [first, closing] = [vector('first'), vector('closing')];
  const work = ringWork(plan, at, place, accumulate);
  const { position, momentum, force, impulse, rotated, forced, kicked, transferred } = work;
  const left = (count: number): Int => less(place.site, int((sites - 1 - count) * stride));

  /** Goes on by so many sites; what belongs to sites from … to is kept of each. */
  const advanced = (by: number, { forces, rotations }: Pace): StatementList => [
    range(coefficientCount(plan.pinning) > 0 ? 0 : forces, forces + rotations + 1).map((i) =>
      set(position(i), position(i + by)),
    ),
    range(0, forces + rotations + 1).map((i) => set(momentum(i), momentum(i + by))),
    range(-1, forces).map((i) => set(force(i), force(i + by))),
    set(impulse(-1), impulse(by - 1)),
    advance(place.site, by * stride),
    advance(place.rotation, 24 * by),
    plan.masses ? advance(place.mass, 8 * by) : [],
  ];
  /** Sites x, x+1, … until fewer than a turn are left before the last one. */
  const turns = (pace: Pace): StatementList => {
    const { forces, rotations, sites: by } = pace;
    const ahead = forces + rotations;
    if (sites - 1 <= by + ahead) return [];
    const more = left(by + ahead);
    const fill = [range(1, ahead + 1).map((i) => rotated(i)), range(0, forces).map((i) => forced(i))];
    const turn = range(0, by).map((i) => [
      rotated(i + ahead + 1),
      forced(i + forces),
      kicked(i),
      transferred(i - 1),
    ]);
    const drain = range(0, ahead).map((i) => [i < forces ? [] : forced(i), kicked(i), transferred(i - 1)]);
    return when(more, [
      fill,
      repeat([turn, advanced(by, pace)], more),
      drain,
      ahead > 0 ? advanced(ahead, NARROW) : [],
    ]);
  };
  const around = (paces: readonly Pace[]): StatementList => [
    work.coefficients(kick),
    set(z, int((sites - 1) * stride)),
    rotated(-1, { site: z, rotation: addInt(table, int(24 * (sites - 1))) }),
    store(z, at.momenta, momentum(-1)),
    [set(place.site, int(0)), set(place.rotation, table)],
    rotated(0),
    plan.open ? set(closing, constant(0)) : [forced(-1), set(closing, force(-1))],
    set(force(-1), closing),
    [rotated(1), forced(0), kicked(0, force(0), 0)],
    set(first, impulse(0)),
    advanced(1, NARROW),
    paces.map(turns),
    set(position(1), load(z, at.positions)),
    set(momentum(1), load(z, at.momenta)),
    [forced(0), kicked(0), transferred(-1), advanced(1, NARROW)],
    [kicked(0, closing, sites - 1), transferred(-1)],
    plan.open ? [] : transferred(0, { site: z, by: times(closing, plus(impulse(0), first)) }),
  ];
  const narrow = routine(name, plan.lanes, [table, kick], around([NARROW]));
  return widened(narrow, around([WIDE, NARROW]));
}
