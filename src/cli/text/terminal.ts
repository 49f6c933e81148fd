import { printable } from '../../data/printable.js';

/** Where a command writes. */
export interface Terminal {
  /** For what was asked for. */
  readonly out: Stream;
  /** For everything else: progress of other tools, warnings, errors. */
  readonly err: Stream;
}

export interface Stream {
  readonly isTTY?: boolean;
  /** Characters on a line of a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Writes warnings, whose words may come from files that were written elsewhere: the terminal shows them and obeys none. */
export function warning(stream: Stream): (text: string) => void {
  return (text) => stream.write(`Warning: ${printable(text)}\n`);
}

/** The width that lines should keep to: without bound where nobody looks at a screen. */
export function lineWidth(stream: Stream): number {
  return stream.isTTY === true ? Math.max(20, (stream.columns ?? 80) - 1) : Infinity;
}

/** The columns that a text takes on a terminal: none for a combining mark, two for a wide character. */
export function textWidth(text: string): number {
  return Array.from(text.normalize('NFC')).reduce((sum, character) => {
    if (/\p{M}|\p{Cf}|\p{Cc}/u.test(character)) return sum;
    return sum + (wide.test(character) ? 2 : 1);
  }, 0);
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** A text in lines of at most the given width, broken between words; lines after the first are indented. */
export function wrapped(text: string, width: number, indent = ''): string {
  const [first = '', ...others] = text.match(/^ *[^ ]*| +[^ ]*/gu) ?? [];
  const lines: string[] = [];
  let line = first;
  for (const word of others) {
    if (textWidth(line + word) > width) {
      lines.push(line);
      line = indent + word.trimStart();
    } else line += word;
  }
  return [...lines, line].join('\n');
}
