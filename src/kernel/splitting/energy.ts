import {
  addInt,
  choice,
  constant,
  equal,
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
  type RealVariable,
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
import { coefficientCount, energyCode } from './force.js';
import type { KernelPlan, MemoryLayout } from './layout.js';

/**
 * The function `energies()`: for each lane the kinetic energy ½Σp² and the potential energy
 * ½Σω²q² + ε ΣU(q_x) + ε ΣV(q_tail − q_head), in the order of the sites; the kinetic ones first. With masses the kinetic
 * energy is ½Σm v², v the velocity; with open ends the last bond's stretch is taken as 0.
 *
 * The rounding of plain sums: a relative error of about 10⁻¹⁶·√N^d.
 */
export function energySweep(plan: KernelPlan, at: MemoryLayout): Routine {
  const { dimension, sites } = plan.lattice;
  const { stride } = at;
  const heavy = plan.masses === true || plan.baths === true;
  /** Byte offsets of the site at work in arrays over lanes, over sites, and in the table of neighbours. */
  const [o, x, t] = [index('o'), index('x'), index('t')];
  const [w, m, half] = [uniform('w'), uniform('m'), constant(0.5)];
  const [p, q, r, square] = [vector('p'), vector('q'), vector('r'), vector('square')];
  const [kinetic, potential] = [vector('kinetic'), vector('potential')];
  const heads = Array.from({ length: dimension }, (_, k) => index(`h${String(k)}`));
  const coupling = energyCode(plan.coupling, { prefix: 'v', square });
  const pinning = energyCode(plan.pinning, { prefix: 'u', square });
  const added = (to: RealVariable, value: Real): StatementList => set(to, plus(to, value));
  const bonded = (h: Index): StatementList => {
    const { setup, value } = coupling.of(r);
    return [set(r, minus(q, load(h, at.positions))), setup, added(potential, value)];
  };
  const pinned = (): StatementList => {
    if (coefficientCount(plan.pinning) === 0) return [];
    const { setup, value } = pinning.of(q);
    return [setup, added(potential, value)];
  };
  const next = (h: Index, k: number): StatementList => {
    if (dimension > 1) return set(h, wordAt(t, at.neighbours + 4 * k));
    const isLast = equal(o, int((sites - 1) * stride));
    return set(h, choice(plan.open ? o : int(0), addInt(o, int(stride)), isLast));
  };
  return routine(
    'energies',
    plan.lanes,
    [],
    [
      coupling.start(int(0), at.strengths),
      pinning.start(int(0), at.strengths + 8 * coefficientCount(plan.coupling)),
      repeat(
        [
          set(w, spread(x, at.frequencies)),
          heavy ? set(m, times(half, spread(x, at.masses))) : [],
          heads.map(next),
          set(p, load(o, at.momenta)),
          set(q, load(o, at.positions)),
          added(kinetic, times(heavy ? m : half, times(p, p))),
          set(r, times(w, q)),
          added(potential, times(half, times(r, r))),
          pinned(),
          heads.map(bonded),
          [advance(o, stride), advance(x, 8), advance(t, 8 * dimension)],
        ],
        less(o, int(sites * stride)),
      ),
      store(int(0), at.lanesOut, kinetic),
      store(int(0), at.lanesOut + stride, potential),
    ],
  );
}
