import { z } from 'zod';
import { notOneOf } from '../data/nearest.js';
import { disorderLaws } from '../lattice/disorder.js';
import type { LawParameter } from '../lattice/laws/law.js';

/** Shapes of values that study files use again and again. Every message is the rule that is broken. */

export function whole(least: number, most = Number.MAX_SAFE_INTEGER) {
  const rule = `not a whole number of at least ${String(least)}`;
  return z
    .int({ error: rule })
    .min(least, { error: rule })
    .max(most, { error: `above ${String(most)}` });
}

export function above(bound: number) {
  const rule = `not a number above ${String(bound)}`;
  const error = ({ input }: { readonly input?: unknown }): string =>
    input === Infinity ? 'not a finite number' : rule;
  return z.number({ error }).gt(bound, { error: rule });
}

/** What ε may be. */
export const STRENGTH_RULE = 'neither a number above 0 nor, with baths, 0';

/** ε ≥ 0: whether it may be 0 is a rule of the whole study. */
export function strength() {
  const error = ({ input }: { readonly input?: unknown }): string =>
    input === Infinity ? 'not a finite number' : STRENGTH_RULE;
  return z.number({ error }).min(0, { error: STRENGTH_RULE });
}

export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: ({ input }) => notOneOf(words, input) });
}

/** A number above 0, or a list of them: the elements' problems are reported one by one. */
export function oneOrMore<T extends z.ZodType = ReturnType<typeof above>>(element: T = above(0) as never) {
  return z.union([element, z.array(element).min(1, { error: 'an empty list' })]);
}

/** T: a number above 0, or infinite. */
export function temperature() {
  const rule = { error: 'neither a number above 0 nor infinite' };
  return z.union([z.number(rule).gt(0, rule), z.literal('infinite').transform(() => Infinity)], rule);
}

/** `auto`, or a value of the shape made with the rule that both together break. */
export function autoOr<T extends z.ZodType>(shape: (options: { error: string }) => T, otherwise: string) {
  const options = { error: `neither auto nor ${otherwise}` };
  return z.union([z.literal('auto'), shape(options)], options);
}

/** A key with its meaning, in one line, and its unit: schema, tables and study files to begin with are made from them. */
export function key<T extends z.ZodType>(shape: T, meaning: string, unit?: string): T {
  return shape.meta({ description: meaning, ...(unit !== undefined && { unit }) });
}

/** A mapping with these keys and no others. */
export function mapping<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, { error: 'not a mapping of keys to values' });
}

/** The text of a polynomial, or a constant. */
export const polynomialText = (variable: string, example: string) =>
  z.union([z.string(), z.number()], { error: `not a polynomial in ${variable}, such as ${example}` });

/** The text of a smooth function of one variable, or a constant. */
export const smoothText = (variable: string, example: string) =>
  z.union([z.string(), z.number()], { error: `not an expression in ${variable}, such as ${example}` });

/** More sites along one direction than any machine holds. */
const largestSize = 1_000_000_000;

/** N: the sites along one direction. */
export const latticeSize = whole(3, largestSize);

/** The law of a realisation's numbers: its parameters are checked by `checkedLaw`. */
export const disorder = z.unknown().default({ law: 'uniform', from: 1, to: 2 });

const parameterShapes: Readonly<Record<LawParameter['kind'], (one: z.ZodNumber) => z.ZodType>> = {
  number: (one: z.ZodNumber) => one,
  'two numbers': (one: z.ZodNumber) => z.array(one).length(2),
  numbers: (one: z.ZodNumber) => z.array(one).min(1),
};

function parameterShape({ kind, meaning, unit, bounds = {}, default: usual }: LawParameter): z.ZodType {
  let one = z.number();
  if (bounds.above !== undefined) one = one.gt(bounds.above);
  if (bounds.below !== undefined) one = one.lt(bounds.below);
  const shape = parameterShapes[kind](one);
  return key(usual === undefined ? shape : shape.default(usual as never), meaning, unit);
}

/**
 * What a law looks like in a study file, for the JSON Schema.
 *
 * @param also keys that may stand beside those of every law
 */
export function lawShape(also: z.ZodRawShape = {}) {
  const [first, ...others] = Object.entries<(typeof disorderLaws)[keyof typeof disorderLaws]>(
    disorderLaws,
  ).map(([law, { documentation, parameters }]) => {
    const shapes = Object.entries<LawParameter>(parameters).map(([name, one]) => [name, parameterShape(one)]);
    return z
      .strictObject({
        law: z.literal(law),
        ...(Object.fromEntries(shapes) as z.ZodRawShape),
        of: key(
          z.literal('square').optional(),
          'square: the law is that of the square, uniform in ω² for instance',
        ),
        ...also,
      })
      .meta({ description: documentation });
  });
  return z.union([first as NonNullable<typeof first>, ...others]);
}
