import { PAGE_STYLE } from './style.js';

/** Text as HTML: the five characters that mean something there are written out. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A cell: text, which is escaped, or ready markup. */
export type HtmlCell = string | { readonly html: string };

function content(cell: HtmlCell): string {
  return typeof cell === 'string' ? escaped(cell) : cell.html;
}

/** A table in a box that scrolls sideways on small screens; on phones each row's first cell stays in sight. */
export function htmlTable(
  head: readonly string[],
  rows: readonly (readonly HtmlCell[])[],
  label: string,
): string {
  const header = head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
  const body = rows
    .map(
      (row) =>
        `<tr>${row
          .map((cell, i) => (i === 0 ? `<th scope="row">${content(cell)}</th>` : `<td>${content(cell)}</td>`))
          .join('')}</tr>`,
    )
    .join('\n');
  return `<div class="table" role="region" tabindex="0" aria-label="${escaped(label)}"><table>
<thead><tr>${header}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}

export function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

export function bulletList(items: readonly HtmlCell[]): string {
  return `<ul>${items.map((item) => `<li>${content(item)}</li>`).join('\n')}</ul>`;
}

/** Names and what they stand for. */
export function facts(pairs: readonly (readonly [name: HtmlCell, value: string])[]): string {
  return `<dl>${pairs.map(([name, value]) => `<dt>${content(name)}</dt><dd>${escaped(value)}</dd>`).join('\n')}</dl>`;
}

/** A section with its heading; empty if it has no content. */
export function section(id: string, heading: string, body: readonly string[]): string {
  const inner = body.filter((part) => part !== '').join('\n');
  return inner === '' ? '' : `<section id="${id}">\n<h2>${escaped(heading)}</h2>\n${inner}\n</section>`;
}

/** Text of a program or a file, in a box that scrolls sideways, with the keyboard too. */
export function code(text: string, label: string): string {
  return `<pre tabindex="0" role="region" aria-label="${escaped(label)}"><code>${escaped(text)}</code></pre>`;
}

/** Content that opens on demand. */
export function fold(summary: string, body: string): string {
  return `<details><summary>${escaped(summary)}</summary>\n${body}\n</details>`;
}

/** A page that needs no other file, no network and no script, of the parts that are not empty. */
export function htmlDocument(title: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · falloff</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${body.filter((part) => part !== '').join('\n')}
</body>
</html>
`;
}
