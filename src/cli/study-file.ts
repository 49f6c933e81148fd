import { readFileSync } from 'node:fs';
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
 * @throws Refusal where the file cannot be read as text
 * @throws StudyError with every problem in it
 */
export function studyFile(file: string): StudyFile {
  const text = fileText(file);
  return { file, text, study: studyFrom(text, file) };
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
