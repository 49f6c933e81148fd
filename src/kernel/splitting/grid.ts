import {
  index,
  int,
  less,
  load,
  minus,
  plus,
  spread,
  times,
  uniform,
  vector,
  wordAt,
  type Index,
  type Real,
} from '../program/expression.js';
import {
  advance,
  repeat,
  routine,
  set,
  store,
  type StatementList,
  type Routine,
} from '../program/statement.js';
import { coefficientCount, forceCode } from './force.js';
import type { KernelPlan, MemoryLayout } from './layout.js';

/** What one sweep over the bonds does: complete the last kick's transfers, add them to the sums, find new forces. */
export interface BondSweep {
  readonly name: string;
  readonly complete: boolean;
  readonly accumulate: boolean;
  readonly force: boolean;
}

/**
 * The sweep over the bonds of a lattice in any dimension. Before the forces of a new kick replace those of the
 * last one, the last kick's transfers are completed: 4Q_b += F_b (s_tail + s_head), s = p before + p after.
 */
export function bondSweep(
  plan: KernelPlan,
  at: MemoryLayout,
  { name, complete, accumulate, force }: BondSweep,
): Routine {
  const { dimension, sites } = plan.lattice;
  const { stride } = at;
  /** Byte offsets of the site at work, its first bond, its entries in the table of neighbours, the bond's head. */
  const [o, b, t, h] = [index('o'), index('b'), index('t'), index('h')];
  const [x, r, square] = [vector('x'), vector('r'), vector('square')];
  const kick = index('kick');
  const coupling = forceCode(plan.coupling, { prefix: 'v', square });
  const completed = (byte: number): StatementList => [
    set(
      x,
      plus(
        load(b, at.transfers + byte),
        times(load(b, at.forces + byte), plus(load(o, at.impulses), load(h, at.impulses))),
      ),
    ),
    store(b, at.transfers + byte, x),
    accumulate ? store(b, at.sums + byte, plus(load(b, at.sums + byte), x)) : [],
  ];
  const forced = (byte: number): StatementList => {
    const difference = minus(load(o, at.positions), load(h, at.positions));
    const { setup, value } = coupling.of(r);
    return [set(r, difference), setup, store(b, at.forces + byte, value)];
  };
  const alongBond = (k: number): StatementList => [
    set(h, wordAt(t, at.neighbours + 4 * k)),
    complete ? completed(k * stride) : [],
    force ? forced(k * stride) : [],
  ];
  return routine(
    name,
    plan.lanes,
    [kick],
    [
      coupling.start(kick, 0),
      repeat(
        [
          Array.from({ length: dimension }, (_, k) => alongBond(k)),
          [advance(o, stride), advance(b, dimension * stride), advance(t, 8 * dimension)],
        ],
        less(o, int(sites * stride)),
      ),
    ],
  );
}

/**
 * The sweep over the sites of a lattice in any dimension: kick by the bonds' forces and the pinning, keep
 * s = p before + p after for the transfers, then rotate to the next kick.
 */
export function siteSweep(plan: KernelPlan, at: MemoryLayout): Routine {
  const { dimension, sites } = plan.lattice;
  const { stride } = at;
  const [table, kick, o, b, t] = [index('table'), index('kick'), index('o'), index('b'), index('t')];
  const [q, p, n, square] = [vector('q'), vector('p'), vector('n'), vector('square')];
  const [c, a, d] = [uniform('c'), uniform('a'), uniform('d')];
  const pinning = forceCode(plan.pinning, { prefix: 'u', square });
  const incoming = Array.from({ length: dimension }, (_, k) => index(`i${String(k)}`));
  let momentum: Real = p;
  incoming.forEach((i: Index, k) => {
    momentum = plus(momentum, minus(load(i, at.forces), load(b, at.forces + k * stride)));
  });
  const pinned: StatementList[] = [];
  if (coefficientCount(plan.pinning) > 0) {
    const { setup, value } = pinning.of(q);
    momentum = minus(momentum, value);
    pinned.push(setup);
  }
  return routine(
    'sites',
    plan.lanes,
    [table, kick],
    [
      pinning.start(kick, 8 * coefficientCount(plan.coupling)),
      repeat(
        [
          incoming.map((i, k) => set(i, wordAt(t, at.neighbours + 4 * (dimension + k)))),
          [set(c, spread(table, 0)), set(a, spread(table, 8)), set(d, spread(table, 16))],
          [set(q, load(o, at.positions)), set(p, load(o, at.momenta))],
          pinned,
          set(n, momentum),
          store(o, at.impulses, plus(p, n)),
          store(o, at.positions, plus(times(c, q), times(a, n))),
          store(o, at.momenta, plus(times(d, q), times(c, n))),
          [advance(o, stride), advance(b, dimension * stride), advance(t, 8 * dimension), advance(table, 24)],
        ],
        less(o, int(sites * stride)),
      ),
    ],
  );
}
