import { linearCombination, strideTotal } from '../lane-routines.js';
import {
  addInt,
  choice,
  divInt,
  equal,
  index,
  int,
  less,
  load,
  minus,
  mulInt,
  negative,
  plus,
  spread,
  times,
  uniform,
  vector,
  wordAt,
  type Int,
} from '../program/expression.js';
import {
  advance,
  call,
  repeat,
  repeatWhile,
  routine,
  set,
  store,
  storeOne,
  when,
  type StatementList,
  type Program,
  type Routine,
} from '../program/statement.js';
import { bathPrograms } from './baths.js';
import { energySweep } from './energy.js';
import { coefficientCount } from './force.js';
import { bondSweep, siteSweep } from './grid.js';
import type { KernelPlan, MemoryLayout } from './layout.js';
import { ringPass } from './ring.js';

/** Rotates every site by one table. */
function rotation({ lattice, lanes }: KernelPlan, at: MemoryLayout): Routine {
  const [table, o] = [index('table'), index('o')];
  const [x, y] = [vector('x'), vector('y')];
  const [c, a, b] = [uniform('c'), uniform('a'), uniform('b')];
  return routine(
    'rotate',
    lanes,
    [table],
    repeat(
      [
        [set(c, spread(table, 0)), set(a, spread(table, 8)), set(b, spread(table, 16))],
        [set(x, load(o, at.positions)), set(y, load(o, at.momenta))],
        store(o, at.positions, plus(times(c, x), times(a, y))),
        store(o, at.momenta, plus(times(b, x), times(c, y))),
        [advance(o, at.stride), advance(table, 24)],
      ],
      less(o, int(lattice.sites * at.stride)),
    ),
  );
}

/**
 * Performs the flips of step `step` from the list at `next`: p ← −p of one site of one replica.
 *
 * Between two steps the last rotation of one and the first of the next, each of length c, are done as one,
 * R(2c), and a flip belongs in its middle: R(c) F R(c) = F, because F R(c) = R(−c) F. So before a joined
 * rotation the flipped site is sent to R(−2c) F, and after a joined rotation to F R(−2c). `undo` is the table of R(2c), or 0 when the
 * step's last rotation is complete and the flip is F alone.
 * Returns where the list goes on.
 */
function flips(at: MemoryLayout, beforeJoined: boolean): Routine {
  const [step, undo, next, o, e] = [index('step'), index('undo'), index('next'), index('o'), index('e')];
  const [x, y] = [uniform('x'), uniform('y')];
  const [c, a, b] = [spread(e, 0), spread(e, 8), spread(e, 16)];
  const flip = storeOne(o, at.momenta, negative(spread(o, at.momenta)));
  const unrotate: StatementList = [
    set(x, spread(o, at.positions)),
    set(y, spread(o, at.momenta)),
    storeOne(o, at.positions, minus(times(c, x), times(a, y))),
    storeOne(o, at.momenta, minus(times(c, y), times(b, x))),
  ];
  const body: StatementList = [
    set(o, wordAt(next, at.flips + 4)),
    advance(next, 8),
    when(
      undo,
      [
        set(e, addInt(undo, mulInt(divInt(o, int(at.stride)), int(24)))),
        beforeJoined ? [flip, unrotate] : [unrotate, flip],
      ],
      flip,
    ),
  ];
  return routine(
    'flips',
    2,
    [step, undo, next],
    repeatWhile(equal(wordAt(next, at.flips), step), body),
    next,
  );
}

/** The function `run(steps)`: from a synchronous state to a synchronous state, with the flips of the list. */
function stepping(plan: KernelPlan, at: MemoryLayout): Routine {
  const { kicks } = plan.scheme;
  const ring = plan.lattice.dimension === 1;
  const rotate = rotation(plan, at);
  const flip = flips(at, ring);
  const [steps, j, next, gaussian] = [index('steps'), index('j'), index('next'), index('gaussian')];
  const table = (i: number): Int => int(at.tables[i] as number);
  const coefficients = coefficientCount(plan.coupling) + coefficientCount(plan.pinning);
  const kick = (i: number): Int => int(at.kicks + 8 * i * coefficients);
  const lastKick = kicks.length - 1;
  const more = less(j, steps);
  const undo = choice(table(at.joined), int(0), more);
  const flipped = (undoing: Int): StatementList => call(flip, [j, undoing, next], next);
  const bathed = plan.baths ? bathPrograms(plan, at) : undefined;
  const bath = (program: 'between' | 'after'): StatementList =>
    bathed
      ? when(wordAt(int(at.bathSwitch), 0), [
          call(bathed[program], [gaussian]),
          advance(gaussian, 2 * at.stride),
        ])
      : [];
  const around = (): StatementList => {
    const pass = ringPass(plan, at, 'pass', false);
    const passAndSum = ringPass(plan, at, 'passAndSum', true);
    const stages = kicks.map((_, i) => {
      const before = table(at.before[i] as number);
      const rotated = i === 0 ? choice(table(at.joined), before, j) : before;
      return call(i === lastKick ? passAndSum : pass, [rotated, kick(i)]);
    });
    return [
      repeat([stages, advance(j, 1), when(more, [flipped(undo), bath('between')])], more),
      call(rotate, [table(at.last)]),
    ];
  };
  const across = (): StatementList => {
    const first = bondSweep(plan, at, {
      name: 'bondsFirst',
      complete: false,
      accumulate: false,
      force: true,
    });
    const bonds = bondSweep(plan, at, { name: 'bonds', complete: true, accumulate: false, force: true });
    const bondsAndSum = bondSweep(plan, at, {
      name: 'bondsAndSum',
      complete: true,
      accumulate: true,
      force: true,
    });
    const last = bondSweep(plan, at, { name: 'bondsLast', complete: true, accumulate: true, force: false });
    const sites = siteSweep(plan, at);
    const stages = kicks.map((_, i) => [
      i > 0 ? call(bonds, [kick(i)]) : when(j, call(bondsAndSum, [kick(0)]), call(first, [kick(0)])),
      call(sites, [
        i < lastKick
          ? table(at.before[i + 1] as number)
          : choice(table(at.joined), table(at.last), less(addInt(j, int(1)), steps)),
        kick(i),
      ]),
    ]);
    return [
      call(rotate, [table(at.before[0] as number)]),
      repeat([stages, advance(j, 1), when(more, flipped(undo))], more),
      call(last, [int(0)]),
    ];
  };
  return routine(
    'run',
    plan.lanes,
    [steps],
    [
      bathed ? set(gaussian, int(at.gaussians)) : [],
      ring ? around() : across(),
      flipped(int(0)),
      bath('after'),
    ],
  );
}

/** The kernel as a program. Its size does not depend on the lattice's size. */
export function splittingProgram(plan: KernelPlan, at: MemoryLayout): Program {
  return {
    bytes: at.bytes,
    exports: [stepping(plan, at), linearCombination(at), strideTotal(plan, at), energySweep(plan, at)],
  };
}
