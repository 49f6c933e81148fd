import { readFileSync } from 'node:fs';
import { Refusal } from '../failure.js';

/** Numbers of a file as a program wrote them, in C order. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** What a file holds: the total currents of replicas, or the transfers of each replica's bonds, [time][bond]. */
export type FileSeries =
  | { readonly kind: 'currents'; readonly names: readonly string[]; readonly replicas: Float64Array[] }
  | {
      readonly kind: 'transfers';
      readonly names: readonly string[];
      readonly replicas: Float64Array[];
      readonly bonds: number;
    };

/** The bytes of a file. @throws Refusal */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Refusal('series file', unreadable[code] ?? `cannot be read (${code})`, file);
  }
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
  ERR_FS_FILE_TOO_LARGE: 'is larger than 2 GiB, the most that can be read',
};

/** The names that shall be read. @throws Refusal where one is not there, or it is open which is meant */
export function chosen(
  file: string,
  what: 'array' | 'column',
  all: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const listed = `${all.slice(0, 8).join(', ')}${all.length > 8 ? ', …' : ''}`;
  const named = wanted.flatMap((name) => (all.includes(name) ? [name] : matches(name, all)));
  for (const [i, name] of named.entries()) {
    if (!all.includes(name))
      throw new Refusal(`current of ${file}`, `no such ${what}, there are ${listed}`, name);
    if (named.indexOf(name) !== i) throw new Refusal('current', 'named twice', name);
  }
  if (named.length > 0 || what === 'column') return named.length > 0 ? named : all;
  if (all.length === 1) return all;
  if (all.length === 0) throw new Refusal('series file', 'must hold at least one array', file);
  throw new Refusal(`arrays of ${file}`, '--current must name the one that is meant', listed);
}

/** The names that a pattern stands for, `*` in it being any text; where there are none the pattern itself. */
function matches(pattern: string, all: readonly string[]): readonly string[] {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, '\\$&'));
  const found = all.filter((name) => new RegExp(`^${parts.join('.*')}$`, 'u').test(name));
  return found.length > 0 ? found : [pattern];
}

/** Arrays as series: [time] and [replica][time] are currents, [replica][time][bond] transfers. */
export function seriesFromArrays(file: string, arrays: readonly NamedArray[]): FileSeries {
  const names = arrays.map(({ name }) => name);
  const [first] = arrays as [NamedArray];
  for (const { name, shape, values } of arrays) {
    const place = `array ${name} of ${file}`;
    if (shape.length < 1 || shape.length > 3)
      throw new Refusal(place, 'must be [time], [replica][time] or [replica][time][bond]', shapeText(shape));
    if (shape.includes(0)) throw new Refusal(place, 'must not be empty', shapeText(shape));
    if (
      (shape.length === 3) !== (first.shape.length === 3) ||
      (shape.length === 3 && shape[2] !== first.shape[2])
    )
      throw new Refusal(
        place,
        `must be of the same kind as ${first.name}, ${shapeText(first.shape)}`,
        shapeText(shape),
      );
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) {
        throw new Refusal(`${place}, ${placeText(shape, i)}`, 'must be a finite number', String(values[i]));
      }
    }
  }
  const replicas = arrays.flatMap(({ name, shape, values }) => {
    const [count, size] =
      shape.length === 1 ? [1, values.length] : [shape[0] as number, values.length / (shape[0] as number)];
    const [, time = values.length] = shape;
    const [, longest = first.values.length] = first.shape;
    if (time !== longest)
      throw new Refusal(
        `array ${name} of ${file}`,
        `must be as long as ${first.name}, ${longest} samples`,
        String(time),
      );
    return Array.from({ length: count }, (_, r) =>
      Float64Array.from({ length: size }, (_unused, i) => values[r * size + i] as number),
    );
  });
  return first.shape.length === 3
    ? { kind: 'transfers', names, replicas, bonds: first.shape[2] as number }
    : { kind: 'currents', names, replicas };
}

const shapeText = (shape: readonly number[]): string => `(${shape.join(', ')})`;

/** `[replica 3][time 17]`, of a number in C order. */
function placeText(shape: readonly number[], index: number): string {
  const axes = shape.length === 1 ? ['time'] : ['replica', 'time', 'bond'];
  let rest = index;
  const places = shape.toReversed().map((length) => {
    const place = rest % length;
    rest = Math.floor(rest / length);
    return place;
  });
  return places
    .toReversed()
    .map((place, axis) => `[${axes[axis] ?? ''} ${place}]`)
    .join('');
}
