import { isScalar, LineCounter, parseDocument, visit, type Node, type YAMLMap } from 'yaml';
import { studyProblem, StudyError, shortened, type StudyProblem, type StudyText } from './schema-problem.js';

/**
 * The text of a study file with the places of all that stands in it.
 *
 * @returns the parsed text, and the keys that are given twice (the file is otherwise read on, with the first value)
 * @throws StudyError where the text is not YAML, or holds more than one document
 */
export function parsedText(text: string, file: string): { source: StudyText; problems: StudyProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const broken = [...document.errors, ...document.warnings].map(({ message, pos, code }) => {
    const { line, col } = lines.linePos(pos[0]);
    const position = { line: Math.max(1, line), column: Math.max(1, col) };
    const rule = code === 'MULTIPLE_DOCS' ? 'more than one document' : lowered(message);
    const written = shortened(text.split('\n')[position.line - 1] ?? '');
    return studyProblem(file, position, 'YAML', rule, written === '' ? 'nothing' : written);
  });
  if (broken.length > 0) throw new StudyError(broken);
  const problems: StudyProblem[] = [];
  visit(document, {
    Map: (_, map) => {
      problems.push(...unfitKeys(map, lines, file));
    },
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const position = lines.linePos(alias.range?.[0] ?? 0);
      const at = { line: position.line, column: position.col };
      throw new StudyError([
        studyProblem(file, at, 'YAML', 'an alias whose anchor does not come before it', `*${alias.source}`),
      ]);
    },
  });
  return { source: { file, document, lines }, problems };
}

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
  const line = message.replace(/\s+/gu, ' ').replace(/[.:\s]+$/u, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}
