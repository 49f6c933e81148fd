import { csv } from '../../src/data/table.js';
import { pageWidth } from '../../src/figure/drawing/style.js';
import type { Figure } from '../../src/figure/figure.js';
import { infinities } from '../../src/result/quantity.js';
import type { StudyResult } from '../../src/result/result.js';

interface DownloadsProps {
  readonly result: StudyResult;
  /** The study file. */
  readonly text: string;
  readonly figures: readonly Figure[];
}

/** The study, its results, and every figure with its numbers, as files. */
export function Downloads({ result, text, figures }: DownloadsProps): preact.JSX.Element {
  const json = (): string => `${JSON.stringify(result, infinities, 2)}\n`;
  return (
    <section id="downloads">
      <h2>Download</h2>
      <ul class="downloads">
        <li>
          Study: <Save name="study.yaml" content={() => text} />
        </li>
        <li>
          Results: <Save name="show.json" content={json} />
        </li>
        {figures
          .filter(({ empty }) => empty === null)
          .map((figure) => (
            <li>
              {figure.title}:{' '}
              <Save name={`${figure.name}.svg`} content={() => figure.svg(document, pageWidth)} />{' '}
              <Save name={`${figure.name}.csv`} content={() => csv(figure.table)} />
            </li>
          ))}
      </ul>
    </section>
  );
}

/** A button that makes a file when it is wanted. */
function Save({
  name,
  content,
}: {
  readonly name: string;
  readonly content: () => string;
}): preact.JSX.Element {
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([content()]));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <button type="button" onClick={save}>
      {name}
    </button>
  );
}
