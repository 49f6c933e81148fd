import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { PointResult, StudyResult } from '../../result/result.js';
import type { DrawingDocument } from '../../figure/drawing/canvas.js';
import { figuresOf } from '../../figure/figures.js';
import { pageFigure } from './figure.js';
import { page, type ReportExtras } from './page.js';
import { imaginedResult } from '../../result/testing/study.js';

const { document } = parseHTML('<html></html>') as unknown as { document: DrawingDocument };

function html(result: StudyResult, extras: ReportExtras = {}): string {
  const figures = figuresOf(result).map((figure) =>
    pageFigure(document, figure, [`${figure.name}.svg`], result.points.length),
  );
  return page(result, figures, extras);
}

interface Parsed {
  querySelector(selector: string): { textContent: string } | null;
  querySelectorAll(selector: string): Iterable<{ textContent: string }>;
}

function parsed(text: string): Parsed {
  return (parseHTML(text) as unknown as { document: Parsed }).document;
}

function texts(root: Parsed, selector: string): string[] {
  return [...root.querySelectorAll(selector)].map((node) => node.textContent);
}

const five = imaginedResult({ epsilon: [0.3, 0.1, 0.05, 0.03, 0.01], boundsBelow: 0.02 });
const usual = html(five);

test('the page stands alone: no script, no link, no address but the name of the SVG format', () => {
  const text = usual;
  expect(
    text.replaceAll('http://www.w3.org/2000/svg', '').replaceAll('http://www.w3.org/1999/xlink', ''),
  ).not.toMatch(/https?:|url\(|@import/);
  expect(text).not.toMatch(/<(script|link|img|iframe|object)\b/);
  expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(text).toContain('prefers-color-scheme: dark');
  expect(text).not.toMatch(/NaN|undefined|\[object/);
});

test('the table gives κ in both conventions with its kind in words, the textbook beside it', () => {
  const cells = (row: number): string[] =>
    texts(parsed(usual), `#conductivity tbody tr:nth-child(${String(row)}) > *`);
  const [first, last] = [cells(1), cells(5)];
  expect(texts(parsed(usual), '#conductivity thead th')).toEqual([
    'ε',
    'κ paper',
    'κ standard',
    'kind',
    'read at t',
    'textbook κ standard',
    'textbook kind',
    'd ln κ / d ln ε',
  ]);
  expect(first[0]).toBe('0.3');
  expect(first[1]).toMatch(/^4\.\d+\(\d+\)×10⁻³$/);
  expect(first[3]).toBe('value');
  expect(last[2]).toMatch(/^≤ [\d.]+×10⁻¹⁰$/);
  expect(last[3]).toBe('upper bound');
  expect(last[6]).toBe('upper bound');
});

function altered(change: Partial<PointResult>): StudyResult {
  return { ...five, points: five.points.map((point, i) => (i === 1 ? { ...point, ...change } : point)) };
}

test('poor sampling and poor integration are warned of, with the point and the number; good ones are not', () => {
  const good = imaginedResult({ epsilon: [0.3, 0.1] });
  expect(parsed(html(good)).querySelector('.warnings')).toBeNull();
  const poor = altered({
    energyError: 4e-6,
    diagnostics: { acceptance: 0.4, autocorrelation: 30, effectiveSize: 55, splitRhat: 1.21 },
    warnings: ['a doubt of the run'],
  });
  const words = texts(parsed(html(poor)), '.warnings li');
  for (const part of [
    'R-hat 1.21',
    'effective size 55',
    'acceptance of the sampler: 0.4',
    'energy error reaches 4×10⁻⁶',
    'a doubt of the run',
  ]) {
    expect(words.filter((line) => line.includes(part) && line.startsWith('ε = 0.1:')).length, part).toBe(1);
  }
  expect(texts(parsed(html(poor)), '#diagnostics .bad').length).toBe(4);
});

test('a sum that few replicas carry makes the error bar doubtful, and the page says so', () => {
  const kappa = five.points[1]?.kappa as NonNullable<PointResult['kappa']>;
  const words = texts(parsed(html(altered({ kappa: { ...kappa, halfReplicas: 1 } }))), '.warnings li');
  expect(words.some((line) => line.includes('half of the sum comes from 1 of 32 replicas'))).toBe(true);
});

test('empty, partial and single: said in words', () => {
  const none = html(imaginedResult({ epsilon: [0.3, 0.1], donePoints: 0 }));
  expect(parsed(none).querySelector('.state')?.textContent).toBe('no point done yet, of 2');
  expect(parsed(none).querySelector('#conductivity .note')?.textContent).toBe('No point has a result yet.');
  const partial = html(imaginedResult({ epsilon: [0.3, 0.1, 0.03], donePoints: 1 }));
  expect(parsed(partial).querySelector('.state')?.textContent).toBe(
    'partial results: 1 of 3 points complete',
  );
  const single = html(imaginedResult({ epsilon: [0.1] }));
  expect(parsed(single).querySelector('.state')?.textContent).toBe('complete: 1 point');
  expect(parsed(single).querySelector('#slope')?.textContent).toContain(
    'A slope needs a value of κ, and a value or a bound at another ε.',
  );
  expect(html(imaginedResult({ epsilon: [] }))).not.toMatch(/NaN|undefined|Infinity/);
});

test('what others wrote is shown as text, never as markup', () => {
  const evil = '<img src=x onerror=alert(1)>&"\'';
  const result: StudyResult = {
    ...altered({ warnings: [evil] }),
    study: { ...five.study, title: evil },
    provenance: { [evil]: evil },
  };
  const text = html(result, {
    studyText: evil,
    command: evil,
    citation: evil,
    hypotheses: [{ statement: evil, holds: null, detail: evil }],
  });
  expect(text).not.toContain('<img');
  expect(parsed(text).querySelector('h1')?.textContent).toBe(evil);
  expect(parsed(text).querySelector('#reproduce pre')?.textContent).toBe(evil);
});

test('hypotheses that fail stand out; the study, its id, versions, seed, step and scheme are there', () => {
  const text = html(five, {
    hypotheses: [
      { statement: 'V is even', holds: true, detail: '' },
      { statement: 'growth of V against U', holds: false, detail: 'U = 0' },
    ],
  });
  const root = parsed(text);
  expect(texts(root, '#hypotheses li')).toEqual(['V is even: holds', 'growth of V against U: fails. U = 0']);
  expect(texts(root, '#hypotheses .bad')).toEqual(['fails']);
  expect(root.querySelector('#study pre')?.textContent).toContain('coupling: r^4/4');
  const facts = root.querySelector('#provenance dl')?.textContent ?? '';
  for (const fact of [five.id, 'ABA864', '0.35', 'falloff 0.1.0']) expect(facts).toContain(fact);
  expect(root.querySelector('#cite')?.textContent).toContain('arXiv:1203.3587');
});

test('who computed it, when and how long stands at the end, and only there', () => {
  const sessions = [
    {
      begun: '2026-02-03T04:05:06.000Z',
      ended: '2026-02-03T06:05:06.000Z',
      program: '0.1.0',
      node: 'v20.1.0',
      machine: 'linux x64, a processor, 8 cores',
      workers: 8,
      coreHours: 15.96,
      siteKicks: 1e9,
    },
  ];
  const told = html(five, { sessions });
  const last = [...parsed(told).querySelectorAll('section')].at(-1);
  expect(last?.textContent).toBe(parsed(told).querySelector('#machine')?.textContent);
  for (const fact of ['8 cores', '2026-02-03 04:05 UTC to 2026-02-03 06:05 UTC', '16', 'Node 20.1.0'])
    expect(last?.textContent).toContain(fact);
  expect(told.replace(/<section id="machine">[\s\S]*?<\/section>\n?/u, '')).toBe(html(five));
});

test('between baths there is no textbook, done or not', () => {
  const steady = {
    ...five,
    study: { ...five.study, baths: { left: 2, right: 1, friction: 1 } },
    points: five.points.map((point) => ({ ...point, textbook: null, curve: [] })),
  };
  const words = texts(parsed(html(steady)), '#conductivity th, #conductivity td');
  expect(words.join(' ')).not.toMatch(/textbook|not done yet/u);
});

test('one doubt of many points is one line', () => {
  const many = Array.from({ length: 20 }, (_, i) => Number((0.5 * 0.8 ** i).toPrecision(2)));
  const text = html(imaginedResult({ epsilon: many, boundsBelow: 0.1 }));
  const words = texts(parsed(text), '.warnings li');
  expect(words.length).toBe(1);
  expect(words[0]).toMatch(/… 1\d points: no plateau/);
});
