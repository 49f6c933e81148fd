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
  type Triple,
} from './vector3.js';

/**
 * Every second spin, from the site at byte offset `first` on, rotates about its local field while its neighbours stand still, `(first, flow)`:
 *
 *   h = ω_x + ε(S_{x−1} + S_{x+1}),   θ = |h|τ,   X = θ²/4
 *   tan(θ/2) = (θ/2) P/D,   P = 1 − X/9 + X²/945,   D = 1 − 4X/9 + X²/63        (Padé; relative error X⁵/8.8·10⁷)
 *   ΔS = α h∧S + β((h·S)h − h²S),   α = τPD/(D² + XP²),   β = τ²P²/2(D² + XP²)   (Cayley: exactly a rotation, whatever P and D are)
 *   4Q_x += 2ε ΔS·S_{x+1},   4Q_{x−1} −= 2ε ΔS·S_{x−1}
 *
 * H is conserved, and e_x(t) − e_x(0) = Σ_in Q − Σ_out Q holds, to rounding at any τ.
 */
export function rotationSweep(plan: SpinPlan, at: SpinLayout): Routine {
  const { stride } = at;
  const site = 3 * stride;
  const end = plan.lattice.sites * site;
  /** The site at work, its neighbours; its bond, and the one before. */
  const [o, l, r, bond, bondBefore] = [
    index('o'),
    index('l'),
    index('r'),
    index('bond'),
    index('bondBefore'),
  ];
  const flow = index('flow');
  const [one, ninth, ninths, sixtythird] = [constant(1), constant(1 / 9), constant(4 / 9), constant(1 / 63)];
  const [time, quarter, half] = [uniform('time'), uniform('quarter'), uniform('half')];
  const [strength, twice] = [uniform('strength'), uniform('twice')];
  const [square, d, X, P, D] = [vector('square'), vector('d'), vector('X'), vector('P'), vector('D')];
  const [alpha, beta] = [vector('alpha'), vector('beta')];
  const [spin, left, right] = [triple('x'), triple('l'), triple('r')];
  const [field, change, own] = [triple('h'), triple('c'), triple('w', uniform)];
  const booked = (on: Int, join: (a: Real, b: Real) => Real, other: Triple): StatementList =>
    store(on, at.transfers, join(load(on, at.transfers), times(twice, tripleDot(change, other))));
  const turned: StatementList = [
    loadTriple(left, l, at.spins, stride),
    loadTriple(right, r, at.spins, stride),
    loadTriple(spin, o, at.spins, stride),
    setTriple(field, (k) => plus(own[k], times(strength, plus(left[k], right[k])))),
    set(square, tripleDot(field, field)),
    set(d, tripleDot(field, spin)),
    set(X, times(quarter, square)),
    set(P, plus(one, times(X, minus(times(constant(1 / 945), X), ninth)))),
    set(D, plus(one, times(X, minus(times(sixtythird, X), ninths)))),
    set(beta, times(P, P)),
    set(alpha, over(time, plus(times(D, D), times(X, beta)))),
    set(beta, times(times(half, beta), alpha)),
    set(alpha, times(alpha, times(P, D))),
    set(d, times(beta, d)),
    set(square, times(beta, square)),
    setTriple(change, (k) =>
      plus(times(alpha, crossComponent(field, spin, k)), minus(times(d, field[k]), times(square, spin[k]))),
    ),
    setTriple(spin, (k) => plus(spin[k], change[k])),
    storeTriple(o, at.spins, stride, spin),
    booked(bond, plus, right),
    booked(bondBefore, minus, left),
  ];
  return routine(
    'rotate',
    plan.lanes,
    [o, flow],
    [
      [set(time, spread(flow, 0)), set(quarter, spread(flow, 8)), set(half, spread(flow, 16))],
      [set(strength, spread(int(0), at.strengths)), set(twice, spread(int(0), at.strengths + 8))],
      set(bond, divInt(o, int(3))),
      repeat(
        [
          set(r, addInt(o, int(site))),
          set(r, choice(int(0), r, equal(r, int(end)))),
          set(l, choice(subtractInt(o, int(site)), int(end - site), o)),
          set(bondBefore, divInt(l, int(3))),
          axes.map((k) => set(own[k], spread(divInt(o, int(plan.lanes)), at.fields + 8 * k))),
          turned,
          advance(bond, 2 * stride),
          advance(o, 2 * site),
        ],
        less(o, int(end)),
      ),
    ],
  );
}
