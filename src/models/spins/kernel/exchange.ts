import type { SpinLayout, SpinPlan } from './layout.js';
import { axes, crossText, dotText, loadParts, part, parts, setParts, storeParts } from './text.js';
import {
  addInt,
  get,
  int,
  integers,
  load,
  minus,
  plus,
  repeat,
  set,
  spread,
  store,
  times,
  vectors,
} from '../../../kernel/wat.js';

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
export function exchangeSweep(plan: SpinPlan, at: SpinLayout, precess: boolean): string {
  const pairs = Array.from({ length: plan.lanes / 2 }, (_, v) => v);
  const { stride } = at;
  const site = 3 * stride;
  const end = plan.lattice.sites * site;
  const old = (v: number): string => `o${String(v)}_`;
  const now = (v: number): string => `n${String(v)}_`;
  const firstOld = (v: number): string => `f${String(v)}_`;
  const firstNow = (v: number): string => `g${String(v)}_`;

  /** Loads a spin into `name`, rotated by the matrix at `entry` where spins precess. */
  const spin = (name: string, address: string, entry: string, shift: number, v: number): string => {
    const byte = at.spins + 16 * v;
    if (!precess) return loadParts(name, address, byte, stride);
    return (
      loadParts('u', address, byte, stride) +
      setParts(name, (i) =>
        dotText(
          (k) => spread(entry, shift + 8 * (3 * i + k)),
          (k) => part('u', k),
        ),
      )
    );
  };
  /** 2ε(a'·b − a·b') for the spins a, b of a bond, before and after. */
  const beside = (a: string, aNow: string, b: string, bNow: string): string =>
    times(
      get('strength'),
      minus(
        dotText(
          (k) => part(aNow, k),
          (k) => part(b, k),
        ),
        dotText(
          (k) => part(a, k),
          (k) => part(bNow, k),
        ),
      ),
    );
  const booked = (bond: string, v: number, value: string): string =>
    store(bond, at.transfers + 16 * v, plus(load(bond, at.transfers + 16 * v), value));

  const turned = (v: number): string => `
    ${spin('x', get('o'), get('e'), 0, v)}
    ${spin('y', get('y'), get('e'), 72, v)}
    ${setParts('m', (k) => plus(part('x', k), part('y', k)))}
    ${set(
      's',
      dotText(
        (k) => part('m', k),
        (k) => part('m', k),
      ),
    )}
    ${set(
      'd',
      dotText(
        (k) => part('m', k),
        (k) => part('x', k),
      ),
    )}
    ${set('t', times(get('t0'), plus(get('one'), times(get('s'), plus(get('t1'), times(get('s'), get('t2')))))))}
    ${set('a', `(f64x2.div ${plus(get('t'), get('t'))} ${plus(get('one'), times(times(get('t'), get('t')), get('s')))})`)}
    ${set('b', times(get('a'), get('t')))}
    ${set('d', times(get('b'), get('d')))}${set('s', times(get('b'), get('s')))}
    ${setParts('c', (k) =>
      plus(
        times(get('a'), crossText('y', 'x', k)),
        minus(times(get('d'), part('m', k)), times(get('s'), part('x', k))),
      ),
    )}
    ${booked(
      get('b0'),
      v,
      dotText(
        (k) => get(`w${String(k)}`),
        (k) => part('c', k),
      ),
    )}
    ${setParts('u', (k) => plus(part('x', k), part('c', k)))}
    ${storeParts('u', get('o'), at.spins + 16 * v, stride)}
    ${booked(get('p'), v, beside(old(v), now(v), 'x', 'u'))}
    (if (i32.eqz ${get('e0')}) (then
      ${setParts(firstOld(v), (k) => part('x', k))}${setParts(firstNow(v), (k) => part('u', k))}))
    ${setParts(old(v), (k) => part('y', k))}
    ${setParts(now(v), (k) => minus(part('y', k), part('c', k)))}
    ${storeParts(now(v), get('y'), at.spins + 16 * v, stride)}`;

  const carried = pairs.flatMap((v) => [old(v), now(v), firstOld(v), firstNow(v)].flatMap(parts));
  return `(func $${precess ? 'precessedExchange' : 'exchange'} (param $e i32) (param $flow i32)
    ${integers('o', 'y', 'b0', 'p', 'e0', 'closing')}
    ${vectors('one', 't0', 't1', 't2', 't', 's', 'd', 'a', 'b', 'strength', ...['x', 'y', 'm', 'c', 'u', 'w'].flatMap((name) => (name === 'y' ? axes.map((k) => `y${String(k)}`) : parts(name))), ...carried)}
    ${set('one', '(f64x2.splat (f64.const 1))')}
    ${set('t0', spread(get('flow'), 0))}${set('t1', spread(get('flow'), 8))}${set('t2', spread(get('flow'), 16))}
    ${set('strength', spread(int(0), at.strengths + 8))}
    ${precess ? '' : set('o', get('e'))}
    ${set('b0', `(i32.div_u ${get('o')} ${int(3)})`)}
    ${repeat(
      'pair',
      `${set('y', addInt(get('o'), int(site)))}
      ${set('y', `(select ${int(0)} ${get('y')} (i32.eq ${get('y')} ${int(end)}))`)}
      ${set('p', `(i32.sub ${get('b0')} ${int(stride)})`)}
      ${set('p', `(select ${get('p')} ${int((plan.lattice.sites - 1) * stride)} ${get('b0')})`)}
      (if (i32.eqz ${get('e0')}) (then ${set('closing', get('p'))}))
      ${axes.map((k) => set(`w${String(k)}`, spread(`(i32.mul ${int(3)} (i32.div_u ${get('b0')} ${int(plan.lanes)}))`, at.means + 8 * k))).join('')}
      ${pairs.map(turned).join('\n')}
      ${set('e0', int(1))}
      ${precess ? set('e', addInt(get('e'), int(144))) : ''}
      ${set('b0', addInt(get('b0'), int(2 * stride)))}
      ${set('o', addInt(get('o'), int(2 * site)))}`,
      `(i32.lt_u ${get('o')} ${int(end)})`,
    )}
    ${pairs.map((v) => booked(get('closing'), v, beside(old(v), now(v), firstOld(v), firstNow(v)))).join('\n')})`;
}

/** `precess(table)`: every spin precesses about its own field. */
export function precession({ lattice, lanes }: SpinPlan, at: SpinLayout): string {
  const pairs = Array.from({ length: lanes / 2 }, (_, v) => at.spins + 16 * v);
  return `(func $precess (param $table i32) ${integers('o')} ${vectors(...parts('u'))}
    ${repeat(
      'site',
      `${pairs
        .map(
          (byte) =>
            loadParts('u', get('o'), byte, at.stride) +
            axes
              .map((i) =>
                store(
                  get('o'),
                  byte + i * at.stride,
                  dotText(
                    (k) => spread(get('table'), 8 * (3 * i + k)),
                    (k) => part('u', k),
                  ),
                ),
              )
              .join(''),
        )
        .join('\n')}
      ${set('o', addInt(get('o'), int(3 * at.stride)))}${set('table', addInt(get('table'), int(72)))}`,
      `(i32.lt_u ${get('o')} ${int(lattice.sites * 3 * at.stride)})`,
    )})`;
}
