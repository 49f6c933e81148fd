import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

type Library = typeof import('@resvg/resvg-js');

/** resvg, or why it cannot be had; null before it was first asked for. */
let library: Library | Error | null = null;

/** The library has a part made for each machine, which may be missing: loaded when a PNG is wanted, so that nothing else fails for it. */
function loaded(): Library | Error {
  try {
    library ??= require('@resvg/resvg-js') as Library;
  } catch (error) {
    library = error instanceof Error ? error : new Error(String(error));
  }
  return library;
}

/** Why no PNG can be drawn here, in one line; null where it can. */
export function pngHindrance(): string | null {
  const found = loaded();
  if (!(found instanceof Error)) return null;
  const [reason = ''] = found.message.split('\n');
  return `figures are SVG without PNG: @resvg/resvg-js has no part for this machine, which npm installs as an optional dependency (${reason})`;
}

/** DejaVu Sans, which comes with the package: an upright that keeps all its characters and an oblique for symbols (.ci/fonts.mjs). */
const ownFont = (file: string): string => fileURLToPath(new URL(`../../fonts/${file}`, import.meta.url));

/** The code points that the upright has, as ranges in rising order. */
let coverage: readonly (readonly [number, number])[] | null = null;

/** Whether a title or another text of the user's has characters, such as Chinese ones, that the package's own fonts lack. */
function needsSystemFonts(svg: string): boolean {
  coverage ??= JSON.parse(readFileSync(ownFont('coverage.json'), 'utf8')) as [number, number][];
  const ranges = coverage;
  return [...new Set(svg)].some((character) => {
    const point = character.codePointAt(0) as number;
    return point > 0x20 && !ranges.some(([from, to]) => point >= from && point <= to);
  });
}

/** Pixels that a PNG has at most, all and along a side: beyond, drawing it takes gigabytes and few programs open it. */
const MOST_PIXELS = 4e7;
const MOST_SIDE = 20_000;

/**
 * A stand-alone SVG as PNG, `zoom` times as many pixels as the drawing has px, fewer where that were too many.
 *
 * @throws Error where `pngHindrance` says why not
 */
export function png(svg: string, zoom: number): Uint8Array {
  const found = loaded();
  if (found instanceof Error) throw found;
  const [width = 1, height = 1] =
    / width="([\d.]+)" height="([\d.]+)"/u.exec(svg)?.slice(1).map(Number) ?? [];
  const most = Math.min(MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  const resvg = new found.Resvg(svg, {
    fitTo: { mode: 'zoom', value: Math.min(zoom, most) },
    font: {
      // Without font files resvg leaves text out and says nothing.
      fontFiles: [ownFont('DejaVuSans.ttf'), ownFont('DejaVuSans-Oblique.ttf')],
      // The system's only where they are needed: they differ from machine to machine, and the pixels with them.
      loadSystemFonts: needsSystemFonts(svg),
      defaultFontFamily: 'DejaVu Sans',
    },
  });
  return resvg.render().asPng();
}
