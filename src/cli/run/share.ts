import { InvalidArgumentError } from 'commander';

/** The I-th of K shares of the units of a study. */
export interface Share {
  /** 1 … count */
  readonly number: number;
  readonly count: number;
}

/** The value of `--share`. */
export function share(text: string): Share {
  const [, number, count] = /^(\d{1,9})\/(\d{1,9})$/u.exec(text) ?? [];
  const found = { number: Number(number), count: Number(count) };
  if (found.number >= 1 && found.number <= found.count) return found;
  throw new InvalidArgumentError('not I/K with whole numbers, I from 1 to K');
}

/** The value of `--tasks`. */
export function taskCount(text: string): number {
  if (/^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('not a whole number above 0');
}

export function shareText({ number, count }: Share): string {
  return `${String(number)}/${String(count)}`;
}

/** The share of a unit, by its place in the list from 0 on: neighbours, which are alike, go to different shares. */
export function shareOf(place: number, count: number): number {
  return (place % count) + 1;
}

/** The units of a share: every K-th one, from the I-th on. */
export function sharedOut<T>(units: readonly T[], { number, count }: Share): T[] {
  return units.filter((_, place) => shareOf(place, count) === number);
}
