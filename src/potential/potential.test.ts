import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { potential, smoothPotential } from './potential.js';
import { scaled, polynomialSum, trimmed, valueAt, type Polynomial } from './polynomial.js';

describe('potentials as written in a study file', () => {
  test.each<[string, Polynomial]>([
    ['0', []],
    ['r^4/4', [0, 0, 0, 0, 0.25]],
    ['0.5*(r^2)', [0, 0, 0.5]],
    ['1e-2*r^6', [0, 0, 0, 0, 0, 0, 0.01]],
    ['-r^2', [0, 0, -1]],
    ['(-r)^2', [0, 0, 1]],
    ['r^2^3', [0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['(r^2)^3', [0, 0, 0, 0, 0, 0, 1]],
    ['+r - -r', [0, 2]],
    ['8/2/2*r', [0, 2]],
    ['2*-r', [0, -2]],
    ['(1 - r)^2 * 2^-2', [0.25, -0.5, 0.25]],
    ['r - r', []],
    ['.5*r^(1+1)', [0, 0, 0.5]],
    ['r^0', [1]],
    [' 3. ', [3]],
    ['r^12', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
  ])('%j', (text, expected) => {
    expect(potential(text, 'r')).toEqual(expected);
  });

  test('a pinning has the variable q', () => {
    expect(potential('q^6/6 + q^4/4', 'q')).toEqual([0, 0, 0, 0, 0.25, 0, 1 / 6]);
  });

  test.each([
    ['1/(r)', 'division by something that depends on r (at character 2)'],
    ['r^4/0', 'division by 0 (at character 4)'],
    ['sin(r)', 'not a polynomial, sin is no power of r (at character 1)'],
    ['2*sqrt (r)', 'not a polynomial, sqrt is no power of r (at character 3)'],
    ['r^0.5', 'an exponent that is not a whole number (at character 2)'],
    ['r^-1', 'a negative exponent (at character 2)'],
    ['2^r', 'an exponent that depends on r (at character 2)'],
    ['r^200', 'of a degree above 100 (at character 2)'],
    ['r^70*r^60', 'of a degree above 100 (at character 5)'],
    ['q^4', 'q is unknown, the variable is r (at character 1)'],
    ['2r', 'an operator must stand here, such as * for a product (at character 2)'],
    ['(r^2', 'an unclosed parenthesis (at character 1)'],
    ['r^2)', 'a parenthesis that nothing opened (at character 4)'],
    ['', 'ends too early (at character 1)'],
    ['r +', 'ends too early (at character 4)'],
    ['r**4', 'a number, a variable or ( must stand here (at character 3)'],
    ['1e400*r', 'a coefficient is not finite'],
    ['0^-1*r', 'a coefficient is not finite'],
  ])('%j is refused: %s', (text, rule) => {
    expect(() => potential(text, 'r')).toThrow(`invalid coupling; ${rule}: ${JSON.stringify(text)}`);
  });

  test.each([
    ['exp(r^2)', 'exp of what is not bounded above grows faster than every power (at character 1)'],
    ['exp(r)', 'exp of what is not bounded above grows faster than every power (at character 1)'],
    ['2 + 1/r^2', 'a quotient is not smooth, as its denominator may reach 0 (at character 6)'],
    ['r^-2', 'a quotient is not smooth, as its denominator may reach 0 (at character 2)'],
    ['1/exp(-r^2)', 'a quotient is not smooth, as its denominator may reach 0 (at character 2)'],
    ['log(r)', 'a logarithm is not smooth, as what it is taken of may reach 0 (at character 1)'],
    ['1 + sqrt(r^2)', 'a root is not smooth, as what it is taken of may reach 0 (at character 5)'],
    ['sqrt(-1)', 'a root is not smooth, as what it is taken of may reach 0 (at character 1)'],
    ['r^0.5', 'an exponent that is not a whole number (at character 2)'],
    ['2^r', 'an exponent that depends on r (at character 2)'],
    [
      'sine(r)',
      'the function sine is not one of sqrt, exp, log, sin, cos, tanh, atan (did you mean sin?) (at character 1)',
    ],
    ['cos r', 'cos takes its argument in parentheses (at character 1)'],
    ['cos(q)', 'q is unknown, the variable is r (at character 5)'],
    ['cos(r', 'an unclosed parenthesis (at character 4)'],
    ['cos()', 'a number, a variable or ( must stand here (at character 5)'],
    ['cos(r)^101', 'of a degree above 100 (at character 7)'],
    ['1e400*cos(r)', 'a coefficient is not finite'],
  ])('%j is no smooth potential: %s', (text, rule) => {
    expect(() => smoothPotential(text, 'r')).toThrow(`invalid coupling; ${rule}: ${JSON.stringify(text)}`);
  });

  test('what is a polynomial is read as one, also where other functions go out', () => {
    expect(smoothPotential('r^4/4', 'r')).toEqual(potential('r^4/4', 'r'));
    expect(smoothPotential('sqrt(1 + r^2)^2 - 1', 'r')).toEqual([0, 0, 1]);
    expect(smoothPotential('r^2*sqrt(4)*cos(0)', 'r')).toEqual([0, 0, 2]);
  });

  test('what is endless is refused: long texts, deep nesting', () => {
    expect(() => potential('r+'.repeat(600), 'r')).toThrow('invalid coupling; longer than 1000 characters');
    expect(() => potential('('.repeat(400), 'q')).toThrow('invalid pinning; nested more than 100 deep');
    expect(() => potential('-'.repeat(400), 'q')).toThrow('invalid pinning; nested more than 100 deep');
    expect(() => potential('2^'.repeat(400), 'q')).toThrow('invalid pinning; nested more than 100 deep');
  });

  test('any polynomial of degree ≤ 12, written as a sum of powers, is read back exactly', () => {
    const coefficients = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 13 });
    fc.assert(
      fc.property(coefficients, (list) => {
        const text = list.map((c, k) => `(${String(c)})*r^${String(k)}`).join(' + ');
        expect(potential(text === '' ? '0' : text, 'r')).toEqual(trimmed(list.map((c) => c + 0)));
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  test('any expression agrees with the value of the same tree, to 1e-9 of the sum of its terms', () => {
    interface Tree {
      readonly text: string;
      readonly value: (x: number) => number;
      readonly size: number;
    }
    const leaf = fc.oneof(
      fc.integer({ min: 0, max: 5 }).map((n): Tree => ({ text: String(n), value: () => n, size: 0 })),
      fc.constant<Tree>({ text: 'q', value: (x) => x, size: 1 }),
    );
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]): Tree => ({
          text: `${a.text} - (${b.text})`,
          value: (x) => a.value(x) - b.value(x),
          size: Math.max(a.size, b.size),
        })),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]): Tree => ({
          text: `(${a.text})*(${b.text})`,
          value: (x) => a.value(x) * b.value(x),
          size: a.size + b.size,
        })),
        tie('tree').map((a): Tree => ({
          text: `-(${a.text})^2`,
          value: (x) => -(a.value(x) ** 2),
          size: 2 * a.size,
        })),
        tie('tree').map((a): Tree => ({ text: `(${a.text})/4`, value: (x) => a.value(x) / 4, size: a.size })),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.double({ min: -1.5, max: 1.5, noNaN: true }), (f, x) => {
        fc.pre(f.size <= 12);
        const read = potential(f.text, 'q');
        const terms = read.reduce((total, c, k) => total + Math.abs(c) * Math.abs(x) ** k, 1);
        expect(Math.abs(valueAt(read, x) - f.value(x)) / terms).toBeLessThan(1e-9);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('sums run from the left: a − b − c = (a − b) − c', () => {
    const [a, b, c] = ['3*r^2', 'r', '5'].map((text) => potential(text, 'r')) as [
      Polynomial,
      Polynomial,
      Polynomial,
    ];
    expect(potential('3*r^2-r-5', 'r')).toEqual(
      polynomialSum(polynomialSum(a, scaled(b, -1)), scaled(c, -1)),
    );
  });
});
