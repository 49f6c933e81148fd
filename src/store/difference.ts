import type { Json } from '../data/frame.js';

type JsonObject = { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: Json | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/**
 * Where two JSON values differ, one line each: `model.size: 128, not 256` (the first value, not the second).
 * Lists are compared as wholes; the order of an object's keys does not count.
 */
export function differences(one: Json | undefined, other: Json | undefined, path = ''): readonly string[] {
  if (isObject(one) && isObject(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].flatMap((key) =>
      differences(one[key], other[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return shown(one) === shown(other) ? [] : [`${path}: ${shown(one)}, not ${shown(other)}`];
}
