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
 * The function `energies()`: for each lane the kinetic energy ½Σp² and the potential energy
 * ½Σω²q² + ε ΣU(q_x) + ε ΣV(q_tail − q_head), in the order of the sites; the kinetic ones first. With masses the kinetic
 * energy is ½Σm v², v the velocity; with open ends the last bond's stretch is taken as 0.
 *
 * The rounding of plain sums: a relative error of about 10⁻¹⁶·√N^d.
 */
export function energySweep(plan: KernelPlan, at: Layout): string {
  const { dimension, sites } = plan.lattice;
  const { stride } = at;
  const heavy = plan.masses === true || plan.baths === true;
  const pairs = Array.from({ length: plan.lanes / 2 }, (_, v) => v);
  // The coefficients are those of the forces' monomials, one power higher: c x^k becomes c/(k+1) x^{k+1}.
  const coupling = plan.coupling.map((_, i) => `v${String(i)}`);
  const pinning = plan.pinning.map((_, i) => `u${String(i)}`);
  const raised = (exponents: readonly number[]): number[] => exponents.map((k) => k + 1);
  const kinetic = (v: number): string => `k${String(v)}`;
  const potential = (v: number): string => `e${String(v)}`;
  const added = (to: string, value: string): string => set(to, plus(get(to), value));
  const half = get('half');
  const site = (v: number): string => {
    const byte = 16 * v;
    const lines = [
      set('p', load(get('o'), at.momenta + byte)),
      set('q', load(get('o'), at.positions + byte)),
      added(kinetic(v), times(heavy ? get('m') : half, times(get('p'), get('p')))),
      set('r', times(get('w'), get('q'))),
      added(potential(v), times(half, times(get('r'), get('r')))),
    ];
    if (pinning.length > 0) {
      const text = polynomialText(raised(plan.pinning), (i) => get(pinning[i] as string), get('q'), 'square');
      lines.push(text.setup, added(potential(v), text.value));
    }
    for (let k = 0; k < dimension; k++) {
      lines.push(set('r', minus(get('q'), load(get(`h${String(k)}`), at.positions + byte))));
      const text = polynomialText(
        raised(plan.coupling),
        (i) => get(coupling[i] as string),
        get('r'),
        'square',
      );
      lines.push(text.setup, added(potential(v), text.value));
    }
    return lines.join('\n');
  };
  const heads = Array.from({ length: dimension }, (_, k) => `h${String(k)}`);
  const next =
    dimension === 1
      ? set(
          'h0',
          `(select ${plan.open ? get('o') : int(0)} ${addInt(get('o'), int(stride))} (i32.eq ${get('o')} ${int((sites - 1) * stride)}))`,
        )
      : heads
          .map((h, k) => set(h, `(i32.load offset=${String(at.neighbours + 4 * k)} ${get('t')})`))
          .join('');
  return `(func (export "energies") ${integers('o', 'x', 't', ...heads)}
    ${vectors('w', 'm', 'p', 'q', 'r', 'square', 'half', ...coupling, ...pinning, ...pairs.map(kinetic), ...pairs.map(potential))}
    ${set('half', '(f64x2.splat (f64.const 0.5))')}
    ${[...coupling, ...pinning].map((c, i) => set(c, spread(int(0), at.strengths + 8 * i))).join('')}
    ${repeat(
      'sweep',
      `${set('w', spread(get('x'), at.frequencies))}
      ${heavy ? set('m', times(half, spread(get('x'), at.masses))) : ''}
      ${next}
      ${pairs.map(site).join('\n')}
      ${set('o', addInt(get('o'), int(stride)))}
      ${set('x', addInt(get('x'), int(8)))}
      ${set('t', addInt(get('t'), int(8 * dimension)))}`,
      `(i32.lt_u ${get('o')} ${int(sites * stride)})`,
    )}
    ${pairs.map((v) => store(int(0), at.lanesOut + 16 * v, get(kinetic(v))) + store(int(0), at.lanesOut + stride + 16 * v, get(potential(v)))).join('')})`;
}
