import { closest, distance } from 'fastest-levenshtein';

/**
 * The rule broken by a word that is not allowed: `not one of hann, prolate (did you mean hann?)`. A word is suggested
 * if it differs only in case, or if at most max(1, a third of its letters) edits lead to it.
 */
export function notOneOf(words: readonly string[], given: unknown): string {
  const rule = `not one of ${words.join(', ')}`;
  if (typeof given !== 'string' || words.length === 0) return rule;
  const same = words.find((word) => word.toLowerCase() === given.toLowerCase());
  const nearest = same ?? closest(given, words);
  const close = same !== undefined || distance(given, nearest) <= Math.max(1, Math.floor(nearest.length / 3));
  return close ? `${rule} (did you mean ${nearest}?)` : rule;
}
