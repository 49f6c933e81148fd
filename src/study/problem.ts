import { printable } from '../data/printable.js';
import type { Document, LineCounter, Node } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';

/** One thing that is wrong with a study file. */
export interface StudyProblem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** The key that it concerns, with its path: `model.size`, `model.frequencies.from`. */
  readonly key: string;
  /** The rule that is broken. */
  readonly rule: string;
  /** What stands in the file instead, shortened. */
  readonly value: string;
  /** Where in the file's content; left out where the text has none, being no YAML. */
  readonly path?: Path;
  /** `file:line: invalid <key>; <rule>: <value>`. */
  readonly message: string;
}

/** Where in a study file: keys and indices from the root. */
export type Path = readonly (string | number)[];

/** A study file that is not a study: every problem in it, in the order of the lines. */
export class StudyError extends Error {
  override readonly name = 'StudyError';
  readonly problems: readonly StudyProblem[];

  constructor(problems: readonly StudyProblem[]) {
    const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
    super(sorted.map((problem) => problem.message).join('\n'));
    this.problems = sorted;
  }
}

export function studyProblem(
  file: string,
  position: { readonly line: number; readonly column: number },
  key: string,
  rule: string,
  value: string,
  path?: Path,
): StudyProblem {
  const message = `${printable(file)}:${String(position.line)}: invalid ${key}; ${rule}: ${value}`;
  return { file, ...position, key, rule, value, message, ...(path && { path }) };
}

/** Line and column of what stands at the path, or of the innermost thing around it that is there. */
export function positionAt(
  text: StudyText,
  path: Path,
  about: 'key' | 'value',
): { readonly line: number; readonly column: number } {
  const place = placeOf(text.document, path);
  const offset = (about === 'key' ? (place.key ?? place.value) : (place.value ?? place.key))?.range?.[0] ?? 0;
  const at = text.lines.linePos(offset);
  return { line: Math.max(1, at.line), column: Math.max(1, at.col) };
}

/** A parsed study file, and where in its text everything stands. */
export interface StudyText {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The problem that what stands at the path breaks the rule; `about: 'key'` points at the key instead of its value. */
export function problemAt(
  text: StudyText,
  path: Path,
  rule: string,
  about: 'key' | 'value' = 'value',
): StudyProblem {
  const place = placeOf(text.document, path);
  const position = positionAt(text, path, about);
  if (about === 'key') {
    const key = path.at(-1) ?? 'study';
    return studyProblem(text.file, position, 'key', rule, shortened(String(key)), path);
  }
  const shown = place.found ? shownNode(text.document, place.value) : 'missing';
  return studyProblem(text.file, position, keyName(path), rule, shown, path);
}

/** A key as messages name it and `--set` takes it, such as `model.size`: its whole path, without indices into lists. */
function keyName(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.') || 'study';
}

interface Place {
  /** The key's node, or that of the nearest enclosing key. */
  readonly key: Node | null;
  readonly value: Node | null;
  /** False where the path leads nowhere; the place is then that of the innermost thing that exists. */
  readonly found: boolean;
}

function placeOf(document: Document, path: Path): Place {
  let place: Place = { key: null, value: document.contents, found: true };
  for (const step of path) {
    const inside = resolved(document, place.value);
    let next: Place | null = null;
    if (isMap(inside)) {
      const pair = inside.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (pair && isPair(pair))
        next = { key: pair.key as Node, value: pair.value as Node | null, found: true };
    } else if (step === 0 && isScalar(inside)) {
      // A list of one may be written without brackets.
      next = place;
    } else if (isSeq(inside) && typeof step === 'number' && step < inside.items.length) {
      next = { key: place.key, value: inside.items[step] as Node, found: true };
    }
    if (next === null) return { key: place.key, value: place.key, found: false };
    place = next;
  }
  return place;
}

function resolved(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

/** A value as written in the file, on one line and at most 60 characters long. */
function shownNode(document: Document, node: Node | null): string {
  const inside = resolved(document, node);
  if (inside === null) return 'nothing';
  if (isScalar(inside)) {
    const written = inside.source ?? String(inside.value);
    // Text in quotes is shown in quotes: "8" is no number.
    if (inside.type !== 'PLAIN' && inside.type !== undefined) return shortened(JSON.stringify(written));
    return written === '' ? 'nothing' : shortened(written);
  }
  try {
    return shortened(JSON.stringify(inside.toJS(document), unbounded));
  } catch (error) {
    // The parser refuses aliases of aliases that would fill the memory.
    if (!(error instanceof ReferenceError)) throw error;
    return 'aliases';
  }
}

/** JSON has no infinity and no NaN, YAML has. */
function unbounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Controls, formats such as marks of direction, separators of lines, halves of characters: nothing that is written on one line. */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Text on one line, without characters that a terminal would obey. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(new RegExp(UNPRINTABLE, 'gu'), '\uFFFD').trim();
}

/** The same, at most 60 characters long. */
export function shortened(text: string): string {
  const line = oneLine(text);
  const characters = Array.from(line);
  return characters.length <= 60 ? line : `${characters.slice(0, 57).join('')}…`;
}
