import type { StudyResult } from '../../result/result.js';
import { htmlTable, type HtmlCell } from './html.js';
import { conciseTypeset, plain } from '../../result/numbers.js';

/** The flow of every point as the bonds and both baths see it. */
export function steadyTable(result: StudyResult): string {
  const rows = result.points.flatMap((point): HtmlCell[][] => {
    const { flow, steady } = point;
    if (!flow || !steady) return [];
    return [
      [
        plain(point.epsilon),
        plain(point.noise),
        conciseTypeset(flow.value, flow.error),
        conciseTypeset(steady.left.value, steady.left.error),
        conciseTypeset(steady.right.value, steady.right.error),
        plain(steady.burnIn, 3),
        plain(steady.kept, 3),
      ],
    ];
  });
  if (rows.length === 0) return '';
  const head = ['ε', "ε'", 'J (bonds)', 'from the left bath', 'into the right bath', 'left out', 'kept'];
  return htmlTable(head, rows, 'Flow');
}
