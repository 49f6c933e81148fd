import { closest } from 'fastest-levenshtein';
import { notOneOf } from '../../data/nearest.js';
import { problemAt, type Path, type StudyProblem, type StudyText } from '../../study/problem.js';
import { bathKeys, kindNames, modelKeys, samplerKeys, studyKeys } from './shape.js';
import { isKind, type KindName } from '../../models/models.js';

/** A mapping as it stands in the file. */
export type Content = Readonly<Record<string, unknown>>;

/** The part of a study file that this version knows, and a problem for every key outside of it. */
export interface KnownContent {
  readonly content: Content;
  readonly problems: readonly StudyProblem[];
  /** The kind of its model, oscillators where it names none that there is. */
  readonly kind: KindName;
  /** Where the baths stand in the file: at the outermost level or under `model`; in `content` always at the outermost. */
  readonly bathsPath: Path;
}

export function knownContent(text: StudyText, raw: Content): KnownContent {
  const model = raw['model'];
  const name = isMapping(model) ? model['kind'] : undefined;
  const kind = isKind(name) ? name : 'oscillators';
  const problems: StudyProblem[] = [];
  const known = (path: Path, mapping: Content, keys: readonly string[]): Content => {
    const entries = Object.entries(mapping).filter(([key]) => {
      const inside = [...path, key];
      if (keys.includes(key)) return true;
      problems.push(problemAt(text, inside, unknownRule(key, path, keys, kind), 'key'));
      return false;
    });
    return Object.fromEntries(entries);
  };
  const content: Record<string, unknown> = { ...known([], raw, studyKeys) };
  const inModel = isMapping(model) && 'baths' in model;
  if (inModel && 'baths' in raw) problems.push(problemAt(text, ['model', 'baths'], 'given twice'));
  const bathsPath: Path = inModel ? ['model', 'baths'] : ['baths'];
  if (isMapping(model)) {
    const own = known(
      ['model'],
      Object.fromEntries(Object.entries(model).filter(([key]) => key !== 'baths')),
      modelKeys(kind),
    );
    if (name !== undefined && !isKind(name))
      problems.push(problemAt(text, ['model', 'kind'], notOneOf(kindNames, name)));
    content['model'] = isKind(name) ? own : { ...own, kind };
  }
  const sampler = raw['sampler'];
  if (isMapping(sampler)) content['sampler'] = known(['sampler'], sampler, samplerKeys);
  const baths = inModel ? model['baths'] : raw['baths'];
  if (baths !== undefined) content['baths'] = isMapping(baths) ? known(bathsPath, baths, bathKeys) : baths;
  return { content, problems, kind, bathsPath };
}

export function isMapping(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kinds that have a key under `model`. */
function kindsWith(key: string): readonly string[] {
  return kindNames.filter((kind) => modelKeys(kind).includes(key));
}

/** Names the nearest key: of the same mapping, or the same key's place in another one. */
function unknownRule(key: string, path: Path, keys: readonly string[], kind: KindName): string {
  if (path.length === 0 && modelKeys(kind).includes(key)) return 'unknown here, it belongs under model';
  if (path.length === 0 && kindsWith(key).length > 0) {
    return `unknown here, it belongs under model for kind: ${kindsWith(key).join(' and ')}`;
  }
  if (path.length > 0 && studyKeys.includes(key)) return 'unknown here, it belongs to the outermost level';
  const others = path[0] === 'model' ? kindsWith(key) : [];
  if (others.length > 0) return `unknown for kind: ${kind}, it belongs to ${others.join(' and ')}`;
  return `unknown, the nearest is ${closest(key, keys)}`;
}
