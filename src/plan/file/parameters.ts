import { boundsText, type Bounds } from '../../data/parameter.js';
import type { Json } from '../../data/frame.js';
import { kindSchema, type JsonSchema } from './json-schema.js';
import type { KindName } from '../../models/models.js';

/** A key of a study file, as a table has it. */
export interface StudyKey {
  /** As in `--set`: `model.size`. */
  readonly path: string;
  readonly meaning: string;
  readonly unit: string;
  /** Which values it takes. */
  readonly values: string;
  readonly default: Json | undefined;
}

/** Every key of a study file of one kind, those of mappings after the mapping itself. */
export function studyKeysOf(kind: KindName): StudyKey[] {
  return keysOf(kindSchema(kind), '');
}

function keysOf({ properties = {} }: JsonSchema, prefix: string): StudyKey[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = prefix + name;
    // Baths may stand under `model` too; a table has them once.
    if (path === 'model.baths') return [];
    const { unit } = schema as { readonly unit?: string };
    const own: StudyKey = {
      path,
      meaning: schema.description ?? '',
      unit: unit ?? '',
      values: valuesText(schema),
      default: schema.properties === undefined ? schema.default : undefined,
    };
    return [own, ...keysOf(schema, `${path}.`)];
  });
}

/** The values that a schema allows, in words: `whole ≥ 1`, `auto or > 0`, `hann, prolate`; nothing where the meaning has to say it. */
export function valuesText(schema: JsonSchema): string {
  const {
    anyOf,
    enum: words,
    const: one,
    type,
    items,
  } = schema as {
    readonly anyOf?: readonly JsonSchema[];
    readonly enum?: readonly Json[];
    readonly const?: Json;
    readonly type?: string;
    readonly items?: JsonSchema;
  };
  if (one !== undefined) return JSON.stringify(one);
  if (words !== undefined) return words.map(String).join(', ');
  if (anyOf !== undefined) {
    const laws = anyOf.every(({ properties }) => properties?.['law'] !== undefined);
    if (laws) return '';
    return [...new Set(anyOf.map(valuesText).filter((text) => text !== ''))].join(' or ');
  }
  if (type === 'array') return items === undefined ? 'a list' : 'a list of them';
  if (type !== 'number' && type !== 'integer') return '';
  const bounds = boundsText(boundsOf(schema));
  if (type === 'integer') return bounds === '' ? 'whole' : `whole, ${bounds}`;
  return bounds;
}

function boundsOf(schema: JsonSchema): Bounds {
  const { exclusiveMinimum, minimum, exclusiveMaximum, maximum } = schema as Readonly<
    Record<'exclusiveMinimum' | 'minimum' | 'exclusiveMaximum' | 'maximum', number | undefined>
  >;
  const known = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) !== Number.MAX_SAFE_INTEGER;
  return {
    ...(known(exclusiveMinimum) && { above: exclusiveMinimum }),
    ...(known(minimum) && { from: minimum }),
    ...(known(exclusiveMaximum) && { below: exclusiveMaximum }),
    ...(known(maximum) && { to: maximum }),
  };
}
