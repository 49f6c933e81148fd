import type { KernelPlan, Layout } from './layout.js';
import {
  addInt,
  get,
  int,
  integers,
  load,
  minus,
  plus,
  polynomialText,
  repeat,
  set,
  spread,
  store,
  times,
  vectors,
} from '../wat.js';

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
export function ringPass(plan: KernelPlan, at: Layout, name: string, accumulate: boolean): string {
  const pairs = Array.from({ length: plan.lanes / 2 }, (_, v) => v);
  const { stride } = at;
  const heavyEnds = plan.baths === true && !plan.masses;
  const end = plan.lattice.sites * stride;
  const couplingCoefficients = plan.coupling.map((_, i) => `v${String(i)}`);
  const pinningCoefficients = plan.pinning.map((_, i) => `u${String(i)}`);
  const each = (text: (v: number) => string): string => pairs.map(text).join('\n');
  const of = (quantity: string) => (v: number) => `${quantity}${String(v)}`;
  const q = of('q');
  const p = of('p');
  const f = of('f');
  const s = of('s');
  const hq = of('hq');
  const hp = of('hp');
  const g = of('g');
  const n = of('n');
  const first = of('first');
  const closing = of('closing');
  const square = of('square');

  const force = (v: number, target: string, difference: string): string => {
    const { setup, value } = polynomialText(
      plan.coupling,
      (i) => get(couplingCoefficients[i] as string),
      get('r'),
      square(v),
    );
    return set('r', difference) + setup + set(target, value);
  };
  /** p_x after the kick: (p_x + D) − G_x, with D = F_{x−1} − F_x; with masses p_x + (D − G_x)/m_x. */
  const kickedMomentum = (v: number, difference: string, heavy: boolean): string => {
    const unpinned = heavy ? difference : plus(get(p(v)), difference);
    const weighted = (impulse: string): string =>
      heavy ? plus(get(p(v)), times(get('w'), impulse)) : impulse;
    if (plan.pinning.length === 0) return set(n(v), weighted(unpinned));
    const { setup, value } = polynomialText(
      plan.pinning,
      (i) => get(pinningCoefficients[i] as string),
      get(q(v)),
      square(v),
    );
    return setup + set(n(v), weighted(minus(unpinned, value)));
  };
  const closingForce = (v: number): string =>
    plan.open
      ? set(closing(v), '(v128.const i64x2 0 0)')
      : force(v, closing(v), minus(get(q(v)), get(hq(v))));
  /** Rotates the site at byte offset `offset` with the table entry at `entry` + `shift`; leaves (q, p) in (hq, hp). */
  const rotated = (offset: string, entry: string, shift: number, byte: number): string =>
    set('c', spread(entry, shift)) +
    set('a', spread(entry, shift + 8)) +
    set('b', spread(entry, shift + 16)) +
    each((v) => {
      const x = load(offset, at.positions + byte + 16 * v);
      const y = load(offset, at.momenta + byte + 16 * v);
      return (
        set('x', x) +
        set('y', y) +
        set(hq(v), plus(times(get('c'), get('x')), times(get('a'), get('y')))) +
        set(hp(v), plus(times(get('b'), get('x')), times(get('c'), get('y')))) +
        store(offset, at.positions + byte + 16 * v, get(hq(v)))
      );
    });
  /** Kicks site x with the force `next` on its bond (x, x+1), given that on (x−1, x) in f. `end` is the site's number for the two ends. */
  const kicked = (next: (v: number) => string, end?: number): string =>
    (plan.masses
      ? set('w', spread(get('m'), at.inverseMasses))
      : heavyEnds && end !== undefined
        ? set('w', spread(int(0), at.inverseMasses + 8 * end))
        : '') +
    each(
      (v) =>
        kickedMomentum(
          v,
          minus(get(f(v)), get(next(v))),
          plan.masses === true || (heavyEnds && end !== undefined),
        ) +
        store(get('o'), at.momenta + 16 * v, get(n(v))) +
        set(n(v), plus(get(p(v)), get(n(v)))),
    );
  const transferred = (
    offset: string,
    byte: number,
    forceOn: (v: number) => string,
    a: (v: number) => string,
    b: (v: number) => string,
  ): string =>
    each((v) => {
      const updated = plus(
        load(offset, at.transfers + byte + 16 * v),
        times(get(forceOn(v)), plus(get(a(v)), get(b(v)))),
      );
      return accumulate
        ? set('x', updated) +
            store(offset, at.transfers + byte + 16 * v, get('x')) +
            store(offset, at.sums + byte + 16 * v, plus(load(offset, at.sums + byte + 16 * v), get('x')))
        : store(offset, at.transfers + byte + 16 * v, updated);
    });
  const advanced = (): string =>
    each((v) => set(q(v), get(hq(v))) + set(p(v), get(hp(v))) + set(f(v), get(g(v))) + set(s(v), get(n(v))));
  const step =
    set('o', addInt(get('o'), int(stride))) + (plan.masses ? set('m', addInt(get('m'), int(8))) : '');
  const before = (offset: string): string => `(i32.sub ${offset} ${int(stride)})`;
  const locals = pairs.flatMap((v) =>
    [q, p, f, s, hq, hp, g, n, first, closing, square].map((name) => name(v)),
  );

  return `(func $${name} (param $table i32) (param $kick i32)
    ${integers('o', 'e', 'z', ...(plan.masses ? ['m'] : []))}
    ${vectors('c', 'a', 'b', 'x', 'y', 'r', ...(plan.masses || heavyEnds ? ['w'] : []), ...couplingCoefficients, ...pinningCoefficients, ...locals)}
    ${couplingCoefficients.map((c, i) => set(c, spread(get('kick'), 8 * i))).join('')}
    ${pinningCoefficients.map((c, i) => set(c, spread(get('kick'), 8 * (couplingCoefficients.length + i)))).join('')}
    ${set('z', int(end - stride))}
    ${set('e', addInt(get('table'), int(24 * (plan.lattice.sites - 1))))}
    ${rotated(get('z'), get('e'), 0, 0)}
    ${each((v) => store(get('z'), at.momenta + 16 * v, get(hp(v))) + set(q(v), get(hq(v))))}
    ${set('o', int(0))}
    ${rotated(get('o'), get('table'), 0, 0)}
    ${each((v) => closingForce(v) + set(q(v), get(hq(v))) + set(p(v), get(hp(v))) + set(f(v), get(closing(v))))}
    ${rotated(get('o'), get('table'), 24, stride)}
    ${each((v) => force(v, g(v), minus(get(q(v)), get(hq(v)))))}
    ${kicked(g, 0)}
    ${each((v) => set(first(v), get(n(v))))}
    ${advanced()}
    ${step}
    ${set('e', addInt(get('table'), int(48)))}
    (if (i32.lt_u ${get('o')} ${int(end - 2 * stride)}) (then ${repeat(
      'sweep',
      `${rotated(get('o'), get('e'), 0, stride)}
      ${each((v) => force(v, g(v), minus(get(q(v)), get(hq(v)))))}
      ${kicked(g)}
      ${transferred(before(get('o')), 0, f, s, n)}
      ${advanced()}
      ${step}
      ${set('e', addInt(get('e'), int(24)))}`,
      `(i32.lt_u ${get('o')} ${int(end - 2 * stride)})`,
    )}))
    ${each((v) => set(hq(v), load(get('z'), at.positions + 16 * v)) + set(hp(v), load(get('z'), at.momenta + 16 * v)))}
    ${each((v) => force(v, g(v), minus(get(q(v)), get(hq(v)))))}
    ${kicked(g)}
    ${transferred(before(get('o')), 0, f, s, n)}
    ${advanced()}
    ${step}
    ${kicked(closing, plan.lattice.sites - 1)}
    ${transferred(before(get('o')), 0, f, s, n)}
    ${plan.open ? '' : transferred(get('z'), 0, closing, n, first)}
  )`;
}
