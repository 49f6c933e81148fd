import { z } from 'zod';
import type { WindowKind } from '../estimate/record.js';
import type { SchemeName } from '../kernel/scheme.js';
import { disorderLaws, type LawName, type LawParameter } from '../lattice/disorder.js';

/**
 * The shape of a study file: which keys there are, and which values each takes. Every message is the rule that is
 * broken, to be put into `invalid <key>; <rule>: <value>`. Rules that join several keys are in `schema.ts`.
 */

const schemeNames = ['SABA1', 'SABA2', 'ABA82', 'ABA864', 'ABA1064'] as const satisfies readonly SchemeName[];

export const windowKinds = ['rectangular', 'hann', 'prolate'] as const satisfies readonly WindowKind[];

/** Kinds of models that studies may name; only the first is built. */
export const modelKinds = ['oscillators', 'chain', 'spins', 'quartic'] as const;

/** Hybrid Monte Carlo trajectories that bring a replica from the uncoupled to the full Gibbs measure. */
const defaultTrajectories = 200;

/** More sites along one direction than any machine holds. */
const largestSize = 1_000_000_000;

function whole(least: number, most = Number.MAX_SAFE_INTEGER) {
  const rule = `not a whole number of at least ${String(least)}`;
  return z
    .int({ error: rule })
    .min(least, { error: rule })
    .max(most, { error: `above ${String(most)}` });
}

function above(bound: number) {
  const rule = `not a number above ${String(bound)}`;
  return z.number({ error: rule }).gt(bound, { error: rule });
}

function word<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: `not one of ${words.join(', ')}` });
}

/** A number above 0, or a list of them: the elements' problems are reported one by one. */
function oneOrMore() {
  const element = above(0);
  return z.union([element, z.array(element).min(1, { error: 'an empty list' })]);
}

/** `auto`, or a value of the shape made with the rule that both together break. */
function autoOr<T extends z.ZodType>(shape: (options: { error: string }) => T, otherwise: string) {
  const options = { error: `neither auto nor ${otherwise}` };
  return z.union([z.literal('auto'), shape(options)], options);
}

/** A law of the frequencies, for the JSON Schema: what its parameters must fulfil is checked by `checkedLaw`. */
function lawShape(name: LawName) {
  const parameters = Object.entries<LawParameter>(disorderLaws[name].parameters).map(([key, parameter]) => {
    const shape = parameterShapes[parameter.kind].describe(parameter.documentation);
    return [key, parameter.default === undefined ? shape : shape.optional()] as const;
  });
  return z
    .strictObject({ law: z.literal(name), ...Object.fromEntries(parameters) })
    .describe(disorderLaws[name].documentation);
}

const parameterShapes = {
  number: z.number(),
  'two numbers': z.tuple([z.number(), z.number()]),
  numbers: z.array(z.number()).min(1),
};

/** ε' as a power of ε: `epsilon`, `epsilon^2`, `0.5*epsilon^3`. */
export const noisePower =
  /^\s*(?:(?<factor>[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*\*\s*)?epsilon(?:\s*(?:\^|\*\*)\s*(?<power>[0-9]{1,3}))?\s*$/u;

const noiseRule = { error: 'neither a number of at least 0 nor a power of epsilon such as epsilon^2' };

const potential = (variable: string, example: string) =>
  z.union([z.string(), z.number()], { error: `not a polynomial in ${variable}, such as ${example}` });

export const modelShape = z.strictObject(
  {
    kind: word(modelKinds).default('oscillators'),
    dimension: z.literal([1, 2, 3], { error: 'not 1, 2 or 3' }).default(1),
    size: whole(3, largestSize),
    coupling: potential('r', 'r^4/4'),
    pinning: potential('q', 'q^6/6').default('0'),
    frequencies: z.unknown().default({ law: 'uniform', from: 1, to: 2 }),
  },
  { error: 'not a mapping of keys to values' },
);

export const studyShape = z.strictObject({
  title: z
    .string({ error: 'not text' })
    .trim()
    .min(1, { error: 'empty text' })
    .regex(/^\P{Cc}*$/u, { error: 'not one line of printable characters' })
    .optional(),
  model: modelShape,
  temperature: oneOrMore(),
  epsilon: oneOrMore(),
  noise: z
    .union(
      [z.number(noiseRule).min(0, noiseRule), z.string(noiseRule).regex(noisePower, noiseRule)],
      noiseRule,
    )
    .default(0),
  realisations: whole(1, 4_294_967_295).default(1),
  replicas: whole(1, 4_294_967_295).default(32),
  time: above(0),
  dressing: whole(0, 20).default(0),
  seed: whole(0, 4_294_967_295).default(1),
  scheme: word(schemeNames).default('ABA864'),
  step: autoOr((rule) => z.number(rule).gt(0, rule), 'a number above 0').default('auto'),
  sampling: autoOr((rule) => z.int(rule).min(1, rule), 'a whole number of at least 1').default('auto'),
  windows: z
    .union([word(windowKinds), z.array(word(windowKinds)).min(1, { error: 'an empty list' })])
    .default(['hann']),
  cutoff: autoOr((rule) => z.number(rule).min(0, rule), 'a number of at least 0').default('auto'),
  direction: z.literal(['all', 1, 2, 3], { error: 'neither all nor 1, 2 or 3' }).default('all'),
  sampler: z
    .strictObject(
      { trajectories: whole(1, 1_000_000).default(defaultTrajectories) },
      { error: 'not a mapping of keys to values' },
    )
    .default({ trajectories: defaultTrajectories }),
});

export type StudyShape = z.infer<typeof studyShape>;

/** The JSON Schema of a study file, for editors that complete and check YAML. */
export function schemaJson(): { readonly [key: string]: unknown } {
  const [first, ...others] = (Object.keys(disorderLaws) as LawName[]).map(lawShape);
  const frequencies = z.union([first as NonNullable<typeof first>, ...others]);
  const shape = studyShape.extend({ model: modelShape.extend({ frequencies: frequencies.optional() }) });
  return z.toJSONSchema(shape, { io: 'input', target: 'draft-7' });
}
