import type { Finding, FindingTable } from '../../result/finding.js';
import {
  code,
  escaped,
  facts,
  fold,
  htmlDocument,
  htmlTable,
  bulletList,
  paragraph,
  section,
  type HtmlCell,
} from './html.js';
import { plain } from '../../result/numbers.js';
import { figureHtml, type PageFigure } from './figure.js';

/** A named study's finding with what it is about. */
export interface NamedFinding {
  readonly name: string;
  readonly title: string;
  readonly statement: string;
  readonly size: string;
  readonly finding: Finding;
}

/** Rows of a table beyond which it opens on demand. */
const MANY_ROWS = 30;

/** A named study's finding as one HTML file: what is stated, the figure, what was shown and what was not, the table. */
export function findingPage(named: NamedFinding, figure: PageFigure): string {
  const { name, title, statement, size, finding } = named;
  const table = tableHtml(finding.table);
  const rows = finding.table.rows.length;
  return htmlDocument(title, [
    `<header>
<h1>${escaped(title)}</h1>
<p class="subtitle">named study <code>${escaped(name)}</code>, ${escaped(size)} size</p>
</header>`,
    paragraph(statement),
    figureHtml(figure),
    section('shown', 'What was shown', [bulletList(finding.shown)]),
    section('not-shown', 'What was not shown', [bulletList(finding.notShown)]),
    section('table', 'The numbers', [
      rows > MANY_ROWS ? fold(`${String(rows)} rows`, table) : table,
      meanings(finding.table),
    ]),
    section('reproduce', 'To reproduce', [
      paragraph(
        'The same study gives the same digits on any machine, with any number of workers, interrupted or not.',
      ),
      code(`npx falloff paper ${name} --size ${size}`, 'Command'),
      `<p class="note">Beside this page: ${figure.files.map((file) => `<code>${escaped(file)}</code>`).join(', ')}.</p>`,
    ]),
  ]);
}

function tableHtml({ name, columns, rows }: FindingTable): string {
  const cell = (value: number | string | boolean | null): HtmlCell =>
    value === null ? '–' : typeof value === 'number' ? plain(value) : String(value);
  return htmlTable(
    columns.map((column) => column.name),
    rows.map((row) => row.map(cell)),
    name,
  );
}

function meanings({ columns }: FindingTable): string {
  return facts(
    columns.map(({ name, meaning }) => [{ html: `<code>${escaped(name)}</code>` }, meaning] as const),
  );
}
