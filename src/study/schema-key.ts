import { closest } from 'fastest-levenshtein';
import { problemAt, type Path, type StudyProblem, type StudyText } from './schema-problem.js';
import { modelKinds, modelShape, studyShape } from './schema-shape.js';

/** A mapping as it stands in the file. */
export type Content = Readonly<Record<string, unknown>>;

/** Keys of the contract that belong to models or boundary conditions that this version does not have. */
const laterKeys: Readonly<Record<string, string>> = {
  baths: 'steady states between baths are not available yet in this version',
  masses: 'kind: chain is not available yet in this version',
  fields: 'kind: spins is not available yet in this version',
};

const builtKind = 'oscillators';

/** The part of a study file that this version knows, and a problem for every key outside of it. */
export interface KnownContent {
  readonly content: Content;
  readonly problems: readonly StudyProblem[];
  /** False for another kind of model: its keys and values cannot be judged. */
  readonly judged: boolean;
}

export function knownContent(text: StudyText, raw: Content): KnownContent {
  const model = raw['model'];
  const kind = isMapping(model) ? model['kind'] : undefined;
  if (kind !== builtKind && (modelKinds as readonly unknown[]).includes(kind)) {
    const rule = `not available yet in this version, which has ${builtKind}`;
    const problems = [problemAt(text, ['model', 'kind'], rule), ...laterProblems(text, raw)];
    return { content: raw, problems, judged: false };
  }
  const problems: StudyProblem[] = [];
  const known = (path: Path, mapping: Content, keys: readonly string[]): Content => {
    const entries = Object.entries(mapping).filter(([key]) => {
      const inside = [...path, key];
      if (keys.includes(key)) return true;
      problems.push(
        Object.hasOwn(laterKeys, key)
          ? problemAt(text, inside, laterKeys[key] as string)
          : problemAt(text, inside, unknownRule(key, path, keys), 'key'),
      );
      return false;
    });
    return Object.fromEntries(entries);
  };
  const content: Record<string, unknown> = { ...known([], raw, studyKeys) };
  if (isMapping(model)) content['model'] = known(['model'], model, modelKeys);
  const sampler = raw['sampler'];
  if (isMapping(sampler)) content['sampler'] = known(['sampler'], sampler, samplerKeys);
  return { content, problems, judged: true };
}

export function isMapping(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const studyKeys = Object.keys(studyShape.shape);
const modelKeys = Object.keys(modelShape.shape);
const samplerKeys = ['trajectories'];

function laterProblems(text: StudyText, raw: Content): StudyProblem[] {
  const model = raw['model'];
  return [
    ...('baths' in raw ? [['baths']] : []),
    ...(isMapping(model) && 'baths' in model ? [['model', 'baths']] : []),
  ].map((path) => problemAt(text, path, laterKeys['baths'] as string));
}

/** Names the nearest key: of the same mapping, or the same key's place in another one. */
function unknownRule(key: string, path: Path, keys: readonly string[]): string {
  if (path.length === 0 && modelKeys.includes(key)) return 'unknown here, it belongs under model';
  if (path.length > 0 && studyKeys.includes(key)) return 'unknown here, it belongs to the outermost level';
  return `unknown, the nearest is ${closest(key, keys)}`;
}
