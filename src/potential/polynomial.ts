/** A real polynomial c₀ + c₁x + c₂x² + …, as the array of its coefficients; the last one is not 0 (the zero polynomial is []). */
export type Polynomial = readonly number[];

/** The polynomial without vanishing coefficients at its end. */
export function trimmed(coefficients: readonly number[]): Polynomial {
  let length = coefficients.length;
  while (length > 0 && coefficients[length - 1] === 0) length--;
  return coefficients.slice(0, length);
}

/** Whether a function that may be put together otherwise is a polynomial. */
export function isPolynomial(f: Polynomial | object): f is Polynomial {
  return Array.isArray(f);
}

/** Degree; −1 for the zero polynomial. */
export function degree(f: Polynomial): number {
  return f.length - 1;
}

export function polynomialSum(f: Polynomial, g: Polynomial): Polynomial {
  return trimmed(Array.from({ length: Math.max(f.length, g.length) }, (_, k) => (f[k] ?? 0) + (g[k] ?? 0)));
}

export function polynomialProduct(f: Polynomial, g: Polynomial): Polynomial {
  const result = new Array<number>(Math.max(0, f.length + g.length - 1)).fill(0);
  f.forEach((a, i) => {
    g.forEach((b, j) => {
      result[i + j] = (result[i + j] as number) + a * b;
    });
  });
  return trimmed(result);
}

export function scaled(f: Polynomial, factor: number): Polynomial {
  return trimmed(f.map((c) => c * factor));
}

export function derivative(f: Polynomial): Polynomial {
  return trimmed(f.slice(1).map((c, k) => c * (k + 1)));
}

/** f(x) by Horner's rule; relative error of about 10⁻¹⁶ times the degree, with respect to Σ|c_k x^k|. */
export function valueAt(f: Polynomial, x: number): number {
  let result = 0;
  for (let k = f.length - 1; k >= 0; k--) result = result * x + (f[k] as number);
  return result;
}

/** Whether f(−x) = f(x) for all x. */
export function isEven(f: Polynomial): boolean {
  return f.every((c, k) => c === 0 || k % 2 === 0);
}
