/** A publication that a component is based on. */
export interface Reference {
  /** The BibTeX key: first author and year. */
  readonly key: string;
  /** In order, `Family, Given`. */
  readonly authors: readonly string[];
  readonly title: string;
  /** The journal, proceedings or book; left out for a preprint. */
  readonly journal?: string;
  readonly volume?: string;
  /** The first page or the article number; `first–last` if both are known. */
  readonly pages?: string;
  readonly year: number;
  readonly doi?: string;
  readonly arXiv?: string;
}

/**
 * The reference as one line of text: `F. Huveneers, Drastic fall-off …, Nonlinearity 26 (2013) 837–854, doi:…,
 * arXiv:…`.
 */
export function referenceText({
  authors,
  title,
  journal,
  volume,
  pages,
  year,
  doi,
  arXiv,
}: Reference): string {
  const where = [journal, volume].filter((part) => part !== undefined).join(' ');
  const place = `${where === '' ? '' : `${where} `}(${year})${pages === undefined ? '' : ` ${pages}`}`;
  const links = [
    ...(doi === undefined ? [] : [`doi:${doi}`]),
    ...(arXiv === undefined ? [] : [`arXiv:${arXiv}`]),
  ];
  return [listedNames(authors), title, place, ...links].join(', ');
}

/** `A. Lee and B. Fox`, `A. Lee, B. Fox and C. Day`. */
function listedNames(authors: readonly string[]): string {
  const names = authors.map(initialled);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** `Huveneers, François` becomes `F. Huveneers`. */
function initialled(author: string): string {
  const [family = '', given = ''] = author.split(', ');
  const initials = given.split(/[\s.]+/u).filter((name) => name !== '');
  return [...initials.map((name) => `${name.charAt(0)}.`), family].join(' ');
}

/** The reference as a BibTeX entry, in ASCII. */
export function referenceBibtex(reference: Reference): string {
  const { key, authors, title, journal, volume, pages, year, doi, arXiv } = reference;
  const fields: readonly (readonly [name: string, value: string | undefined])[] = [
    ['author', latex(authors.join(' and '))],
    ['title', `{${latex(title)}}`],
    ['journal', journal === undefined ? undefined : latex(journal)],
    ['volume', volume],
    ['pages', pages === undefined ? undefined : latex(pages)],
    ['year', String(year)],
    ['doi', doi],
    ['eprint', arXiv],
    ['archivePrefix', arXiv === undefined ? undefined : 'arXiv'],
  ];
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}},`]));
  return [`@${journal === undefined ? 'misc' : 'article'}{${key},`, ...lines, '}'].join('\n');
}

/** Accents over the letter before them, as TeX writes them. */
const ACCENTS: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0308': '"',
  '\u0327': 'c',
  '\u030c': 'v',
};

/** Text in TeX's ASCII notation: `{\c{c}}` for ç, `--` for –. */
function latex(text: string): string {
  return text
    .normalize('NFD')
    .replace(/(\p{L})([\u0300-\u036f])/gu, (whole, letter: string, accent: string) => {
      const command = ACCENTS[accent];
      return command === undefined ? whole : `{\\${command}{${letter}}}`;
    })
    .replaceAll('&', '\\&')
    .replaceAll('—', '---')
    .replaceAll('–', '--')
    .replaceAll('’', "'")
    .replaceAll('ℓ', '$\\ell$');
}
