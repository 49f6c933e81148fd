import { linearCombination, strideTotal } from '../../../kernel/lane-routines.js';
import {
  addInt,
  choice,
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
  type Int,
  type Real,
} from '../../../kernel/program/expression.js';
import {
  advance,
  call,
  repeat,
  routine,
  set,
  store,
  when,
  type StatementList,
  type Program,
  type Routine,
} from '../../../kernel/program/statement.js';
import type { RotorLayout, RotorPlan } from './layout.js';
import { halfOf, quarterSine, setWrapped, sineConstants, turnsSine } from './sine.js';

/** `rotate(drift)`: θ_x ← θ_x + (τ/2π) p_x, brought into [−½, ½]. */
function rotation({ lattice, lanes }: RotorPlan, at: RotorLayout): Routine {
  const [drift, o] = [index('drift'), index('o')];
  const [x, c] = [vector('x'), uniform('c')];
  return routine(
    'rotate',
    lanes,
    [drift],
    [
      sineConstants,
      set(c, spread(drift, 0)),
      repeat(
        [
          setWrapped(x, plus(load(o, at.positions), times(c, load(o, at.momenta)))),
          store(o, at.positions, x),
          advance(o, at.stride),
        ],
        less(o, int(lattice.sites * at.stride)),
      ),
    ],
  );
}

/** What one sweep over the bonds does: complete the last kick's transfers, add them to the sums, find new forces. */
interface RotorSweep {
  readonly name: string;
  readonly complete: boolean;
  readonly accumulate: boolean;
  readonly force: boolean;
}

/** `4Q_b += F_b (s_tail + s_head)`, s = p before + p after the last kick; then F_b = εh sin 2π(θ_tail − θ_head) of the next one. */
function bondSweep(
  plan: RotorPlan,
  at: RotorLayout,
  { name, complete, accumulate, force }: RotorSweep,
): Routine {
  const { dimension, sites } = plan.lattice;
  const [kick, o, b, t, h] = [index('kick'), index('o'), index('b'), index('t'), index('h')];
  const [x, r, square, k] = [vector('x'), vector('r'), vector('square'), vector('k')];
  const strength = uniform('strength');
  const completed = (bond: number): StatementList => [
    set(
      x,
      plus(
        load(b, at.transfers + bond),
        times(load(b, at.forces + bond), plus(load(o, at.impulses), load(h, at.impulses))),
      ),
    ),
    store(b, at.transfers + bond, x),
    accumulate ? store(b, at.sums + bond, plus(load(b, at.sums + bond), x)) : [],
  ];
  const forced = (bond: number): StatementList => {
    const { setup, value } = turnsSine(r, square, k);
    return [
      set(r, minus(load(o, at.positions), load(h, at.positions))),
      setup,
      store(b, at.forces + bond, times(value, strength)),
    ];
  };
  const alongBond = (direction: number): StatementList => [
    set(h, wordAt(t, at.neighbours + 4 * direction)),
    complete ? completed(direction * at.stride) : [],
    force ? forced(direction * at.stride) : [],
  ];
  return routine(
    name,
    plan.lanes,
    [kick],
    [
      force ? [sineConstants, set(strength, spread(kick, 0))] : [],
      repeat(
        [
          Array.from({ length: dimension }, (_, direction) => alongBond(direction)),
          [advance(o, at.stride), advance(b, dimension * at.stride), advance(t, 8 * dimension)],
        ],
        less(o, int(sites * at.stride)),
      ),
    ],
  );
}

/** `sites(drift)`: p_x ← p_x + Σ_k (F_in − F_out), s_x = p before + p after, then the free rotation to the next kick. */
function siteSweep(plan: RotorPlan, at: RotorLayout): Routine {
  const { dimension, sites } = plan.lattice;
  const [drift, o, b, t] = [index('drift'), index('o'), index('b'), index('t')];
  const [p, n, x, c] = [vector('p'), vector('n'), vector('x'), uniform('c')];
  const incoming = Array.from({ length: dimension }, (_, k) => index(`i${String(k)}`));
  const momentum = incoming.reduce<Real>(
    (sum, i, k) => plus(sum, minus(load(i, at.forces), load(b, at.forces + k * at.stride))),
    p,
  );
  return routine(
    'sites',
    plan.lanes,
    [drift],
    [
      sineConstants,
      set(c, spread(drift, 0)),
      repeat(
        [
          incoming.map((i, k) => set(i, wordAt(t, at.neighbours + 4 * (dimension + k)))),
          set(p, load(o, at.momenta)),
          set(n, momentum),
          store(o, at.impulses, plus(p, n)),
          store(o, at.momenta, n),
          setWrapped(x, plus(load(o, at.positions), times(c, n))),
          store(o, at.positions, x),
          [advance(o, at.stride), advance(b, dimension * at.stride), advance(t, 8 * dimension)],
        ],
        less(o, int(sites * at.stride)),
      ),
    ],
  );
}

/** `energies()`: for each lane ½Σp², then for each lane 2ε Σ_b sin²(π(θ_tail − θ_head)), by plain sums. */
function energySweep(plan: RotorPlan, at: RotorLayout): Routine {
  const { dimension, sites } = plan.lattice;
  const [o, t, h] = [index('o'), index('t'), index('h')];
  const [p, r, square] = [vector('p'), vector('r'), vector('square')];
  const [kinetic, potential] = [vector('kinetic'), vector('potential')];
  const { setup, value } = quarterSine(r, square);
  const bond = (direction: number): StatementList => [
    set(h, wordAt(t, at.neighbours + 4 * direction)),
    setWrapped(r, minus(load(o, at.positions), load(h, at.positions))),
    set(r, halfOf(r)),
    setup,
    set(r, value),
    set(potential, plus(potential, times(r, r))),
  ];
  return routine(
    'energies',
    plan.lanes,
    [],
    [
      sineConstants,
      repeat(
        [
          set(p, load(o, at.momenta)),
          set(kinetic, plus(kinetic, halfOf(times(p, p)))),
          Array.from({ length: dimension }, (_, direction) => bond(direction)),
          [advance(o, at.stride), advance(t, 8 * dimension)],
        ],
        less(o, int(sites * at.stride)),
      ),
      store(int(0), at.lanesOut, kinetic),
      store(int(0), at.lanesOut + at.stride, times(spread(int(0), at.strength), potential)),
    ],
  );
}

/** `run(steps)`: from a synchronous state to a synchronous state; the last rotation of one step and the first of the next are one. */
function stepping(plan: RotorPlan, at: RotorLayout): Routine {
  const { kicks } = plan.scheme;
  const [steps, j] = [index('steps'), index('j')];
  const sweep = (name: string, complete: boolean, accumulate: boolean, force: boolean): Routine =>
    bondSweep(plan, at, { name, complete, accumulate, force });
  const first = sweep('bondsFirst', false, false, true);
  const bonds = sweep('bonds', true, false, true);
  const bondsAndSum = sweep('bondsAndSum', true, true, true);
  const last = sweep('bondsLast', true, true, false);
  const sites = siteSweep(plan, at);
  const drift = (i: number): Int => int(at.drifts + 8 * i);
  const lastKick = kicks.length - 1;
  const stages = kicks.map((_, i) => {
    const kick = int(at.kicks + 8 * i);
    const next =
      i < lastKick
        ? drift(at.before[i + 1] as number)
        : choice(drift(at.joined), drift(at.last), less(addInt(j, int(1)), steps));
    return [
      i > 0 ? call(bonds, [kick]) : when(j, call(bondsAndSum, [kick]), call(first, [kick])),
      call(sites, [next]),
    ];
  });
  return routine(
    'run',
    plan.lanes,
    [steps],
    [
      call(rotation(plan, at), [drift(at.before[0] as number)]),
      repeat([stages, advance(j, 1)], less(j, steps)),
      call(last, [int(0)]),
    ],
  );
}

/** The kernel of the rotors as a program. Its size does not depend on the number of sites. */
export function rotorProgram(plan: RotorPlan, at: RotorLayout): Program {
  return {
    bytes: at.bytes,
    exports: [stepping(plan, at), linearCombination(at), strideTotal(plan, at), energySweep(plan, at)],
  };
}
