/**
 * Values of a kernel's program. Every printer gives them the same meaning, so that the bits of a result do not depend on which one printed:
 * float64 is rounded after every operation, in the order of the expression; operations are not joined, reordered or left out.
 */

/** A byte address or a count: below 2³² wherever it is used, and never negative there. */
export type Int =
  | { readonly op: 'integer'; readonly value: number }
  | Index
  | { readonly op: IntOperation; readonly a: Int; readonly b: Int }
  /** The int32 at address + offset. */
  | { readonly op: 'word'; readonly address: Int; readonly offset: number }
  /** a where the condition is not 0, else b; both are computed. */
  | { readonly op: 'choice'; readonly a: Int; readonly b: Int; readonly condition: Int };

type IntOperation = '+' | '-' | '*' | '/' | '<' | '==';

/** A local variable or parameter that holds an integer. */
export interface Index {
  readonly op: 'index';
  readonly name: string;
}

/**
 * A float64 for every lane. `uniform`: the same in all of them, held once. `vector`: each lane has its own, and lanes never mix.
 */
export type Real = { readonly shape: Shape } & (
  | { readonly op: 'constant'; readonly value: number }
  | { readonly op: 'real'; readonly name: string }
  /** The lanes at address + offset, one behind the other; of a uniform value one number. */
  | { readonly op: 'load'; readonly address: Int; readonly offset: number }
  | { readonly op: 'negative'; readonly a: Real }
  | { readonly op: RealFunction; readonly a: Real }
  | { readonly op: RealOperation; readonly a: Real; readonly b: Real }
  /** `less` where a < b, else `otherwise`; both are computed. */
  | {
      readonly op: 'either';
      readonly a: Real;
      readonly b: Real;
      readonly less: Real;
      readonly otherwise: Real;
    }
);

/** `alternate` is (−1)^b a for a whole b, |b| < 2⁵¹. */
type RealOperation = '+' | '-' | '*' | '/' | 'alternate';
/**
 * √a; 2^a of a whole −1022 ≤ a ≤ 1023; of a normal a > 0 the whole e with 2^e ≤ a < 2^{e+1}, and a/2^e. Always vectors: no uniform value
 * needs them.
 */
export type RealFunction = 'root' | 'power of two' | 'exponent' | 'mantissa';
type Shape = 'uniform' | 'vector';

/** A local variable that holds a real. Variables are 0 before they are set. */
export type RealVariable = Extract<Real, { readonly op: 'real' }>;

export const index = (name: string): Index => ({ op: 'index', name });
export const vector = (name: string): RealVariable => ({ op: 'real', shape: 'vector', name });
export const uniform = (name: string): RealVariable => ({ op: 'real', shape: 'uniform', name });

export const int = (value: number): Int => ({ op: 'integer', value });
export const addInt = (a: Int, b: Int): Int => ({ op: '+', a, b });
export const subtractInt = (a: Int, b: Int): Int => ({ op: '-', a, b });
export const mulInt = (a: Int, b: Int): Int => ({ op: '*', a, b });
/** ⌊a/b⌋. */
export const divInt = (a: Int, b: Int): Int => ({ op: '/', a, b });
/** 1 where a < b, else 0. */
export const less = (a: Int, b: Int): Int => ({ op: '<', a, b });
/** 1 where a = b, else 0. */
export const equal = (a: Int, b: Int): Int => ({ op: '==', a, b });
export const wordAt = (address: Int, offset: number): Int => ({ op: 'word', address, offset });
export const choice = (a: Int, b: Int, condition: Int): Int => ({ op: 'choice', a, b, condition });

const binary =
  (op: RealOperation) =>
  (a: Real, b: Real): Real => ({
    op,
    shape: a.shape === 'uniform' && b.shape === 'uniform' ? 'uniform' : 'vector',
    a,
    b,
  });

export const plus = binary('+');
export const minus = binary('-');
export const times = binary('*');
export const over = binary('/');
export const alternate = (a: Real, b: Real): Real => ({ op: 'alternate', shape: 'vector', a, b });
export const negative = (a: Real): Real => ({ op: 'negative', shape: a.shape, a });
const ofVector =
  (op: RealFunction) =>
  (a: Real): Real => ({ op, shape: 'vector', a });
export const root = ofVector('root');
export const powerOfTwo = ofVector('power of two');
export const exponent = ofVector('exponent');
export const mantissa = ofVector('mantissa');
export const either = (a: Real, b: Real, less: Real, otherwise: Real): Real => ({
  op: 'either',
  shape: 'vector',
  a,
  b,
  less,
  otherwise,
});
export const constant = (value: number): Real => ({ op: 'constant', shape: 'uniform', value });
/** The lanes at address + offset. */
export const load = (address: Int, offset: number): Real => ({
  op: 'load',
  shape: 'vector',
  address,
  offset,
});
/** One number at address + offset, the same for every lane. */
export const spread = (address: Int, offset: number): Real => ({
  op: 'load',
  shape: 'uniform',
  address,
  offset,
});
