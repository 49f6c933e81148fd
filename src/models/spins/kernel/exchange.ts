import {
  addInt,
  choice,
  constant,
  divInt,
  equal,
  index,
  int,
  less,
  load,
  minus,
  mulInt,
  over,
  plus,
  spread,
  subtractInt,
  times,
  uniform,
  vector,
  type Int,
  type Real,
} from '../../../kernel/program/expression.js';
import {
  advance,
  repeat,
  routine,
  set,
  store,
  when,
  type StatementList,
  type Routine,
} from '../../../kernel/program/statement.js';
import type { SpinLayout, SpinPlan } from './layout.js';
import {
  axes,
  crossComponent,
  tripleDot,
  loadTriple,
  setTriple,
  storeTriple,
  triple,
  type Component,
  type Triple,
  type TripleVariable,
} from './vector3.js';

/**
 * The exchange of every second bond for a time h, `(first, flow)`: from the site at byte offset `first` on, both spins of (x, x+1) rotate about
 * M = S_x + S_{x+1}, which the flow of εS_x·S_{x+1} conserves, by the angle εh|M|.
 *
 *   r = M tan(εh|M|/2)/|M| = tM,   t ≈ (εh/2)(1 + θ²/12 + θ⁴/120),  θ = εh|M|   (a Cayley map; relative error 17θ⁶/20160)
 *   Δ = S_x' − S_x = 2/(1+r²) (r∧S_x + r∧(r∧S_x)) = α S_{x+1}∧S_x + β((M·S_x)M − M² S_x),   S_{x+1}' = S_{x+1} − Δ
 *   own bond         4Q_x   += −2(ω_x + ω_{x+1})·Δ
 *   bond before      4Q_{x−1} += 2ε (S'_{x−1}·S_x − S_{x−1}·S'_x)
 *
 * Arithmetic only. Lengths of spins are kept to rounding whatever t is, and an error of t is one of the exchange's strength: the flow stays that of
 * a Hamiltonian. The transfers are ε∫j of this flow: all of its part of second order in ε exactly.
 *
 * With a table of rotations, `precessedExchange(table, flow)` for the even bonds, all spins precess first.
 */
export function exchangeSweep(plan: SpinPlan, at: SpinLayout, precess: boolean): Routine {
  const { stride } = at;
  const site = 3 * stride;
  const end = plan.lattice.sites * site;
  /** A bond's two sites; its own transfer, that of the bond before; that of the bond before the first. */
  const [o, head, bond, before, closing] = [
    index('o'),
    index('head'),
    index('bond'),
    index('before'),
    index('closing'),
  ];
  const [entry, flow, begun] = [index('entry'), index('flow'), index('begun')];
  const one = constant(1);
  const [t0, t1, t2, strength] = [uniform('t0'), uniform('t1'), uniform('t2'), uniform('strength')];
  const [t, square, d, a, b] = [vector('t'), vector('square'), vector('d'), vector('a'), vector('b')];
  const [x, y, m, change, u] = [triple('x'), triple('y'), triple('m'), triple('c'), triple('u')];
  const means = triple('w', uniform);
  /** The head of the last bond, before and after; the tail of the first bond. */
  const [old, now, firstOld, firstNow] = [
    triple('old'),
    triple('now'),
    triple('firstOld'),
    triple('firstNow'),
  ];

  /** Loads a spin, rotated by the matrix at `entry` + `shift` where spins precess. */
  const spin = (to: TripleVariable, address: Int, shift: number): StatementList =>
    precess
      ? [loadTriple(u, address, at.spins, stride), setTriple(to, (i) => tripleDot(row(entry, shift, i), u))]
      : loadTriple(to, address, at.spins, stride);
  /** 2ε(a'·b − a·b') for the spins a, b of a bond, before and after. */
  const beside = (from: Triple, fromNow: Triple, to: Triple, toNow: Triple): Real =>
    times(strength, minus(tripleDot(fromNow, to), tripleDot(from, toNow)));
  const booked = (on: Int, value: Real): StatementList =>
    store(on, at.transfers, plus(load(on, at.transfers), value));

  const turned: StatementList = [
    spin(x, o, 0),
    spin(y, head, 72),
    setTriple(m, (k) => plus(x[k], y[k])),
    set(square, tripleDot(m, m)),
    set(d, tripleDot(m, x)),
    set(t, times(t0, plus(one, times(square, plus(t1, times(square, t2)))))),
    set(a, over(plus(t, t), plus(one, times(times(t, t), square)))),
    set(b, times(a, t)),
    set(d, times(b, d)),
    set(square, times(b, square)),
    setTriple(change, (k) =>
      plus(times(a, crossComponent(y, x, k)), minus(times(d, m[k]), times(square, x[k]))),
    ),
    booked(bond, tripleDot(means, change)),
    setTriple(u, (k) => plus(x[k], change[k])),
    storeTriple(o, at.spins, stride, u),
    booked(before, beside(old, now, x, u)),
    when(equal(begun, int(0)), [setTriple(firstOld, (k) => x[k]), setTriple(firstNow, (k) => u[k])]),
    setTriple(old, (k) => y[k]),
    setTriple(now, (k) => minus(y[k], change[k])),
    storeTriple(head, at.spins, stride, now),
  ];

  return routine(
    precess ? 'precessedExchange' : 'exchange',
    plan.lanes,
    [entry, flow],
    [
      [set(t0, spread(flow, 0)), set(t1, spread(flow, 8)), set(t2, spread(flow, 16))],
      set(strength, spread(int(0), at.strengths + 8)),
      precess ? [] : set(o, entry),
      set(bond, divInt(o, int(3))),
      repeat(
        [
          set(head, addInt(o, int(site))),
          set(head, choice(int(0), head, equal(head, int(end)))),
          set(before, choice(subtractInt(bond, int(stride)), int((plan.lattice.sites - 1) * stride), bond)),
          when(equal(begun, int(0)), set(closing, before)),
          axes.map((k) =>
            set(means[k], spread(mulInt(int(3), divInt(bond, int(plan.lanes))), at.means + 8 * k)),
          ),
          turned,
          set(begun, int(1)),
          precess ? advance(entry, 144) : [],
          advance(bond, 2 * stride),
          advance(o, 2 * site),
        ],
        less(o, int(end)),
      ),
      booked(closing, beside(old, now, firstOld, firstNow)),
    ],
  );
}

/** Row i of the matrix at address + offset. */
const row = (address: Int, offset: number, i: Component): Triple => {
  const part = (k: Component): Real => spread(address, offset + 8 * (3 * i + k));
  return [part(0), part(1), part(2)];
};

/** `precess(table)`: every spin precesses about its own field. */
export function precession({ lattice, lanes }: SpinPlan, at: SpinLayout): Routine {
  const [table, o, u] = [index('table'), index('o'), triple('u')];
  return routine(
    'precess',
    lanes,
    [table],
    repeat(
      [
        loadTriple(u, o, at.spins, at.stride),
        axes.map((i) => store(o, at.spins + i * at.stride, tripleDot(row(table, 0, i), u))),
        [advance(o, 3 * at.stride), advance(table, 72)],
      ],
      less(o, int(lattice.sites * 3 * at.stride)),
    ),
  );
}
