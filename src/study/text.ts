import { isScalar, LineCounter, visit, type Alias, type Document, type Node, type YAMLMap } from 'yaml';
import {
  oneLine,
  studyProblem,
  StudyError,
  shortened,
  type StudyProblem,
  type StudyText,
} from './problem.js';
import { tagRule, yamlDocument } from './yaml-document.js';

/**
 * The text of a study file with the places of all that stands in it.
 *
 * @returns the parsed text, and the keys that are given twice (the file is otherwise read on, with the first value)
 * @throws StudyError where the text is not YAML 1.2, holds more than one document, or says what no study can mean: see `checkNodes`
 */
export function parsedText(text: string, file: string): { source: StudyText; problems: StudyProblem[] } {
  const lines = new LineCounter();
  const document = yamlDocument(text, lines);
  if (document === null) {
    throw new StudyError([studyProblem(file, { line: 1, column: 1 }, 'YAML', TOO_DEEP, 'brackets')]);
  }
  // Of text that is no YAML at all the first lines tell enough.
  const broken = [...document.errors, ...document.warnings]
    .slice(0, MOST_ERRORS)
    .map(({ message, pos, code }) => {
      const { line, col } = lines.linePos(pos[0]);
      const position = { line: Math.max(1, line), column: Math.max(1, col) };
      const rule =
        code === 'MULTIPLE_DOCS'
          ? 'more than one document'
          : code === 'TAG_RESOLVE_FAILED'
            ? tagRule(message)
            : lowered(message);
      const written = shortened(text.split('\n')[position.line - 1] ?? '');
      return studyProblem(file, position, 'YAML', rule, written === '' ? 'nothing' : written);
    });
  if (broken.length > 0) throw new StudyError(broken);
  checkNodes(document, lines, file);
  const problems: StudyProblem[] = [];
  visit(document, {
    Map: (_, map) => {
      for (const problem of unfitKeys(map, lines, file)) problems.push(problem);
    },
  });
  return { source: { file, document, lines }, problems };
}

const MOST_ERRORS = 20;
/** No key of a study lies deeper than a few levels. */
const DEEPEST = 32;
const TOO_DEEP = `nested more than ${String(DEEPEST)} levels deep`;

/**
 * Refuses what would make the content endless or mean something else than it seems to: an alias without its anchor or within it, merge keys of YAML 1.1,
 * brackets within brackets without end.
 *
 * @throws StudyError at the first of them
 */
function checkNodes(document: Document, lines: LineCounter, file: string): void {
  const refused = (node: Node | null, key: string, rule: string, value: string): never => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    const position = { line: Math.max(1, line), column: Math.max(1, col) };
    throw new StudyError([studyProblem(file, position, key, rule, shortened(value))]);
  };
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN')
        refused(key, 'key', 'merge keys are not part of YAML 1.2, write the keys out', '<<');
    },
    Value: (_, node, path) => {
      if (path.length > 2 * DEEPEST) refused(node, 'YAML', TOO_DEEP, 'brackets');
    },
    Alias: (_, alias, path) => {
      const anchor = alias.resolve(document);
      if (anchor === undefined)
        refused(alias, 'YAML', 'an alias whose anchor does not come before it', nameOf(alias));
      if (path.some((outer) => outer === anchor))
        refused(alias, 'YAML', 'an alias within its own anchor', nameOf(alias));
    },
  });
}

const nameOf = ({ source }: Alias): string => `*${source}`;

/** Removes keys that are no words, and every key but the first of its name; reports those removed. */
function unfitKeys(map: YAMLMap, lines: LineCounter, file: string): StudyProblem[] {
  const problems: StudyProblem[] = [];
  const first = new Map<string, number>();
  map.items = map.items.filter(({ key }) => {
    const { line, col } = lines.linePos((key as Node | null)?.range?.[0] ?? 0);
    if (!isScalar(key)) {
      problems.push(studyProblem(file, { line, column: col }, 'key', 'not a word', shortened(String(key))));
      return false;
    }
    const name = String(key.value);
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, line);
      return true;
    }
    const rule = `given twice, first on line ${String(before)}`;
    problems.push(studyProblem(file, { line, column: col }, 'key', rule, name));
    return false;
  });
  return problems;
}

/** A parser's message as the middle of ours: one line, without capital or full stop. */
function lowered(message: string): string {
  const line = oneLine(message).replace(/[.:\s]+$/u, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}
