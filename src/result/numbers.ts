import { twoDigits } from '../data/digits.js';
import { superscript } from '../data/notation.js';
import type { Said } from './quantity.js';

/** Numbers as people read them: exponents as superscripts, errors in parentheses. */

/** A number of `digits` significant digits: 0.00012 becomes 1.2×10⁻⁴; between 10⁻³ and 10⁵ no exponent. */
export function plain(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const [mantissa, exponent] = parts(value, digits - 1);
  if (exponent >= -3 && exponent < 5) return signed(String(Number(value.toPrecision(digits))));
  const trimmed = String(Number(mantissa));
  return trimmed === '1' ? `10${superscript(exponent)}` : `${signed(trimmed)}×10${superscript(exponent)}`;
}

/**
 * A value with its standard error in units of the last digit: (6e−4, 1.2e−5) becomes 6.00(12)×10⁻⁴. The error keeps
 * one digit, or two where the first is 1. Without a usable error, three digits of the value alone.
 */
export function conciseTypeset(value: number, error: number): string {
  if (!(error > 0) || !Number.isFinite(error) || !Number.isFinite(value)) return plain(value);
  const leading = parts(error, 1);
  const errorDigits = Number(leading[0]) < 1.95 ? 2 : 1;
  const errorExponent = parts(error, errorDigits - 1)[1];
  const exponent = Math.max(value === 0 ? -Infinity : parts(Math.abs(value), 16)[1], errorExponent);
  const inside = exponent >= -2 && exponent < 4 ? 0 : exponent;
  const decimals = Math.max(0, inside - errorExponent + errorDigits - 1);
  const bracket = Math.round(scaled(error, -inside) * 10 ** decimals);
  const digits = scaled(value, -inside).toFixed(decimals);
  const number = `${signed(digits)}(${String(bracket)})`;
  return inside === 0 ? number : `${number}×10${superscript(inside)}`;
}

/** A number with what it says: 6.00(12)×10⁻⁴, ≤ 4.0×10⁻⁷, ≥ 3.1, ~ 3.1, rising. A bound has no error beside it, which would make it look like a value. */
export function said({ kind, value, error, open }: Said): string {
  switch (kind) {
    case 'value':
      return conciseTypeset(value, error);
    case 'upper bound':
      return `≤ ${typeset(twoDigits(value, 'up'))}`;
    case 'lower bound':
      return `≥ ${typeset(twoDigits(value, 'down'))}`;
    case 'open':
      return `~ ${typeset(twoDigits(value))}, ${open ?? 'rising'}`;
  }
}

/** 4.0e-7 as 4.0×10⁻⁷. */
function typeset(text: string): string {
  const [mantissa = '', exponent] = text.split('e');
  return signed(mantissa) + (exponent === undefined ? '' : `×10${superscript(Number(exponent))}`);
}

/** value·10^shift, exact in decimals: it moves the point of the shortest decimal, it does not multiply. */
function scaled(value: number, shift: number): number {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return Number(`${mantissa}e${String(Number(exponent) + shift)}`);
}

function parts(value: number, decimals: number): [mantissa: string, exponent: number] {
  const [mantissa = '0', exponent = '0'] = value.toExponential(decimals).split('e');
  return [mantissa, Number(exponent)];
}

function signed(text: string): string {
  return text.replace('-', '−');
}
