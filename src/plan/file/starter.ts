import { stringify } from 'yaml';
import type { Json } from '../../data/frame.js';
import { modelKinds, type KindName } from '../../models/models.js';
import type { ModelKind } from '../../models/model.js';
import { kindSchema, type JsonSchema } from './json-schema.js';
import { valuesText } from './parameters.js';

/**
 * A study file to begin with: every key of the kind with its meaning. The keys of the model's example are set; the others stand behind a `#`
 * with their defaults.
 *
 * @param schema where an editor finds the JSON Schema: a URL or a path
 */
export function starterText(kind: KindName, schema: string): string {
  const { documentation, hamiltonian, example }: ModelKind = modelKinds[kind];
  const content = { title: `A first study: ${kind}`, ...example, model: { kind, ...example.model } };
  return [
    `# yaml-language-server: $schema=${schema}`,
    `# ${documentation.charAt(0).toUpperCase()}${documentation.slice(1)}:`,
    `# ${hamiltonian.text}`,
    '# Keys behind a # have the default that stands there; `falloff check` says what the study would cost.',
    '',
    ...mappingLines(kindSchema(kind), content, ''),
    '',
  ].join('\n');
}

/** The keys of a mapping, each under its meaning. */
function mappingLines({ properties = {} }: JsonSchema, content: Json, indent: string): string[] {
  const given = content as { readonly [key: string]: Json };
  return Object.entries(properties).flatMap(([key, schema]) => {
    const meaning = `${indent}# ${meaningText(schema)}`;
    const value = given[key];
    if (key === 'model')
      return [meaning, `${indent}${key}:`, ...mappingLines(schema, value ?? {}, `${indent}  `)];
    if (value !== undefined) return [meaning, `${indent}${key}: ${flow(value)}`];
    // Baths may stand under `model` too; a file has them once.
    if (indent !== '' && key === 'baths') return [];
    const usual = schema.default ?? (schema.properties === undefined ? undefined : exampleOf(schema));
    return usual === undefined
      ? [meaning, `${indent}# ${key}:`]
      : [meaning, `${indent}# ${key}: ${flow(usual)}`];
  });
}

function meaningText(schema: JsonSchema): string {
  const { description = '', unit } = schema as { readonly description?: string; readonly unit?: string };
  const values = valuesText(schema);
  return `${description}${unit === undefined ? '' : ` [${unit}]`}${values === '' ? '' : `; ${values}`}`;
}

/** Sound values for a mapping without a default: baths of two temperatures. */
function exampleOf({ properties = {} }: JsonSchema): Json {
  const entries = Object.entries(properties).map(([key, one], i) => [key, one.default ?? 2 - i] as const);
  return Object.fromEntries(entries);
}

/** On one line. */
function flow(value: Json): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: true, lineWidth: 0 }).trim();
}
