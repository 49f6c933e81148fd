import { readFileSync } from 'node:fs';
import { parse, parseDocument } from 'yaml';
import type { Study } from '../study/study.js';
import { studyFrom } from '../study/schema.js';
import { Refusal } from './failure.js';

/** A study file that was read and found sound. */
export interface StudyFile {
  readonly file: string;
  readonly text: string;
  readonly study: Study;
}

/**
 * @param settings `key=value` each, such as `time=500` or `model.size=64`: put in the place of what the file says
 * @throws Refusal where the file cannot be read as text, or a setting is not one
 * @throws StudyError with every problem in it
 */
export function studyFile(file: string, settings: readonly string[] = []): StudyFile {
  const text = altered(fileText(file), settings);
  return { file, text, study: studyFrom(text, file) };
}

/** The option whose values are settings. */
export const setOption = [
  '--set <KEY=VALUE>',
  'another value for a key of the study file, such as time=500 or model.size=64; may be repeated',
  (setting: string, earlier: readonly string[] = []): readonly string[] => [...earlier, setting],
] as const;

/** A study's text with some keys set anew; comments stay. A text that is not YAML is left for the schema to refuse. */
function altered(text: string, settings: readonly string[]): string {
  if (settings.length === 0) return text;
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  for (const setting of settings) {
    const [, key, value] = /^([\w.]+)=(.+)$/su.exec(setting) ?? [];
    if (key === undefined || value === undefined)
      throw new Refusal('--set', 'not of the form key=value', setting);
    document.setIn(key.split('.'), settingValue(setting, value));
  }
  return document.toString();
}

function settingValue(setting: string, value: string): unknown {
  try {
    return parse(value) as unknown;
  } catch {
    throw new Refusal('--set', 'its value is not YAML', setting);
  }
}

function fileText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new Refusal('study file', rules[String(code)] ?? 'cannot be read', file);
  }
}

const rules: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not text (UTF-8)',
};
