/** Numbers as terminals show them, in plain characters. */

/**
 * A value with its standard error in units of its last digit, `1.23(4)e-5`: one digit of the error, two if the first is
 * a 1. Three digits of the value if there is no error or the error exceeds everything shown.
 */
export function conciseAscii(value: number, error: number): string {
  if (!Number.isFinite(value)) return '–';
  if (!(error > 0) || !Number.isFinite(error)) return short(Number(value.toPrecision(3)));
  const first = exponentOf(error);
  const last = shifted(error, -first) < 1.95 ? first - 1 : first;
  const exponent = value === 0 ? last : Math.max(last, exponentOf(value));
  const plain = exponent >= -2 && exponent < 4 && last <= 0;
  const shift = plain ? 0 : exponent;
  const mantissa = shifted(value, -shift).toFixed(Math.max(0, shift - last));
  const digits = shifted(error, -last).toFixed(0);
  return `${mantissa}(${digits})${plain ? '' : `e${String(shift)}`}`;
}

/** The exponent of a number's first decimal digit. */
function exponentOf(value: number): number {
  return Number(value.toExponential().split('e')[1] ?? '0');
}

/** value·10^places, by moving the point of its decimal digits. */
function shifted(value: number, places: number): number {
  const [digits = '0', power = '0'] = value.toExponential().split('e');
  return Number(`${digits}e${String(Number(power) + places)}`);
}

/** A number with as many digits as it needs, by default at most six. */
export function short(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(digits))).replace('e+', 'e');
}

/** Two digits, rounded to nearest, up or down: rounding must not tighten a bound. */
export function twoDigits(value: number, rounding: 'nearest' | 'up' | 'down' = 'nearest'): string {
  if (!Number.isFinite(value) || value === 0) return value === 0 ? '0' : '–';
  const exponent = exponentOf(value);
  const round = { nearest: Math.round, up: Math.ceil, down: Math.floor }[rounding];
  const rounded = shifted(round(shifted(value, 1 - exponent)), exponent - 1);
  const shown = exponentOf(rounded);
  return shown >= -2 && shown < 2
    ? rounded.toFixed(Math.max(0, 1 - shown))
    : rounded.toExponential(1).replace('e+', 'e');
}

/** Three digits, with a power of ten if the number is small or large; `–` for null. */
export function three(value: number | null): string {
  if (value === null) return '–';
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5)) {
    return value.toExponential(2).replace('e+', 'e');
  }
  return short(value, 3);
}

/** A large number in few characters: 2.4e6. */
export function large(value: number): string {
  return value.toExponential(1).replace('e+', 'e');
}
