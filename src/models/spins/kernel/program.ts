import { linearCombination, strideTotal } from '../../../kernel/lane-routines.js';
import {
  addInt,
  choice,
  equal,
  index,
  int,
  less,
  load,
  plus,
  spread,
  times,
  uniform,
  vector,
  type Int,
} from '../../../kernel/program/expression.js';
import {
  advance,
  call,
  repeat,
  routine,
  set,
  store,
  type StatementList,
  type Program,
  type Routine,
} from '../../../kernel/program/statement.js';
import { exchangeSweep, precession } from './exchange.js';
import { FLOW_BYTES, type SpinLayout, type SpinPlan } from './layout.js';
import { rotationSweep } from './rotation.js';
import { axes, tripleDot, loadTriple, triple } from './vector3.js';

/** `accumulate()`: adds every 4Q to its sum. */
function accumulation({ lattice, lanes }: SpinPlan, at: SpinLayout): Routine {
  const o = index('o');
  return routine(
    'accumulate',
    lanes,
    [],
    repeat(
      [store(o, at.sums, plus(load(o, at.sums), load(o, at.transfers))), advance(o, at.stride)],
      less(o, int(lattice.sites * at.stride)),
    ),
  );
}

/** `energies()`: for each lane Σω_x·S_x, then for each lane εΣS_x·S_{x+1}, by plain sums. */
function energySweep({ lattice, lanes }: SpinPlan, at: SpinLayout): Routine {
  const site = 3 * at.stride;
  const end = lattice.sites * site;
  const [o, head, f] = [index('o'), index('head'), index('f')];
  const [x, y, field] = [triple('x'), triple('y'), triple('w', uniform)];
  const [a, b] = [vector('a'), vector('b')];
  return routine(
    'energies',
    lanes,
    [],
    [
      repeat(
        [
          set(head, addInt(o, int(site))),
          set(head, choice(int(0), head, equal(head, int(end)))),
          axes.map((k) => set(field[k], spread(f, at.fields + 8 * k))),
          loadTriple(x, o, at.spins, at.stride),
          loadTriple(y, head, at.spins, at.stride),
          set(a, plus(a, tripleDot(field, x))),
          set(b, plus(b, tripleDot(x, y))),
          [advance(f, 24), advance(o, site)],
        ],
        less(o, int(end)),
      ),
      store(int(0), at.lanesOut, a),
      store(int(0), at.lanesOut + at.stride, times(spread(int(0), at.strengths), b)),
    ],
  );
}

/** `run(steps)`: from a synchronous state to a synchronous state; the last flow of A of one step and the first of the next are done as one. */
function stepping(plan: SpinPlan, at: SpinLayout): Routine {
  const { scheme } = plan;
  const [steps, j] = [index('steps'), index('j')];
  const odd = int(3 * at.stride);
  const flow = (length: number): Int => int(at.flows + FLOW_BYTES * length);
  const kickFlow = (length: number): Int => flow(at.lengths.length + at.kickLengths.indexOf(length));
  /** What A does for a time of the list, and one step's flows, given what comes before its first of B. */
  const parts = (): { readonly last: StatementList; readonly stages: StatementList } => {
    if (scheme.parts === 'exchange') {
      const exchange = exchangeSweep(plan, at, false);
      const precessed = exchangeSweep(plan, at, true);
      const table = (length: number): Int => int(at.tables[length] as number);
      return {
        last: call(precession(plan, at), [table(at.last)]),
        stages: scheme.kicks.map((b, i) => [
          call(precessed, [before(i, table), kickFlow(b / 2)]),
          call(exchange, [odd, kickFlow(b)]),
          call(exchange, [int(0), kickFlow(b / 2)]),
        ]),
      };
    }
    const rotate = rotationSweep(plan, at);
    return {
      last: call(rotate, [int(0), flow(at.last)]),
      stages: scheme.kicks.map((b, i) => [
        call(rotate, [int(0), before(i, flow)]),
        call(rotate, [odd, kickFlow(b)]),
      ]),
    };
  };
  const before = (i: number, a: (length: number) => Int): Int => {
    const own = a(at.before[i] as number);
    return i === 0 ? choice(a(at.joined), own, j) : own;
  };
  const { last, stages } = parts();
  // Where A carries energy, the transfers after a step are those after its last flow of A, which a joined flow does not stop at: they are
  // summed at the end of B instead, half of an even rotation early. The mean over an interval is a smoothing and may be any.
  return routine(
    'run',
    plan.lanes,
    [steps],
    [repeat([stages, call(accumulation(plan, at), []), advance(j, 1)], less(j, steps)), last],
  );
}

/** The kernel of the spins as a program. Its size does not depend on the number of sites. */
export function spinProgram(plan: SpinPlan, at: SpinLayout): Program {
  return {
    bytes: at.bytes,
    exports: [stepping(plan, at), linearCombination(at), strideTotal(plan, at), energySweep(plan, at)],
  };
}
