import { assembled } from './assembler.js';
import { recursion, type Recursion } from './recursion.js';
import type { FactorTree } from '../data/expansion.js';
import type { TransferKernel } from './transfer-kernel.js';
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
} from './wat.js';

/** A polynomial for each of several bonds, as `HornerKernel` takes it. */
export interface HornerSum {
  readonly tree: FactorTree;
  readonly bonds: number;
  /** Bytes that the table of the variables holds for one place of one bond. */
  readonly placeBytes: number;
  /** Coefficients are real (1 part) or complex (2). */
  readonly parts: 1 | 2;
  /** c of a term and bond, or one part of it. */
  coefficient(term: number, bond: number, part: 0 | 1): number;
  /** Whether the real or the imaginary part of the sum is wanted. */
  readonly wanted: 'real' | 'imaginary';
}

/** Where the tables of one function lie in the memory of a kernel, in bytes. */
export interface HornerLayout {
  /** [bond][place]: what the variables of a place are computed from. */
  readonly places: number;
  /** (int32 address of left, int32 address of right). */
  readonly products: number;
  /** (int32 address of the parent's sum, of the factor, of the end of the leaves). */
  readonly nodes: number;
  /** int32 address of the factor. */
  readonly leaves: number;
  /** float64, [bond][leaf or node][part]. */
  readonly coefficients: number;
  /** [factor][re, im][lane]. */
  readonly factors: number;
  /** S of the open node of every depth, from that of a parent of the root on: [depth + 1][re, im][lane]. */
  readonly sums: number;
  readonly end: number;
}

/**
 * The text that computes the variables of one place: two complex numbers per pair of lanes. Given are the locals `s`, the address of the place's table, and `f`,
 * the address of [variable][re, im][lane]; `l`, `c`, `x` and `y` may be overwritten.
 */
export type VariablesText = (pairs: readonly number[], half: number) => string;

export function hornerLayout(f: HornerSum, rule: Recursion, lanes: number, start: number): HornerLayout {
  let end = start;
  const reserve = (bytes: number): number => {
    const from = end;
    end = Math.ceil((end + bytes) / 16) * 16;
    return from;
  };
  const complex = 16 * lanes;
  const places = reserve(f.placeBytes * rule.sites.length * f.bonds);
  const products = reserve(8 * rule.products.length);
  const nodes = reserve(12 * rule.nodes.length);
  const leaves = reserve(4 * rule.leaves.length);
  const coefficients = reserve(8 * f.parts * rule.terms.length * f.bonds);
  const factors = reserve(complex * (2 * rule.sites.length + 1 + rule.products.length));
  const sums = reserve(complex * (rule.depth + 2));
  return { places, products, nodes, leaves, coefficients, factors, sums, end };
}

/** Number of float64 that a function's tables need in its kernel's memory. */
export function hornerLength(f: HornerSum, lanes: number): number {
  return Math.ceil(hornerLayout(f, recursion(f.tree), lanes, 0).end / 8);
}

/** A polynomial of every bond and lane, compiled for one kernel: Horner's rule over the tree of its monomials (`recursion`). */
export class HornerKernel {
  private readonly exports: { evaluate(to: number): void };

  /**
   * @param kernel whose memory, from byte address `address` (a multiple of 16) on, holds `hornerLength` float64
   * @param writePlace writes the table of one place of one bond, from which `variables` computes
   */
  constructor(
    kernel: TransferKernel,
    address: number,
    f: HornerSum,
    variables: VariablesText,
    writePlace: (view: DataView, byte: number, place: number, bond: number) => void,
  ) {
    const rule = recursion(f.tree);
    const at = hornerLayout(f, rule, kernel.lanes, address);
    writeTables(kernel, at, f, rule);
    const places = new DataView(kernel.memory.buffer, at.places);
    for (let b = 0; b < f.bonds; b++) {
      rule.sites.forEach((place, i) => {
        writePlace(places, f.placeBytes * (b * rule.sites.length + i), place, b);
      });
    }
    const instance = new WebAssembly.Instance(assembled(hornerText(kernel, at, f, rule, variables)), {
      kernel: { memory: kernel.memory },
    });
    this.exports = instance.exports as unknown as { evaluate(to: number): void };
  }

  /** Writes the present values to a byte address of the kernel's memory, [bond][lane]. */
  evaluate(to: number): void {
    this.exports.evaluate(to);
  }
}

function writeTables(kernel: TransferKernel, at: HornerLayout, f: HornerSum, rule: Recursion): void {
  const { buffer } = kernel.memory;
  const complex = 16 * kernel.lanes;
  const slot = (factor: number): number => at.factors + complex * factor;
  const coefficients = kernel.numbers(at.coefficients, f.parts * rule.terms.length * f.bonds);
  let next = 0;
  for (let b = 0; b < f.bonds; b++) {
    for (const term of rule.terms) {
      for (let part = 0; part < f.parts; part++)
        coefficients[next++] = term < 0 ? 0 : f.coefficient(term, b, part as 0 | 1);
    }
  }
  new Int32Array(buffer, at.products, 2 * rule.products.length).set(
    rule.products.flatMap(([left, right]) => [slot(left), slot(right)]),
  );
  new Int32Array(buffer, at.nodes, 3 * rule.nodes.length).set(
    rule.nodes.flatMap(({ depth, factor, leavesEnd }) => [
      at.sums + complex * depth,
      slot(factor),
      at.leaves + 4 * leavesEnd,
    ]),
  );
  new Int32Array(buffer, at.leaves, rule.leaves.length).set(rule.leaves.map(slot));
  kernel.numbers(slot(2 * rule.sites.length), kernel.lanes).fill(1);
}

/**
 * `evaluate(to)`: for every bond first the variables of its places, then their products, then the sums S. Loops over the
 * tables; its size depends neither on the number of bonds nor on that of monomials.
 */
function hornerText(
  kernel: TransferKernel,
  at: HornerLayout,
  f: HornerSum,
  rule: Recursion,
  variablesText: VariablesText,
): string {
  const half = 8 * kernel.lanes;
  const pairs = Array.from({ length: kernel.lanes / 2 }, (_, v) => v);
  const each = (text: (v: number) => string): string => pairs.map(text).join('\n');
  const re = (v: number): string => `re${String(v)}`;
  const im = (v: number): string => `im${String(v)}`;
  const unit = at.factors + 2 * half * 2 * rule.sites.length;
  const productsEnd = at.products + 8 * rule.products.length;
  const nodesEnd = at.nodes + 12 * rule.nodes.length;
  const int32 = (address: string, offset: number): string => `(i32.load offset=${String(offset)} ${address})`;
  const step = (name: string, by: number): string => set(name, addInt(get(name), int(by)));
  const zero = '(v128.const i64x2 0 0)';
  const complex = f.parts === 2;
  /** Multiplies the numbers at `l` and `r`. */
  const complexProduct = (v: number, l: string, r: string): readonly [real: string, imaginary: string] => {
    const [a, b, c, d] = [16 * v, half + 16 * v, 16 * v, half + 16 * v];
    return [
      minus(times(load(l, a), load(r, c)), times(load(l, b), load(r, d))),
      plus(times(load(l, a), load(r, d)), times(load(l, b), load(r, c))),
    ];
  };
  const variables = repeat(
    'site',
    `${variablesText(pairs, half)}
    ${step('s', f.placeBytes)}${step('f', 4 * half)}`,
    `(i32.lt_u ${get('f')} ${int(unit)})`,
  );
  const products = repeat(
    'product',
    `${set('l', int32(get('n'), 0))}${set('r', int32(get('n'), 4))}
    ${each((v) => {
      const [real, imaginary] = complexProduct(v, get('l'), get('r'));
      return store(get('f'), 16 * v, real) + store(get('f'), half + 16 * v, imaginary);
    })}
    ${step('n', 8)}${step('f', 2 * half)}`,
    `(i32.lt_u ${get('n')} ${int(productsEnd)})`,
  );
  /** The next coefficient into c, and its imaginary part, if it has one, into d. */
  const coefficient = `${set('c', spread(get('m'), 0))}${complex ? set('d', spread(get('m'), 8)) : ''}${step('m', 8 * f.parts)}`;
  const leaf = (v: number): string => {
    const [p, q] = [load(get('l'), 16 * v), load(get('l'), half + 16 * v)];
    if (!complex)
      return `${set(re(v), plus(get(re(v)), times(get('c'), p)))}${set(im(v), plus(get(im(v)), times(get('c'), q)))}`;
    return `${set('x', p)}${set('y', q)}
      ${set(re(v), plus(get(re(v)), minus(times(get('c'), get('x')), times(get('d'), get('y')))))}
      ${set(im(v), plus(get(im(v)), plus(times(get('c'), get('y')), times(get('d'), get('x')))))}`;
  };
  const leaves = `(block $bare (loop $leaf
    (br_if $bare (i32.ge_u ${get('k')} ${get('e')}))
    ${set('l', int32(get('k'), 0))}${coefficient}
    ${each(leaf)}
    ${step('k', 4)}
    (br $leaf)))`;
  const nodes = repeat(
    'node',
    `${set('a', int32(get('n'), 0))}${set('r', int32(get('n'), 4))}${set('e', int32(get('n'), 8))}
    ${each(
      (v) => `${set(re(v), load(get('a'), 2 * half + 16 * v))}${set(im(v), load(get('a'), 3 * half + 16 * v))}
      ${store(get('a'), 2 * half + 16 * v, zero)}${store(get('a'), 3 * half + 16 * v, zero)}`,
    )}
    ${leaves}
    ${coefficient}
    ${each((v) => {
      const [c, d] = [load(get('r'), 16 * v), load(get('r'), half + 16 * v)];
      return `${set(re(v), plus(get(re(v)), get('c')))}${complex ? set(im(v), plus(get(im(v)), get('d'))) : ''}${set('x', c)}${set('y', d)}
      ${store(get('a'), 16 * v, plus(load(get('a'), 16 * v), minus(times(get(re(v)), get('x')), times(get(im(v)), get('y')))))}
      ${store(get('a'), half + 16 * v, plus(load(get('a'), half + 16 * v), plus(times(get(re(v)), get('y')), times(get(im(v)), get('x')))))}`;
    })}
    ${step('n', 12)}`,
    `(i32.lt_u ${get('n')} ${int(nodesEnd)})`,
  );
  const part = f.wanted === 'real' ? 0 : half;
  const results = each(
    (v) => `${store(get('to'), 16 * v, load(int(at.sums), part + 16 * v))}
    ${store(int(at.sums), 16 * v, zero)}${store(int(at.sums), half + 16 * v, zero)}`,
  );
  return `(module
    (import "kernel" "memory" (memory 1))
    (func (export "evaluate") (param $to i32) ${integers('s', 'f', 'n', 'k', 'm', 'e', 'a', 'l', 'r')}
      ${vectors('c', 'd', 'x', 'y', ...pairs.flatMap((v) => [re(v), im(v)]))}
      ${set('s', int(at.places))}${set('m', int(at.coefficients))}
      ${repeat(
        'bond',
        `${set('f', int(at.factors))}
        ${rule.sites.length > 0 ? variables : ''}
        ${set('f', int(unit + 2 * half))}${set('n', int(at.products))}
        ${rule.products.length > 0 ? products : ''}
        ${set('n', int(at.nodes))}${set('k', int(at.leaves))}
        ${nodes}
        ${results}
        ${step('to', half)}`,
        `(i32.lt_u ${get('m')} ${int(at.coefficients + 8 * f.parts * rule.terms.length * f.bonds)})`,
      )}))`;
}
