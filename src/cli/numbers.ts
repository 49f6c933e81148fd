import { InvalidArgumentError } from 'commander';

/** An option's value that must be a whole number of at least `least`, and at most `most`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^-?\d+$/u.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(
        least === -Infinity ? 'not a whole number' : `not a whole number of at least ${String(least)}`,
      );
    }
    if (value > most) throw new InvalidArgumentError(`above ${String(most)}`);
    return value;
  };
}

/** The option `--realisation`: numbered from 0, as sites and bonds are; a study has up to 2³² − 1 of them. */
export const realisationNumber = wholeNumber(0, 4_294_967_294);

/** An option's value that must be a number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('not a number above 0');
  }
  return value;
}

/** An option's value that must be a number of at least 0. */
export function nonNegativeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('not a number of at least 0');
  }
  return value;
}
