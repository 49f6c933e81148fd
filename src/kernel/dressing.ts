import type { Expansion } from '../model/expansion.js';
import { assembled } from './assembler.js';
import type { Kernel } from './kernel.js';
import type { BondFunction, CompiledFunction } from './transfer-kernel.js';
import { recursion, type Recursion } from './recursion.js';
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

/** Where the tables of one function lie in the memory of a kernel, in bytes. */
interface DressingLayout {
  /** [bond][site]: int32 byte offset of the site's lanes, int32 0, float64 ω. */
  readonly sites: number;
  /** (int32 address of left, int32 address of right). */
  readonly products: number;
  /** (int32 address of the parent's sum, of the factor, of the end of the leaves). */
  readonly nodes: number;
  /** int32 address of the factor. */
  readonly leaves: number;
  /** float64, [bond][leaf or node]. */
  readonly coefficients: number;
  /** [factor][re, im][lane]. */
  readonly factors: number;
  /** S of the open node of every depth, from that of a parent of the root on: [depth + 1][re, im][lane]. */
  readonly sums: number;
  readonly end: number;
}

function dressingLayout(f: Expansion, rule: Recursion, lanes: number, start: number): DressingLayout {
  let end = start;
  const reserve = (bytes: number): number => {
    const from = end;
    end = Math.ceil((end + bytes) / 16) * 16;
    return from;
  };
  const complex = 16 * lanes;
  const sites = reserve(16 * rule.sites.length * f.bonds);
  const products = reserve(8 * rule.products.length);
  const nodes = reserve(12 * rule.nodes.length);
  const leaves = reserve(4 * rule.leaves.length);
  const coefficients = reserve(8 * rule.terms.length * f.bonds);
  const factors = reserve(complex * (2 * rule.sites.length + 1 + rule.products.length));
  const sums = reserve(complex * (rule.depth + 2));
  return { sites, products, nodes, leaves, coefficients, factors, sums, end };
}

/** Number of float64 that a function's tables need in its kernel's memory. */
export function dressingLength(f: Expansion, lanes: number): number {
  return Math.ceil(dressingLayout(f, recursion(f.tree), lanes, 0).end / 8);
}

/** c·f_b of every bond and lane: one function of phase space, compiled for one kernel. */
export class DressingKernel implements CompiledFunction {
  private readonly exports: { evaluate(to: number): void };

  /**
   * @param kernel whose memory, from byte address `address` (a multiple of 16) on, holds `dressingLength` float64
   * @param scale c
   */
  constructor(kernel: Kernel, address: number, f: Expansion, scale: number) {
    const rule = recursion(f.tree);
    const at = dressingLayout(f, rule, kernel.lanes, address);
    writeTables(kernel, at, f, rule, scale);
    const instance = new WebAssembly.Instance(assembled(dressingText(kernel, at, f, rule)), {
      kernel: { memory: kernel.memory },
    });
    this.exports = instance.exports as unknown as { evaluate(to: number): void };
  }

  /** Writes c·f_b of the present positions and momenta to a byte address of the kernel's memory, [bond][lane]. */
  evaluate(to: number): void {
    this.exports.evaluate(to);
  }
}

/** c·f_b as a function of the oscillators' phase space. */
export function dressingFunction(f: Expansion, scale: number): BondFunction<Kernel> {
  return {
    length: (lanes) => dressingLength(f, lanes),
    compiled: (kernel, address) => new DressingKernel(kernel, address, f, scale),
  };
}

function writeTables(kernel: Kernel, at: DressingLayout, f: Expansion, rule: Recursion, scale: number): void {
  const { buffer } = kernel.memory;
  const complex = 16 * kernel.lanes;
  const slot = (factor: number): number => at.factors + complex * factor;
  const sites = new DataView(buffer, at.sites);
  const coefficients = kernel.numbers(at.coefficients, rule.terms.length * f.bonds);
  for (let b = 0; b < f.bonds; b++) {
    rule.sites.forEach((local, i) => {
      const to = 16 * (b * rule.sites.length + i);
      sites.setInt32(to, (f.sites[local * f.bonds + b] as number) * kernel.at.stride, true);
      sites.setFloat64(to + 8, f.frequencies[local * f.bonds + b] as number, true);
    });
    rule.terms.forEach((term, i) => {
      coefficients[b * rule.terms.length + i] =
        term < 0 ? 0 : scale * (f.coefficients[term * f.bonds + b] as number);
    });
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
 * `evaluate(to)`: for every bond first z = ωq + ip and z̄ of its sites, then their products, then the sums S. Loops over the
 * tables; its size depends neither on the number of bonds nor on that of monomials.
 */
function dressingText(kernel: Kernel, at: DressingLayout, f: Expansion, rule: Recursion): string {
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
    `${set('l', int32(get('s'), 0))}${set('c', spread(get('s'), 8))}
    ${each(
      (v) => `${set('x', times(get('c'), load(get('l'), kernel.at.positions + 16 * v)))}
      ${set('y', load(get('l'), kernel.at.momenta + 16 * v))}
      ${store(get('f'), 16 * v, get('x'))}${store(get('f'), half + 16 * v, get('y'))}
      ${store(get('f'), 2 * half + 16 * v, get('x'))}${store(get('f'), 3 * half + 16 * v, `(f64x2.neg ${get('y')})`)}`,
    )}
    ${step('s', 16)}${step('f', 4 * half)}`,
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
  const leaves = `(block $bare (loop $leaf
    (br_if $bare (i32.ge_u ${get('k')} ${get('e')}))
    ${set('l', int32(get('k'), 0))}${set('c', spread(get('m'), 0))}
    ${each(
      (v) => `${set(re(v), plus(get(re(v)), times(get('c'), load(get('l'), 16 * v))))}
      ${set(im(v), plus(get(im(v)), times(get('c'), load(get('l'), half + 16 * v))))}`,
    )}
    ${step('k', 4)}${step('m', 8)}
    (br $leaf)))`;
  const nodes = repeat(
    'node',
    `${set('a', int32(get('n'), 0))}${set('r', int32(get('n'), 4))}${set('e', int32(get('n'), 8))}
    ${each(
      (v) => `${set(re(v), load(get('a'), 2 * half + 16 * v))}${set(im(v), load(get('a'), 3 * half + 16 * v))}
      ${store(get('a'), 2 * half + 16 * v, zero)}${store(get('a'), 3 * half + 16 * v, zero)}`,
    )}
    ${leaves}
    ${set('c', spread(get('m'), 0))}${step('m', 8)}
    ${each((v) => {
      const [c, d] = [load(get('r'), 16 * v), load(get('r'), half + 16 * v)];
      return `${set(re(v), plus(get(re(v)), get('c')))}${set('x', c)}${set('y', d)}
      ${store(get('a'), 16 * v, plus(load(get('a'), 16 * v), minus(times(get(re(v)), get('x')), times(get(im(v)), get('y')))))}
      ${store(get('a'), half + 16 * v, plus(load(get('a'), half + 16 * v), plus(times(get(re(v)), get('y')), times(get(im(v)), get('x')))))}`;
    })}
    ${step('n', 12)}`,
    `(i32.lt_u ${get('n')} ${int(nodesEnd)})`,
  );
  const part = f.parity === 'symmetric' ? 0 : half;
  const results = each(
    (v) => `${store(get('to'), 16 * v, load(int(at.sums), part + 16 * v))}
    ${store(int(at.sums), 16 * v, zero)}${store(int(at.sums), half + 16 * v, zero)}`,
  );
  return `(module
    (import "kernel" "memory" (memory 1))
    (func (export "evaluate") (param $to i32) ${integers('s', 'f', 'n', 'k', 'm', 'e', 'a', 'l', 'r')}
      ${vectors('c', 'x', 'y', ...pairs.flatMap((v) => [re(v), im(v)]))}
      ${set('s', int(at.sites))}${set('m', int(at.coefficients))}
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
        `(i32.lt_u ${get('m')} ${int(at.coefficients + 8 * rule.terms.length * f.bonds)})`,
      )}))`;
}
