import stringWidth from 'string-width';
import { printable } from '../../data/printable.js';

/** Where a command writes. */
export interface Terminal {
  /** For what was asked for. */
  readonly out: OutputStream;
  /** For everything else: progress of other tools, warnings, errors. */
  readonly err: OutputStream;
}

export interface OutputStream {
  readonly isTTY?: boolean;
  /** Characters on a line of a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Writes warnings, whose words may come from files that were written elsewhere: the terminal shows them and obeys none. */
export function warning(stream: OutputStream): (text: string) => void {
  return (text) => stream.write(`Warning: ${printable(text)}\n`);
}

/** The width that lines should keep to: without bound where nobody looks at a screen. */
export function lineWidth(stream: OutputStream): number {
  return stream.isTTY === true ? Math.max(20, (stream.columns ?? 80) - 1) : Infinity;
}

/** The columns that a text takes on a terminal: none for a combining mark, two for a wide character. */
export function terminalWidth(text: string): number {
  return stringWidth(text);
}

/**
 * A text in lines of at most the given width, broken between words; lines after the first are indented. Own code, as
 * wrap-ansi does not indent, and takes runs of spaces that stand for columns for one place to break.
 */
export function wrappedText(text: string, width: number, indent = ''): string {
  const [first = '', ...others] = text.match(/^ *[^ ]*| +[^ ]*/gu) ?? [];
  const lines: string[] = [];
  let line = first;
  for (const word of others) {
    if (terminalWidth(line + word) > width) {
      lines.push(line);
      line = indent + word.trimStart();
    } else line += word;
  }
  return [...lines, line].join('\n');
}
