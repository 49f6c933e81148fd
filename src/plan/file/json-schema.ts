import { z } from 'zod';
import type { Json } from '../../data/frame.js';
import type { ModelKind } from '../../models/model.js';
import { modelKinds, type KindName } from '../../models/models.js';
import { kindNames, studyShape } from './shape.js';

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  readonly description?: string;
  readonly default?: Json;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** The schema of a study file of one kind of model, with units still by themselves. */
export function kindSchema(kind: KindName): JsonSchema {
  const record: ModelKind = modelKinds[kind];
  const { shape, laws } = record;
  const own = studyShape(kind);
  // Baths may stand under `model` too.
  const model = shape.extend({ ...laws, ...(record.form !== undefined && { baths: own.shape.baths }) });
  const optional = Object.keys(laws).map((name) => [name, described(model.shape, shape.shape, name)]);
  const written = model.extend(Object.fromEntries(optional) as z.ZodRawShape);
  const whole = own.extend({ model: written.meta(own.shape.model.meta() ?? {}) });
  const schema = z.toJSONSchema(whole, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  const properties = Object.entries(schema.properties ?? {}).filter(
    ([name]) => name !== 'baths' || record.form !== undefined,
  );
  return { ...schema, properties: Object.fromEntries(properties) } as JsonSchema;
}

/** A law as it looks in a file, optional, with the meaning and the default of its key. */
function described(written: z.ZodRawShape, read: z.ZodRawShape, name: string): z.ZodType {
  const [shape, own] = [written[name] as z.ZodType, read[name] as z.ZodType];
  const usual = own instanceof z.ZodDefault ? shape.default(own.def.defaultValue as never) : shape.optional();
  return usual.meta(own.meta() ?? {});
}

/**
 * The JSON Schema (2020-12) of a study file: an editor completes and checks with it. Whatever `falloff check` accepts is valid; rules that join
 * several keys are left to `check`.
 */
export function studySchema(): JsonSchema {
  const kinds = kindNames.map((kind) => ({ kind, schema: plain(kindSchema(kind)) as JsonSchema }));
  const [first] = kinds;
  const names = [...new Set(kinds.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))];
  const of = (name: string) => kinds.map(({ schema }) => schema.properties?.[name]);
  const shared = names.filter((name) => new Set(of(name).map((one) => JSON.stringify(one))).size === 1);
  const properties = names.map((name) => {
    const one = first?.schema.properties?.[name] ?? {};
    if (name === 'model') return [name, { description: one.description, ...modelStub(kinds) }];
    return [name, shared.includes(name) ? one : { description: one.description }];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A study file of falloff',
    type: 'object',
    properties: Object.fromEntries(properties) as Readonly<Record<string, JsonSchema>>,
    required: ['model', 'epsilon', 'time'],
    anyOf: [
      { required: ['temperature'] },
      { required: ['baths'] },
      { properties: { model: { type: 'object', required: ['baths'] } } },
    ],
    additionalProperties: false,
    allOf: kinds.map(({ kind, schema }) => ({
      if: { properties: { model: isOfKind(kind) } },
      then: {
        properties: Object.fromEntries(
          names
            .filter((name) => !shared.includes(name))
            .map((name) => [name, schema.properties?.[name] ?? false]),
        ),
      },
    })),
  };
}

/** What holds for the key `model` whatever the kind. */
function modelStub(kinds: readonly { readonly kind: KindName }[]): JsonSchema {
  return {
    type: 'object',
    properties: {
      kind: {
        description: kinds.map(({ kind }) => `${kind}: ${modelKinds[kind].documentation}`).join('; '),
        enum: kinds.map(({ kind }) => kind),
        default: 'oscillators',
      },
    },
    required: ['size'],
  };
}

/** A model of the kind; oscillators are what is meant where no kind is named. */
function isOfKind(kind: KindName): JsonSchema {
  const named = { type: 'object', properties: { kind: { const: kind } } };
  return kind === 'oscillators' ? named : { ...named, required: ['kind'] };
}

/** Without what is no word of JSON Schema: units stand behind descriptions, groups in patterns have no names. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { unit } = value as { readonly unit?: unknown };
  const words = Object.entries(value).filter(([name]) => name !== 'unit' && name !== '$schema');
  const entries = words.map(([name, inner]: [string, unknown]) => {
    if (name === 'description' && typeof inner === 'string' && typeof unit === 'string')
      return [name, `${inner} (${unit})`];
    if (name === 'pattern' && typeof inner === 'string') return [name, inner.replace(/\(\?<\w+>/gu, '(')];
    if (name === 'properties')
      return [
        name,
        Object.fromEntries(Object.entries(inner as object).map(([key, one]) => [key, plain(one)])),
      ];
    return [name, plain(inner)];
  });
  return Object.fromEntries(entries);
}
