import { compiled } from './assembler.js';
import { recursion, type Recursion } from './recursion.js';
import type { FactorTree } from '../data/expansion.js';
import type { TransferKernel } from './transfer-kernel.js';
import {
  constant,
  index,
  int,
  less,
  load,
  minus,
  negative,
  plus,
  spread,
  times,
  uniform,
  vector,
  wordAt,
  type Index,
  type RealVariable,
} from './program/expression.js';
import {
  advance,
  repeat,
  repeatWhile,
  routine,
  set,
  store,
  type StatementList,
  type Program,
} from './program/statement.js';

/** A polynomial for each of several bonds, the input of `HornerKernel`. */
export interface HornerSum {
  readonly tree: FactorTree;
  readonly bonds: number;
  /** Bytes in the table of variables for one place of one bond. */
  readonly placeBytes: number;
  /** Coefficients are real (1 part) or complex (2). */
  readonly parts: 1 | 2;
  /** c of a term and bond, or one part of it. */
  coefficient(term: number, bond: number, part: 0 | 1): number;
  /** Whether to return the real or the imaginary part of the sum. */
  readonly wanted: 'real' | 'imaginary';
}

/** Byte addresses of the tables of one function in the memory of a kernel. */
export interface HornerLayout {
  /** [bond][place]: the data from which the variables of a place are computed. */
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
  /** S of the open node at every depth, starting with a parent of the root: [depth + 1][re, im][lane]. */
  readonly sums: number;
  readonly end: number;
}

/** The variables of one place are z = `re` + i `im` and its conjugate. */
export interface PlaceVariables {
  /** Address of the place's table. */
  readonly place: Index;
  /** Free register for the address of the place's element. */
  readonly element: Index;
  readonly re: RealVariable;
  readonly im: RealVariable;
}

/** Returns the statements that compute z of one place from its table. */
export type Variables = (of: PlaceVariables) => StatementList;

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

/**
 * A polynomial for every bond and lane, compiled for one kernel: Horner's rule over the tree of its monomials
 * (`recursion`).
 */
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
    variables: Variables,
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
    const routines = compiled(hornerProgram(kernel, at, f, rule, variables), kernel.memory);
    this.exports = routines as unknown as { evaluate(to: number): void };
  }

  /** Writes the current values to a byte address of the kernel's memory, [bond][lane]. */
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
 * `evaluate(to)`: for every bond first the variables of its places, then their products, then the sums S. The program
 * loops over the tables, so its size depends neither on the number of bonds nor on that of monomials.
 */
function hornerProgram(
  kernel: TransferKernel,
  at: HornerLayout,
  f: HornerSum,
  rule: Recursion,
  variables: Variables,
): Program {
  /** Bytes of one part of a complex number: its lanes. */
  const half = 8 * kernel.lanes;
  const unit = at.factors + 2 * half * 2 * rule.sites.length;
  const productsEnd = at.products + 8 * rule.products.length;
  const nodesEnd = at.nodes + 12 * rule.nodes.length;
  const [to, place, factor, table] = [index('to'), index('place'), index('factor'), index('table')];
  const [leaf, leavesEnd, coefficients] = [index('leaf'), index('leavesEnd'), index('coefficients')];
  const [left, right, sum] = [index('left'), index('right'), index('sum')];
  const [re, im, x, y] = [vector('re'), vector('im'), vector('x'), vector('y')];
  const [c, d] = [uniform('c'), uniform('d')];
  const complex = f.parts === 2;

  const places = repeat(
    [
      variables({ place, element: left, re: x, im: y }),
      [store(factor, 0, x), store(factor, half, y)],
      [store(factor, 2 * half, x), store(factor, 3 * half, negative(y))],
      [advance(place, f.placeBytes), advance(factor, 4 * half)],
    ],
    less(factor, int(unit)),
  );
  const products = repeat(
    [
      [set(left, wordAt(table, 0)), set(right, wordAt(table, 4))],
      store(
        factor,
        0,
        minus(times(load(left, 0), load(right, 0)), times(load(left, half), load(right, half))),
      ),
      store(
        factor,
        half,
        plus(times(load(left, 0), load(right, half)), times(load(left, half), load(right, 0))),
      ),
      [advance(table, 8), advance(factor, 2 * half)],
    ],
    less(table, int(productsEnd)),
  );
  /** Loads the next coefficient into c, and its imaginary part, if any, into d. */
  const coefficient: StatementList = [
    set(c, spread(coefficients, 0)),
    complex ? set(d, spread(coefficients, 8)) : [],
    advance(coefficients, 8 * f.parts),
  ];
  const leaves = repeatWhile(less(leaf, leavesEnd), [
    set(left, wordAt(leaf, 0)),
    coefficient,
    [set(x, load(left, 0)), set(y, load(left, half))],
    set(re, plus(re, complex ? minus(times(c, x), times(d, y)) : times(c, x))),
    set(im, plus(im, complex ? plus(times(c, y), times(d, x)) : times(c, y))),
    advance(leaf, 4),
  ]);
  // A sum is stored next to that of its parent, one depth up.
  const nodes = repeat(
    [
      [set(sum, wordAt(table, 0)), set(right, wordAt(table, 4)), set(leavesEnd, wordAt(table, 8))],
      [set(re, load(sum, 2 * half)), set(im, load(sum, 3 * half))],
      [store(sum, 2 * half, constant(0)), store(sum, 3 * half, constant(0))],
      leaves,
      coefficient,
      set(re, plus(re, c)),
      complex ? set(im, plus(im, d)) : [],
      [set(x, load(right, 0)), set(y, load(right, half))],
      store(sum, 0, plus(load(sum, 0), minus(times(re, x), times(im, y)))),
      store(sum, half, plus(load(sum, half), plus(times(re, y), times(im, x)))),
      advance(table, 12),
    ],
    less(table, int(nodesEnd)),
  );
  const end = at.coefficients + 8 * f.parts * rule.terms.length * f.bonds;
  const evaluate = routine(
    'evaluate',
    kernel.lanes,
    [to],
    [
      [set(place, int(at.places)), set(coefficients, int(at.coefficients))],
      repeat(
        [
          set(factor, int(at.factors)),
          rule.sites.length > 0 ? places : [],
          [set(factor, int(unit + 2 * half)), set(table, int(at.products))],
          rule.products.length > 0 ? products : [],
          [set(table, int(at.nodes)), set(leaf, int(at.leaves))],
          nodes,
          store(to, 0, load(int(at.sums), f.wanted === 'real' ? 0 : half)),
          [store(int(at.sums), 0, constant(0)), store(int(at.sums), half, constant(0))],
          advance(to, half),
        ],
        less(coefficients, int(end)),
      ),
    ],
  );
  return { bytes: at.end, exports: [evaluate] };
}
