import { expect, test } from 'vitest';
import { modelKinds } from '../../models/models.js';
import { schemes } from '../../kernel/scheme.js';
import { spinSchemes } from '../../models/spins/kernel/scheme.js';
import { windows } from '../../estimate/window.js';
import { noise } from '../../study/noise.js';
import * as shared from './references.js';
import { referenceBibtex, referenceText, type Reference } from './reference.js';

const components = [
  ...Object.values(schemes),
  ...Object.values(spinSchemes),
  ...Object.values(windows),
  noise,
  ...Object.values(modelKinds).flatMap((kind) => [kind, kind.dressing, kind.sampling]),
];
const references = [
  ...new Set<Reference>([...Object.values(shared), ...components.flatMap((one) => one.references)]),
];

test('a reference stands once: no two have the same key, doi or number in arXiv', () => {
  expect(references.length).toBeGreaterThan(12);
  for (const of of ['key', 'doi', 'arXiv'] as const) {
    const known = references.flatMap((one) => one[of] ?? []);
    expect(new Set(known).size).toBe(known.length);
  }
});

test.each(references)(
  '$key: authors as Family, Given; a year, a doi or a number in arXiv; BibTeX in ASCII, braces in pairs',
  (one) => {
    for (const author of one.authors) expect(author).toMatch(/^[^,]+, [^,]+$/u);
    expect(one.year).toBeGreaterThan(1900);
    if (one.arXiv === undefined || one.journal !== undefined) expect(one.doi).toMatch(/^10\.\d{4,}\/\S+$/u);
    else expect(one.arXiv).toMatch(/^(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})$/u);
    const entry = referenceBibtex(one);
    expect(entry).toMatch(/^[\x20-\x7e\n]+$/u);
    expect(entry.split('{').length).toBe(entry.split('}').length);
  },
);

test('as text: initials, the place, the links', () => {
  expect(referenceText(shared.huveneers2013)).toBe(
    'F. Huveneers, Drastic fall-off of the thermal conductivity for disordered lattices in the limit of weak anharmonic interactions, Nonlinearity 26 (2013) 837–854, doi:10.1088/0951-7715/26/3/837, arXiv:1203.3587',
  );
  expect(referenceText(shared.blanesMoan2002)).toMatch(/^S\. Blanes and P\. C\. Moan, /u);
});

test('an accent is a command of TeX', () => {
  expect(referenceBibtex(shared.huveneers2013)).toContain('author = {Huveneers, Fran{\\c{c}}ois},');
});
