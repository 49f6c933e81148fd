import { useMemo } from 'preact/hooks';
import { figuresOf } from '../../src/figure/figures.js';
import { studyCurrentFigures } from '../../src/figure/study-current.js';
import { pageFigure } from '../../src/report/page/figure.js';
import { reportSections, type ReportExtras } from '../../src/report/page/page.js';
import { resultIn } from '../../src/result/quantity.js';
import type { StudyResult } from '../../src/result/result.js';
import { Downloads } from './downloads.js';
import { useFollowed } from './followed.js';
import { nameOf, type Row } from './row.js';

type Extras = ReportExtras & { readonly remarks: readonly string[] };
const extrasIn = (text: string): Extras => JSON.parse(text) as Extras;

/** A served run: its report, drawn anew whenever there is more to say. */
export function Study({ number, row }: { readonly number: number; readonly row: Row }): preact.JSX.Element {
  const address = `api/runs/${String(number)}`;
  const result = useFollowed(`${address}/show.json`, resultIn);
  const extras = useFollowed(`${address}/extras.json`, extrasIn);
  const problem = ('problem' in row ? row.problem : null) ?? result.problem ?? extras.problem;
  const there = result.value !== null && extras.value !== null;
  return (
    <>
      {!there && <h1>{nameOf(row)}</h1>}
      {problem !== null && (
        <p class="warnings" role="alert">
          {problem}
        </p>
      )}
      {result.value !== null && extras.value !== null ? (
        <Report result={result.value} extras={extras.value} />
      ) : (
        problem === null && <p>Reading the results …</p>
      )}
    </>
  );
}

function Report({
  result,
  extras,
}: {
  readonly result: StudyResult;
  readonly extras: Extras;
}): preact.JSX.Element {
  const { currents = [] } = extras;
  const figures = useMemo(
    () => [...figuresOf(result), ...studyCurrentFigures(result, currents)],
    [result, currents],
  );
  const sections = useMemo(() => {
    const drawn = figures.map((figure) => pageFigure(document, figure, [], result.points.length));
    return reportSections(result, drawn, extras);
  }, [result, extras, figures]);
  return (
    <article>
      {extras.remarks.length > 0 && (
        <aside class="warnings" aria-label="Files">
          <ul>
            {extras.remarks.map((remark) => (
              <li>{remark}</li>
            ))}
          </ul>
        </aside>
      )}
      {sections.map((html, i) => (
        // Their text is escaped where it is made. A section that says the same stays as it is, with what is unfolded in it.
        <div key={i} dangerouslySetInnerHTML={{ __html: html }} />
      ))}
      <Downloads result={result} text={extras.studyText ?? ''} figures={figures} />
    </article>
  );
}
