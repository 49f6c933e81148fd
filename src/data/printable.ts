/**
 * Characters that a terminal acts on instead of showing: control characters, line breaks, and marks that change the
 * direction of text.
 */
const OBEYED = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A path or another text from the user, safe to print on a terminal: characters that it would act on are shown as
 * `\u{1b}`.
 */
export function printable(text: string): string {
  return text.replace(OBEYED, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
}
