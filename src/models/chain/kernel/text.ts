import type { Kernel } from '../../../kernel/splitting/kernel.js';
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

/** Where the tables of a function in mode coordinates lie in the memory of a kernel, in bytes. */
export interface ModeLayout {
  /** [mode]: float64 ω_k, int32 address where its entries end. */
  readonly modes: number;
  /** float64 √m_x ξ_k(x), int32 byte offset of the site's lanes. */
  readonly entries: number;
  /** z_k, then its conjugate, of every mode: [re, im][lane]. */
  readonly factors: number;
  /** Products of two of them, for the bond at work. */
  readonly halves: number;
  /** [bond]: int32 addresses where its products and its nodes end. */
  readonly bonds: number;
  /** int32 addresses of two factors. */
  readonly products: number;
  /** int32 address of the first half, int32 address where the leaves end. */
  readonly nodes: number;
  /** float64 coefficient, int32 address of the second half. */
  readonly leaves: number;
  /** [site]: float64 ½m_x and ½ω_x², times the scale; for a running function only. */
  readonly sites: number;
  readonly end: number;
}

export interface ModeShape {
  readonly modes: number;
  readonly bonds: number;
  readonly running: boolean;
  readonly scale: number;
}

/**
 * `evaluate(to)`: first z_k = ω_kQ_k + iP_k of every mode, then for every bond the products and the sum over nodes; a running function then
 * goes once around the ring. Loops over the tables: its size depends neither on N nor on the number of monomials.
 */
export function modeDressingText(kernel: Kernel, at: ModeLayout, shape: ModeShape): string {
  const half = 8 * kernel.lanes;
  const { positions, momenta, stride } = kernel.at;
  const pairs = Array.from({ length: kernel.lanes / 2 }, (_, v) => v);
  const each = (text: (v: number) => string): string => pairs.map(text).join('\n');
  const named = (name: string) => (v: number) => `${name}${String(v)}`;
  const [re, im, sum] = [named('re'), named('im'), named('sum')];
  const int32 = (address: string, offset: number): string => `(i32.load offset=${String(offset)} ${address})`;
  const step = (name: string, by: number): string => set(name, addInt(get(name), int(by)));
  const zero = '(v128.const i64x2 0 0)';
  const number = (value: number): string => `(f64x2.splat (f64.const ${String(value)}))`;
  /** Repeats the body while a < b, perhaps not at all. */
  const upTo = (label: string, a: string, b: string, body: string): string =>
    `(block $${label}End (loop $${label} (br_if $${label}End (i32.ge_u ${a} ${b})) ${body} (br $${label})))`;
  const cleared = each((v) => set(re(v), zero) + set(im(v), zero));

  const coordinates = repeat(
    'mode',
    `${cleared}${set('e', int32(get('n'), 8))}
    ${upTo(
      'entry',
      get('k'),
      get('e'),
      `${set('c', spread(get('k'), 0))}${set('l', int32(get('k'), 8))}
      ${each(
        (v) => `${set(re(v), plus(get(re(v)), times(get('c'), load(get('l'), positions + 16 * v))))}
        ${set(im(v), plus(get(im(v)), times(get('c'), load(get('l'), momenta + 16 * v))))}`,
      )}${step('k', 16)}`,
    )}
    ${set('c', spread(get('n'), 0))}
    ${each(
      (v) => `${set(re(v), times(get('c'), get(re(v))))}
      ${store(get('f'), 16 * v, get(re(v)))}${store(get('f'), half + 16 * v, get(im(v)))}
      ${store(get('f'), 2 * half + 16 * v, get(re(v)))}${store(get('f'), 3 * half + 16 * v, `(f64x2.neg ${get(im(v))})`)}`,
    )}
    ${step('f', 4 * half)}${step('n', 16)}`,
    `(i32.lt_u ${get('n')} ${int(at.modes + 16 * shape.modes)})`,
  );

  const products = upTo(
    'product',
    get('p'),
    get('e'),
    `${set('l', int32(get('p'), 0))}${set('r', int32(get('p'), 4))}
    ${each((v) => {
      const [a, b] = [load(get('l'), 16 * v), load(get('l'), half + 16 * v)];
      const [c, d] = [load(get('r'), 16 * v), load(get('r'), half + 16 * v)];
      return `${store(get('f'), 16 * v, minus(times(a, c), times(b, d)))}
        ${store(get('f'), half + 16 * v, plus(times(a, d), times(b, c)))}`;
    })}
    ${step('p', 8)}${step('f', 2 * half)}`,
  );
  const nodes = upTo(
    'node',
    get('n'),
    get('m'),
    `${cleared}${set('l', int32(get('n'), 0))}${set('e', int32(get('n'), 4))}
    ${upTo(
      'leaf',
      get('k'),
      get('e'),
      `${set('c', spread(get('k'), 0))}${set('r', int32(get('k'), 8))}
      ${each(
        (v) => `${set(re(v), plus(get(re(v)), times(get('c'), load(get('r'), 16 * v))))}
        ${set(im(v), plus(get(im(v)), times(get('c'), load(get('r'), half + 16 * v))))}`,
      )}${step('k', 16)}`,
    )}
    ${each((v) =>
      set(
        sum(v),
        plus(
          get(sum(v)),
          minus(times(load(get('l'), 16 * v), get(re(v))), times(load(get('l'), half + 16 * v), get(im(v)))),
        ),
      ),
    )}${step('n', 8)}`,
  );
  const polynomials = `${set('n', int(at.nodes))}${set('k', int(at.leaves))}${set('p', int(at.products))}
    ${set('b', int(at.bonds))}
    ${repeat(
      'bond',
      `${set('e', int32(get('b'), 0))}${set('m', int32(get('b'), 4))}${set('f', int(at.halves))}
      ${each((v) => set(sum(v), zero))}
      ${products}
      ${nodes}
      ${each((v) => store(get('to'), 16 * v, get(sum(v))))}
      ${step('to', half)}${step('b', 8)}`,
      `(i32.lt_u ${get('b')} ${int(at.bonds + 8 * shape.bonds)})`,
    )}`;

  /** Site x at byte offset o, its neighbours at l and r: adds e_x − ½|z_x|² and writes bond x. */
  const last = int((shape.modes - 1) * stride);
  const around = `${set('to', `(i32.sub ${get('to')} ${int(half)})`)}
    ${set('o', int(0))}${set('b', int(at.sites))}${set('f', int(at.factors))}
    ${repeat(
      'site',
      `${set('l', `(select ${last} (i32.sub ${get('o')} ${int(stride)}) (i32.eqz ${get('o')}))`)}
      ${set('r', addInt(get('o'), int(stride)))}
      ${set('c', spread(get('b'), 0))}${set('d', spread(get('b'), 8))}
      ${each((v) => {
        const byte = 16 * v;
        return `${set('q', load(get('o'), positions + byte))}${set('y', load(get('o'), momenta + byte))}
        ${set('x', minus(get('q'), load(get('l'), positions + byte)))}
        ${set('z', minus(get('q'), load(get('r'), positions + byte)))}
        ${set(sum(v), plus(get(sum(v)), plus(times(get('c'), times(get('y'), get('y'))), times(get('d'), times(get('q'), get('q'))))))}
        ${set(sum(v), plus(get(sum(v)), times(number(0.25 * shape.scale), plus(times(get('x'), get('x')), times(get('z'), get('z'))))))}
        ${set('x', load(get('f'), byte))}${set('z', load(get('f'), half + byte))}
        ${set(sum(v), minus(get(sum(v)), times(number(0.5 * shape.scale), plus(times(get('x'), get('x')), times(get('z'), get('z'))))))}
        ${store(get('to'), byte, get(sum(v)))}`;
      })}
      ${step('o', stride)}${step('to', half)}${step('b', 16)}${step('f', 4 * half)}`,
      `(i32.lt_u ${get('o')} ${last})`,
    )}
    ${each((v) => store(get('to'), 16 * v, get(named('base')(v))))}`;

  return `(module
    (import "kernel" "memory" (memory 1))
    (func (export "evaluate") (param $to i32) ${integers('n', 'k', 'p', 'b', 'e', 'm', 'f', 'l', 'r', 'o')}
      ${vectors('c', 'd', 'q', 'x', 'y', 'z', ...pairs.flatMap((v) => [re(v), im(v), sum(v), `base${String(v)}`]))}
      ${set('n', int(at.modes))}${set('k', int(at.entries))}${set('f', int(at.factors))}
      ${coordinates}
      ${polynomials}
      ${shape.running ? each((v) => set(`base${String(v)}`, get(sum(v)))) + around : ''}))`;
}
