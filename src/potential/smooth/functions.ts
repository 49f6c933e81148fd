import { arctangent } from '../../math/functions/arctangent.js';
import type { Arithmetic } from '../../math/functions/arithmetic.js';
import { exponential, hyperbolicTangent } from '../../math/functions/exponential.js';
import { logarithm } from '../../math/functions/logarithm.js';
import { cosine, sine } from '../../math/functions/sine.js';

export type FunctionName = 'sqrt' | 'exp' | 'log' | 'sin' | 'cos' | 'tanh' | 'atan';

/** The functions that an expression may call. */
export const functions: Readonly<Record<FunctionName, <T>(on: Arithmetic<T>, x: T) => T>> = {
  sqrt: (on, x) => on.root(x),
  exp: exponential,
  log: logarithm,
  sin: sine,
  cos: cosine,
  tanh: hyperbolicTangent,
  atan: arctangent,
};

export const functionNames = Object.keys(functions) as readonly FunctionName[];
