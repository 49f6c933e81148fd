import type { Kernel } from '../../../kernel/splitting/kernel.js';
import {
  addInt,
  choice,
  constant,
  equal,
  index,
  int,
  less,
  load,
  minus,
  negative,
  plus,
  spread,
  subtractInt,
  times,
  uniform,
  vector,
  wordAt,
  type Real,
} from '../../../kernel/program/expression.js';
import {
  advance,
  repeat,
  repeatWhile,
  routine,
  set,
  store,
  type StatementList,
  type Program,
} from '../../../kernel/program/statement.js';

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
export function modeEvaluation(kernel: Kernel, at: ModeLayout, shape: ModeShape): Program {
  /** Bytes of one part of a complex number: its lanes. */
  const half = 8 * kernel.lanes;
  const { positions, momenta, stride } = kernel.at;
  const to = index('to');
  const [node, leaf, product, bond] = [index('node'), index('leaf'), index('product'), index('bond')];
  const [end, nodesEnd, factor] = [index('end'), index('nodesEnd'), index('factor')];
  const [l, r, o] = [index('l'), index('r'), index('o')];
  const [c, d] = [uniform('c'), uniform('d')];
  const [re, im, sum, base] = [vector('re'), vector('im'), vector('sum'), vector('base')];
  const [q, x, y, z] = [vector('q'), vector('x'), vector('y'), vector('z')];
  const cleared: StatementList = [set(re, constant(0)), set(im, constant(0))];

  const coordinates = repeat(
    [
      cleared,
      set(end, wordAt(node, 8)),
      repeatWhile(less(leaf, end), [
        [set(c, spread(leaf, 0)), set(l, wordAt(leaf, 8))],
        set(re, plus(re, times(c, load(l, positions)))),
        set(im, plus(im, times(c, load(l, momenta)))),
        advance(leaf, 16),
      ]),
      set(c, spread(node, 0)),
      set(re, times(c, re)),
      [store(factor, 0, re), store(factor, half, im)],
      [store(factor, 2 * half, re), store(factor, 3 * half, negative(im))],
      [advance(factor, 4 * half), advance(node, 16)],
    ],
    less(node, int(at.modes + 16 * shape.modes)),
  );

  const products = repeatWhile(less(product, end), [
    [set(l, wordAt(product, 0)), set(r, wordAt(product, 4))],
    store(factor, 0, minus(times(load(l, 0), load(r, 0)), times(load(l, half), load(r, half)))),
    store(factor, half, plus(times(load(l, 0), load(r, half)), times(load(l, half), load(r, 0)))),
    [advance(product, 8), advance(factor, 2 * half)],
  ]);
  const nodes = repeatWhile(less(node, nodesEnd), [
    cleared,
    [set(l, wordAt(node, 0)), set(end, wordAt(node, 4))],
    repeatWhile(less(leaf, end), [
      [set(c, spread(leaf, 0)), set(r, wordAt(leaf, 8))],
      set(re, plus(re, times(c, load(r, 0)))),
      set(im, plus(im, times(c, load(r, half)))),
      advance(leaf, 16),
    ]),
    set(sum, plus(sum, minus(times(load(l, 0), re), times(load(l, half), im)))),
    advance(node, 8),
  ]);
  const polynomials: StatementList = [
    [set(node, int(at.nodes)), set(leaf, int(at.leaves)), set(product, int(at.products))],
    set(bond, int(at.bonds)),
    repeat(
      [
        [set(end, wordAt(bond, 0)), set(nodesEnd, wordAt(bond, 4)), set(factor, int(at.halves))],
        set(sum, constant(0)),
        products,
        nodes,
        store(to, 0, sum),
        [advance(to, half), advance(bond, 8)],
      ],
      less(bond, int(at.bonds + 8 * shape.bonds)),
    ),
  ];

  /** Site x at byte offset o, its neighbours at l and r: adds e_x − ½|z_x|² and writes bond x. */
  const last = int((shape.modes - 1) * stride);
  const squares = (a: Real, b: Real): Real => plus(times(a, a), times(b, b));
  const around: StatementList = [
    set(base, sum),
    set(to, subtractInt(to, int(half))),
    [set(o, int(0)), set(bond, int(at.sites)), set(factor, int(at.factors))],
    repeat(
      [
        set(l, choice(last, subtractInt(o, int(stride)), equal(o, int(0)))),
        set(r, addInt(o, int(stride))),
        [set(c, spread(bond, 0)), set(d, spread(bond, 8))],
        [set(q, load(o, positions)), set(y, load(o, momenta))],
        [set(x, minus(q, load(l, positions))), set(z, minus(q, load(r, positions)))],
        set(sum, plus(sum, plus(times(c, times(y, y)), times(d, times(q, q))))),
        set(sum, plus(sum, times(constant(0.25 * shape.scale), squares(x, z)))),
        [set(x, load(factor, 0)), set(z, load(factor, half))],
        set(sum, minus(sum, times(constant(0.5 * shape.scale), squares(x, z)))),
        store(to, 0, sum),
        [advance(o, stride), advance(to, half), advance(bond, 16), advance(factor, 4 * half)],
      ],
      less(o, last),
    ),
    store(to, 0, base),
  ];

  const evaluate = routine(
    'evaluate',
    kernel.lanes,
    [to],
    [
      [set(node, int(at.modes)), set(leaf, int(at.entries)), set(factor, int(at.factors))],
      coordinates,
      polynomials,
      shape.running ? around : [],
    ],
  );
  return { bytes: at.end, exports: [evaluate] };
}
