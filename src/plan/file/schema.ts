import { Draft } from './draft.js';
import { isMapping, knownContent } from './keys.js';
import { problemAt, StudyError, type Path, type StudyText } from '../../study/problem.js';
import { parsedText } from '../../study/text.js';
import type { Study } from '../../study/study.js';

/**
 * The study that a study file describes: checked, every default filled in, frozen.
 *
 * @param text the file's text, YAML 1.2
 * @param file its name, for messages
 * @throws StudyError with every problem of the file, by line
 */
export function studyFrom(text: string, file: string): Study {
  const { source, problems } = parsedText(text, file);
  const raw = contentOf(source);
  if (!isMapping(raw)) {
    throw new StudyError([...problems, problemAt(source, [], 'not a mapping of keys to values')]);
  }
  const known = knownContent(source, raw);
  problems.push(...known.problems);
  const draft = new Draft(source, problems, known.kind, known.bathsPath);
  const study = draft.study(draft.shaped(known.content));
  if (problems.length > 0) throw new StudyError(problems);
  return deeplyFrozen(study);
}

/** @throws StudyError where aliases of aliases would fill the memory */
function contentOf(source: StudyText): unknown {
  try {
    return source.document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new StudyError([problemAt(source, [], 'aliases that multiply beyond measure')]);
  }
}

/** The refusal of a study for a rule that its file's text alone does not show, such as the size of this machine. */
export function refusal(text: string, file: string, path: Path, rule: string): StudyError {
  return new StudyError([problemAt(parsedText(text, file).source, path, rule)]);
}

function deeplyFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(deeplyFrozen);
    Object.freeze(value);
  }
  return value;
}
