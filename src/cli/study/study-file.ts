import { readFileSync } from 'node:fs';
import { isMap } from 'yaml';
import type { Study } from '../../study/study.js';
import { refusal, studyFrom } from '../../plan/file/schema.js';
import { positionAt, StudyError, studyProblem, type Path, type StudyProblem } from '../../study/problem.js';
import { parsedText } from '../../study/text.js';
import { yamlDocument } from '../../study/yaml-document.js';
import { Refusal } from '../failure.js';

/** A study file that was read and found sound. */
export interface StudyFile {
  readonly file: string;
  /** With what `--set` says put into it. */
  readonly text: string;
  readonly study: Study;
  /** As it was read. */
  readonly original: string;
  readonly settings: readonly string[];
}

/**
 * @param settings `key=value` each, such as `time=500` or `model.size=64`: put in the place of what the file says
 * @throws Refusal where the file cannot be read as text, or a setting is not one
 * @throws StudyError with every problem in it
 */
export function studyFile(file: string, settings: readonly string[] = []): StudyFile {
  const original = fileText(file);
  const text = altered(original, settings);
  try {
    return { file, text, study: studyFrom(text, file), original, settings };
  } catch (error) {
    throw error instanceof StudyError && text !== original
      ? placed(error, { file, original, settings })
      : error;
  }
}

/** The refusal of a study for a rule that its file's text alone does not show. */
export function refused(study: StudyFile, path: Path, rule: string): StudyError {
  const error = refusal(study.text, study.file, path, rule);
  return study.text === study.original ? error : placed(error, study);
}

/**
 * The same problems, each blamed on the setting that brought it: the one that put the value there, or the first with which the file has
 * it. One that the file has without any stands at its line there, and so does one that no text shows, with the settings behind it.
 */
function placed(
  error: StudyError,
  { file, original, settings }: Pick<StudyFile, 'file' | 'original' | 'settings'>,
): StudyError {
  const { source } = parsedText(original, file);
  /** Of the file with the first k settings, k = 0, 1, …: made when they are asked for. */
  const known: (readonly StudyProblem[])[] = [];
  const problems = (k: number): readonly StudyProblem[] =>
    (known[k] ??= problemsOf(altered(original, settings.slice(0, k)), file));
  return new StudyError(
    error.problems.map((problem): StudyProblem => {
      const { key, rule, value, path } = problem;
      if (path === undefined) return problem;
      const own = settings.findLast((one) => keyPath(one).every((step, i) => step === String(path[i])));
      const first = settings.findIndex((_, k) => problems(k + 1).some((one) => same(one, problem)));
      const setting = own ?? (problems(0).some((one) => same(one, problem)) ? undefined : settings[first]);
      if (setting !== undefined) {
        return { ...problem, message: `--set ${setting}: invalid ${key}; ${rule}: ${value}` };
      }
      const position = positionAt(source, path, key === 'key' ? 'key' : 'value');
      const there = studyProblem(file, position, key, rule, value, path);
      if (first >= 0) return there;
      const all = settings.map((one) => `--set ${one}`).join(' ');
      return { ...there, message: `${there.message} (with ${all})` };
    }),
  );
}

/** What is wrong with a study. */
function problemsOf(text: string, file: string): readonly StudyProblem[] {
  try {
    studyFrom(text, file);
    return [];
  } catch (error) {
    if (error instanceof StudyError) return error.problems;
    throw error;
  }
}

/** Whether two problems are one, wherever the text has it. */
function same(a: StudyProblem, b: StudyProblem): boolean {
  return a.key === b.key && a.rule === b.rule && a.value === b.value && String(a.path) === String(b.path);
}

const SETTING = /^([\w.]+)=(.+)$/su;

function keyPath(setting: string): readonly string[] {
  return (SETTING.exec(setting)?.[1] ?? '').split('.');
}

/** The option whose values are settings. */
export const setOption = [
  '--set <KEY=VALUE>',
  'another value for a key of the study file, such as time=500 or model.size=64; may be repeated',
  (setting: string, earlier: readonly string[] = []): readonly string[] => [...earlier, setting],
] as const;

/** A study's text with some keys set anew; comments stay. A text that is no YAML, or no mapping, is left for the schema to refuse. */
function altered(text: string, settings: readonly string[]): string {
  if (settings.length === 0) return text;
  const document = yamlDocument(text);
  if (document === null || document.errors.length > 0 || !isMap(document.contents)) return text;
  for (const setting of settings) {
    const [, key, value] = SETTING.exec(setting) ?? [];
    if (key === undefined || value === undefined)
      throw new Refusal('--set', 'not of the form key=value', setting);
    const wanted = settingValue(setting, value);
    try {
      document.setIn(key.split('.'), wanted);
    } catch {
      throw new Refusal('--set', 'its key leads into what is no mapping', setting);
    }
  }
  try {
    return document.toString();
  } catch {
    // An alias without its anchor: the schema says where.
    return text;
  }
}

function settingValue(setting: string, value: string): unknown {
  const document = yamlDocument(value);
  if (document !== null && document.errors.length + document.warnings.length === 0) {
    try {
      return document.toJS() as unknown;
    } catch {
      // An alias without its anchor.
    }
  }
  throw new Refusal('--set', 'its value is not YAML', setting);
}

function fileText(file: string): string {
  const text = decodedFile(file);
  // Every second byte of UTF-16 text is 0 where its letters are Latin: valid UTF-8, and no text.
  if (text.includes('\0')) throw new Refusal('study file', NO_TEXT, file);
  return text;
}

function decodedFile(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new Refusal('study file', rules[String(code)] ?? 'cannot be read', file);
  }
}

const NO_TEXT = 'is not text (UTF-8)';

const rules: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
  ERR_ENCODING_INVALID_ENCODED_DATA: NO_TEXT,
};
