import { parseDocument, type Document, type LineCounter, type ScalarTag } from 'yaml';

const PREFIX = 'tag:yaml.org,2002:';

/** YAML 1.2 (10.3.2) lets a !!float be written without point and exponent; the parser knows it as !!int alone. */
const wholeFloat: ScalarTag = {
  tag: `${PREFIX}float`,
  default: true,
  test: /^[-+]?[0-9]+$/u,
  resolve: (text) => Number(text),
};

/** Scalars and collections of the core schema (YAML 1.2, chapter 10). */
const coreTags = new Set(['str', 'null', 'bool', 'int', 'float', 'map', 'seq'].map((name) => PREFIX + name));

export function isCoreTag(tag: string): boolean {
  return tag === '!' || coreTags.has(tag);
}

/** Brackets within brackets that the parser is not asked to follow: it takes seconds for a hundred thousand, or overflows the stack. */
const DEEPEST = 1000;

function isDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** A text as YAML 1.2 by its core schema; null where it is nested a thousand levels deep. */
export function yamlDocument(text: string, lineCounter?: LineCounter): Document | null {
  if (isDeep(text)) return null;
  try {
    return parseDocument(text, {
      ...(lineCounter && { lineCounter }),
      prettyErrors: false,
      uniqueKeys: false,
      version: '1.2',
      schema: 'core',
      resolveKnownTags: false,
      customTags: (tags) => [...tags, wholeFloat],
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A tag as files write it. */
export function tagName(tag: string): string {
  return tag.startsWith(PREFIX) ? `!!${tag.slice(PREFIX.length)}` : tag;
}

/** What is wrong with a tag that the parser could not resolve, from its message. */
export function tagRule(message: string): string {
  const tag = message.replace(/^Unresolved tag: /u, '');
  return isCoreTag(tag)
    ? `not what its tag ${tagName(tag)} stands for`
    : `a tag outside YAML 1.2's core schema, ${tagName(tag)}`;
}
