import type { TextPiece } from '../../models/hierarchy.js';
import { tableLines } from '../text/columns.js';
import { wrappedText } from '../text/terminal.js';

/** What is said of a hierarchy, as it is printed: sentences broken to a width, tables and lines as they are. */
export function piecesText(pieces: readonly TextPiece[], width: number): string {
  const lines = pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [wrappedText(piece, width, '  ')];
    return 'columns' in piece ? tableLines(piece.columns) : piece.lines;
  });
  return `${lines.join('\n')}\n`;
}
