import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { DrawingDocument } from '../figure/drawing/canvas.js';
import { conductivityFigure } from '../figure/conductivity.js';
import { png } from './png.js';
import { pageWidth } from '../figure/drawing/style.js';
import { darkPixels, pixels } from './testing/png.js';
import { imaginedResult } from '../result/testing/study.js';

const wrap = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="'DejaVu Sans', Verdana" font-size="20"><rect width="100%" height="100%" fill="#fff"/>${inner}</svg>`;

test('letters leave ink, upright, italic and superscript, each about as wide as its font says', () => {
  for (const letters of ['κ', 'ε', '10⁻¹⁴', '<tspan font-style="italic">κ</tspan>', '∝ 1/t', '−', '×']) {
    const picture = pixels(png(wrap(`<text x="10" y="28">${letters}</text>`), 2));
    expect([picture.width, picture.height]).toEqual([400, 80]);
    expect(darkPixels(picture, 0, 0, 400, 80), letters).toBeGreaterThan(20);
  }
  expect(darkPixels(pixels(png(wrap(''), 2)), 0, 0, 400, 80)).toBe(0);
  // A missing glyph is an empty box, the same for every letter: these must differ.
  const dark = (text: string): number =>
    darkPixels(pixels(png(wrap(`<text x="10" y="28">${text}</text>`), 2)), 0, 0, 400, 80);
  expect(new Set([dark('⁻⁴'), dark('κ'), dark('ε'), dark('∝')]).size).toBe(4);
});

test("every character of the program's figures is in the package's fonts, as is Cyrillic; Chinese is drawn, or its box", () => {
  const ink = (text: string): Buffer => Buffer.from(png(wrap(`<text x="10" y="28">${text}</text>`), 2));
  // What resvg draws for a character that no font has.
  const box = ink('\u{10fffd}');
  expect(darkPixels(pixels(box), 0, 0, 400, 80)).toBeGreaterThan(20);
  const needed =
    'αβγδεζηθκλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉₊₋ᵢᵣᵏᵐ←→↑↓↔↦−±×÷·√∂∇∞∝∫∑∏≈≠≡≤≥≪≫⟨⟩⌊⌋⊕∈∉∪∩′″ℓ–—…’«»ÄÖÜßéñőŠžЖя';
  for (const character of needed) {
    expect(ink(character).equals(box), character).toBe(false);
    expect(darkPixels(pixels(ink(character)), 0, 0, 400, 80), character).toBeGreaterThan(0);
  }
  // A box where no font of the system has it.
  expect(darkPixels(pixels(ink('格')), 0, 0, 400, 80)).toBeGreaterThan(20);
});

test('a character that the oblique lacks is taken from the upright', () => {
  const ink = (style: string): Uint8Array =>
    png(wrap(`<text x="10" y="28" font-style="${style}">ა</text>`), 2);
  expect(darkPixels(pixels(ink('italic')), 0, 0, 400, 80)).toBeGreaterThan(20);
  expect(Buffer.from(ink('italic')).equals(Buffer.from(ink('normal')))).toBe(true);
});

test('italic letters lean: their pixels are not those of the upright', () => {
  const ink = (style: string): Uint8Array =>
    png(wrap(`<text x="10" y="28" font-style="${style}">κ</text>`), 2);
  expect(Buffer.from(ink('italic')).equals(Buffer.from(ink('normal')))).toBe(false);
});

test('a figure has its numbers left of the frame, its names below, its colours inside, and the same bytes each time', () => {
  const { document } = parseHTML('<html></html>') as unknown as { document: DrawingDocument };
  const svg = conductivityFigure(imaginedResult({ epsilon: [0.3, 0.1, 0.03] })).svg(document, pageWidth);
  const file = png(svg, 1);
  const picture = pixels(file);
  expect(picture.width).toBe(720);
  const f = pageWidth.fontSize;
  expect(darkPixels(picture, 1.6 * f, 60, 4.6 * f, picture.height - 60)).toBeGreaterThan(50);
  expect(darkPixels(picture, 0, 60, 1.5 * f, picture.height - 60)).toBeGreaterThan(50);
  expect(darkPixels(picture, 5 * f, picture.height - 1.5 * f, 720, picture.height)).toBeGreaterThan(5);
  const colours = new Set<string>();
  for (let i = 0; i < picture.rgba.length; i += 4) colours.add(picture.rgba.subarray(i, i + 3).join());
  expect(colours.has('0,114,178')).toBe(true);
  expect(colours.has('213,94,0')).toBe(true);
  expect(Buffer.from(png(svg, 1)).equals(Buffer.from(file))).toBe(true);
});
