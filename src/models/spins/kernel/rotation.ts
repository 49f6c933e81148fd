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
 * Every second spin, from the site at byte offset `first` on, rotates about its local field while its neighbours stand still, `(first, flow)`:
 *
 *   h = ω_x + ε(S_{x−1} + S_{x+1}),   θ = |h|τ,   X = θ²/4
 *   tan(θ/2) = (θ/2) P/D,   P = 1 − X/9 + X²/945,   D = 1 − 4X/9 + X²/63        (Padé; relative error X⁵/8.8·10⁷)
 *   ΔS = α h∧S + β((h·S)h − h²S),   α = τPD/(D² + XP²),   β = τ²P²/2(D² + XP²)   (Cayley: exactly a rotation, whatever P and D are)
 *   4Q_x += 2ε ΔS·S_{x+1},   4Q_{x−1} −= 2ε ΔS·S_{x−1}
 *
 * H is conserved, and e_x(t) − e_x(0) = Σ_in Q − Σ_out Q holds, to rounding at any τ.
 */
export function rotationSweep(plan: SpinPlan, at: SpinLayout): string {
  const pairs = Array.from({ length: plan.lanes / 2 }, (_, v) => v);
  const { stride } = at;
  const site = 3 * stride;
  const end = plan.lattice.sites * site;
  const constant = (value: string): string => `(f64x2.splat (f64.const ${value}))`;
  const booked = (bond: string, v: number, join: (a: string, b: string) => string, other: string): string =>
    store(
      bond,
      at.transfers + 16 * v,
      join(
        load(bond, at.transfers + 16 * v),
        times(
          get('twice'),
          dotText(
            (k) => part('c', k),
            (k) => part(other, k),
          ),
        ),
      ),
    );
  const turned = (v: number): string => `
    ${loadParts('l', get('l'), at.spins + 16 * v, stride)}
    ${loadParts('r', get('r'), at.spins + 16 * v, stride)}
    ${loadParts('x', get('o'), at.spins + 16 * v, stride)}
    ${setParts('h', (k) => plus(part('w', k), times(get('strength'), plus(part('l', k), part('r', k)))))}
    ${set(
      's',
      dotText(
        (k) => part('h', k),
        (k) => part('h', k),
      ),
    )}
    ${set(
      'd',
      dotText(
        (k) => part('h', k),
        (k) => part('x', k),
      ),
    )}
    ${set('X', times(get('quarter'), get('s')))}
    ${set('P', plus(get('one'), times(get('X'), minus(times(constant(String(1 / 945)), get('X')), get('ninth')))))}
    ${set('D', plus(get('one'), times(get('X'), minus(times(get('sixtythird'), get('X')), get('ninths')))))}
    ${set('b', times(get('P'), get('P')))}
    ${set('a', `(f64x2.div ${get('time')} ${plus(times(get('D'), get('D')), times(get('X'), get('b')))})`)}
    ${set('b', times(times(get('half'), get('b')), get('a')))}
    ${set('a', times(get('a'), times(get('P'), get('D'))))}
    ${set('d', times(get('b'), get('d')))}${set('s', times(get('b'), get('s')))}
    ${setParts('c', (k) =>
      plus(
        times(get('a'), crossText('h', 'x', k)),
        minus(times(get('d'), part('h', k)), times(get('s'), part('x', k))),
      ),
    )}
    ${setParts('x', (k) => plus(part('x', k), part('c', k)))}
    ${storeParts('x', get('o'), at.spins + 16 * v, stride)}
    ${booked(get('b0'), v, plus, 'r')}
    ${booked(get('p'), v, minus, 'l')}`;
  return `(func $rotate (param $o i32) (param $flow i32) ${integers('l', 'r', 'b0', 'p')}
    ${vectors('one', 'ninth', 'ninths', 'sixtythird', 'quarter', 'time', 'half', 'strength', 'twice', 's', 'd', 'X', 'P', 'D', 'a', 'b', ...['h', 'x', 'c', 'w'].flatMap(parts), ...axes.flatMap((k) => [`l${String(k)}`, `r${String(k)}`]))}
    ${set('one', constant('1'))}${set('ninth', constant(String(1 / 9)))}${set('ninths', constant(String(4 / 9)))}
    ${set('sixtythird', constant(String(1 / 63)))}
    ${set('time', spread(get('flow'), 0))}${set('quarter', spread(get('flow'), 8))}${set('half', spread(get('flow'), 16))}
    ${set('strength', spread(int(0), at.strengths))}${set('twice', spread(int(0), at.strengths + 8))}
    ${set('b0', `(i32.div_u ${get('o')} ${int(3)})`)}
    ${repeat(
      'site',
      `${set('r', addInt(get('o'), int(site)))}
      ${set('r', `(select ${int(0)} ${get('r')} (i32.eq ${get('r')} ${int(end)}))`)}
      ${set('l', `(select (i32.sub ${get('o')} ${int(site)}) ${int(end - site)} ${get('o')})`)}
      ${set('p', `(i32.div_u ${get('l')} ${int(3)})`)}
      ${axes.map((k) => set(`w${String(k)}`, spread(`(i32.div_u ${get('o')} ${int(plan.lanes)})`, at.fields + 8 * k))).join('')}
      ${pairs.map(turned).join('\n')}
      ${set('b0', addInt(get('b0'), int(2 * stride)))}
      ${set('o', addInt(get('o'), int(2 * site)))}`,
      `(i32.lt_u ${get('o')} ${int(end)})`,
    )})`;
}
