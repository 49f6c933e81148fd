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

/** What one sweep over the bonds does: complete the last kick's transfers, add them to the sums, find new forces. */
export interface BondSweep {
  readonly name: string;
  readonly complete: boolean;
  readonly accumulate: boolean;
  readonly force: boolean;
}

/**
 * The sweep over the bonds of a lattice in any dimension. Before the forces of a new kick replace those of the
 * last one, the last kick's transfers are completed: 4Q_b += F_b (s_tail + s_head), s = p before + p after.
 */
export function bondSweep(
  plan: KernelPlan,
  at: Layout,
  { name, complete, accumulate, force }: BondSweep,
): string {
  const { dimension, sites } = plan.lattice;
  const { stride } = at;
  const pairs = Array.from({ length: plan.lanes / 2 }, (_, v) => v);
  const coefficients = plan.coupling.map((_, i) => `v${String(i)}`);
  const alongBond = (k: number, v: number): string => {
    const byte = k * stride + 16 * v;
    const lines: string[] = [];
    if (complete) {
      const impulses = plus(load(get('o'), at.impulses + 16 * v), load(get('h'), at.impulses + 16 * v));
      lines.push(
        set(
          'x',
          plus(load(get('b'), at.transfers + byte), times(load(get('b'), at.forces + byte), impulses)),
        ),
        store(get('b'), at.transfers + byte, get('x')),
      );
      if (accumulate) {
        lines.push(store(get('b'), at.sums + byte, plus(load(get('b'), at.sums + byte), get('x'))));
      }
    }
    if (force) {
      const { setup, value } = polynomialText(
        plan.coupling,
        (i) => get(coefficients[i] as string),
        get('r'),
        'square',
      );
      const difference = minus(load(get('o'), at.positions + 16 * v), load(get('h'), at.positions + 16 * v));
      lines.push(set('r', difference), setup, store(get('b'), at.forces + byte, value));
    }
    return lines.join('\n');
  };
  const body = Array.from({ length: dimension }, (_, k) =>
    [
      set('h', `(i32.load offset=${String(at.neighbours + 4 * k)} ${get('t')})`),
      ...pairs.map((v) => alongBond(k, v)),
    ].join('\n'),
  ).join('\n');
  return `(func $${name} (param $kick i32) ${integers('o', 'b', 't', 'h')} ${vectors('x', 'r', 'square', ...coefficients)}
    ${coefficients.map((c, i) => set(c, spread(get('kick'), 8 * i))).join('')}
    ${repeat(
      'sweep',
      `${body}
      ${set('o', addInt(get('o'), int(stride)))}
      ${set('b', addInt(get('b'), int(dimension * stride)))}
      ${set('t', addInt(get('t'), int(8 * dimension)))}`,
      `(i32.lt_u ${get('o')} ${int(sites * stride)})`,
    )})`;
}

/**
 * The sweep over the sites of a lattice in any dimension: kick by the bonds' forces and the pinning, keep
 * s = p before + p after for the transfers, then rotate to the next kick.
 */
export function siteSweep(plan: KernelPlan, at: Layout): string {
  const { dimension, sites } = plan.lattice;
  const { stride } = at;
  const pairs = Array.from({ length: plan.lanes / 2 }, (_, v) => v);
  const coefficients = plan.pinning.map((_, i) => `u${String(i)}`);
  const incoming = Array.from({ length: dimension }, (_, k) => `i${String(k)}`);
  const site = (v: number): string => {
    const byte = 16 * v;
    let momentum = get('p');
    for (let k = 0; k < dimension; k++) {
      const inward = load(get(incoming[k] as string), at.forces + byte);
      const outward = load(get('b'), at.forces + k * stride + byte);
      momentum = plus(momentum, minus(inward, outward));
    }
    const { setup, value } =
      plan.pinning.length > 0
        ? polynomialText(plan.pinning, (i) => get(coefficients[i] as string), get('q'), 'square')
        : { setup: '', value: '' };
    return [
      set('q', load(get('o'), at.positions + byte)),
      set('p', load(get('o'), at.momenta + byte)),
      setup,
      set('n', value === '' ? momentum : minus(momentum, value)),
      store(get('o'), at.impulses + byte, plus(get('p'), get('n'))),
      store(get('o'), at.positions + byte, plus(times(get('c'), get('q')), times(get('a'), get('n')))),
      store(get('o'), at.momenta + byte, plus(times(get('d'), get('q')), times(get('c'), get('n')))),
    ].join('\n');
  };
  return `(func $sites (param $table i32) (param $kick i32) ${integers('o', 'b', 't', ...incoming)}
    ${vectors('q', 'p', 'n', 'c', 'a', 'd', 'square', ...coefficients)}
    ${coefficients.map((c, i) => set(c, spread(get('kick'), 8 * (plan.coupling.length + i)))).join('')}
    ${repeat(
      'sweep',
      `${incoming.map((name, k) => set(name, `(i32.load offset=${String(at.neighbours + 4 * (dimension + k))} ${get('t')})`)).join('')}
      ${set('c', spread(get('table'), 0))}${set('a', spread(get('table'), 8))}${set('d', spread(get('table'), 16))}
      ${pairs.map(site).join('\n')}
      ${set('o', addInt(get('o'), int(stride)))}
      ${set('b', addInt(get('b'), int(dimension * stride)))}
      ${set('t', addInt(get('t'), int(8 * dimension)))}
      ${set('table', addInt(get('table'), int(24)))}`,
      `(i32.lt_u ${get('o')} ${int(sites * stride)})`,
    )})`;
}
