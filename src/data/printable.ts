/** What a terminal obeys instead of showing: control characters, breaks of lines, and marks that turn the direction of the text. */
const OBEYED = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A path or another word of the user's as it may be shown on a terminal: what would be obeyed stands as `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(OBEYED, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
}
