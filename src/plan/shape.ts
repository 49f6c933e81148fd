import { z } from 'zod';
import type { WindowKind } from '../estimate/record.js';
import { schemes, type SchemeName } from '../kernel/scheme.js';
import { disorderLaws, type LawName, type LawParameter } from '../lattice/disorder.js';
import type { ModelKind } from '../models/model.js';
import { modelKinds, type KindName } from '../models/models.js';
import { UNPRINTABLE } from '../study/problem.js';
import { above, autoOr, mapping, oneOrMore, temperature, whole, word } from '../study/words.js';

/**
 * The shape of a study file: which keys there are, and which values each takes. Every message is the rule that is
 * broken, to be put into `invalid <key>; <rule>: <value>`. Rules that join several keys are in `draft.ts`.
 */

const schemeNames = Object.keys(schemes) as [SchemeName, ...SchemeName[]];

export const windowKinds = ['rectangular', 'hann', 'prolate'] as const satisfies readonly WindowKind[];

export const kindNames = Object.keys(modelKinds) as [KindName, ...KindName[]];

/** Hybrid Monte Carlo trajectories that bring a replica from the uncoupled to the full Gibbs measure. */
const defaultTrajectories = 200;

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

/** ε' as a power of ε: `epsilon`, `epsilon^2`, `0.5*epsilon^3`, `epsilon^1.5`. */
export const noisePower =
  /^\s*(?:(?<factor>[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*\*\s*)?epsilon(?:\s*(?:\^|\*\*)\s*(?<power>[0-9]{1,3}(?:\.[0-9]+)?))?\s*$/u;

const noiseRule = {
  error:
    'neither a number of at least 0 nor a power of epsilon, from epsilon^0 to epsilon^999, such as epsilon^2',
};

/** Which character of a title is none that can be printed, and where it stands: `U+202E is its character 5`. */
function unprintable(text: string): string {
  const characters = Array.from(text);
  const at = characters.findIndex((one) => UNPRINTABLE.test(one));
  const code = (characters[at]?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} is its character ${String(at + 1)}`;
}

/** All keys but those under `model`. */
const commonShape = mapping({
  title: z
    .string({ error: 'not text' })
    .trim()
    .min(1, { error: 'empty text' })
    .refine((text) => !UNPRINTABLE.test(text), {
      error: ({ input }) => `not one line of printable characters, ${unprintable(String(input))}`,
    })
    .optional(),
  model: z.unknown(),
  baths: mapping({ left: above(0), right: above(0), friction: above(0).default(1) }).optional(),
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
  sampler: mapping({ trajectories: whole(1, 1_000_000).default(defaultTrajectories) }).default({
    trajectories: defaultTrajectories,
  }),
});

/** A study file's content with defaults; what stands under `model` has the shape of its kind. */
export type StudyShape = z.infer<typeof commonShape>;

/** The shape of a study of one kind of model. */
export function studyShape(kind: KindName) {
  const { shape, allowances }: ModelKind = modelKinds[kind];
  const own = commonShape.extend({ model: shape });
  if (allowances === undefined) return own;
  const [usual] = allowances.schemes;
  const rule = `above ${String(allowances.highestDressing)}, the highest order for kind: ${kind}`;
  const changed = own.extend({
    scheme: word(allowances.schemes).default(usual),
    dressing: whole(0).max(allowances.highestDressing, { error: rule }).default(0),
    ...(allowances.infiniteTemperature && { temperature: oneOrMore(temperature()) }),
  });
  // The type of the common shape stands for all: a study's scheme is one of its kind's.
  return changed as unknown as typeof own;
}

/** The keys of the outermost level, and those under `model` for a kind. */
export const studyKeys: readonly string[] = Object.keys(commonShape.shape);
export const modelKeys = (kind: KindName): readonly string[] => Object.keys(modelKinds[kind].shape.shape);
export const samplerKeys: readonly string[] = ['trajectories'];
export const bathKeys: readonly string[] = ['left', 'right', 'friction'];

/** The JSON Schema of a study file, for editors that complete and check YAML. */
export function schemaJson(): { readonly [key: string]: unknown } {
  const [first, ...others] = (Object.keys(disorderLaws) as LawName[]).map(lawShape);
  const law = z.union([first as NonNullable<typeof first>, ...others]);
  const models = Object.values(modelKinds).map(({ shape }) => {
    const random = ['frequencies', 'masses'].filter((key) => key in shape.shape);
    return shape.extend(Object.fromEntries(random.map((key) => [key, law.optional()])));
  });
  return z.toJSONSchema(commonShape.extend({ model: z.union(models) }), { io: 'input', target: 'draft-7' });
}
