import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

const require = createRequire(import.meta.url);

/** The font files that a PNG's letters are drawn from: without them resvg leaves text out and says nothing. */
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Oblique.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
  require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
);

/** Pixels that a PNG has at most, all and along a side: beyond, drawing it takes gigabytes and few programs open it. */
const MOST_PIXELS = 4e7;
const MOST_SIDE = 20_000;

/** A stand-alone SVG as PNG, `zoom` times as many pixels as the drawing has px, fewer where that were too many. */
export function png(svg: string, zoom: number): Uint8Array {
  const [width = 1, height = 1] =
    / width="([\d.]+)" height="([\d.]+)"/u.exec(svg)?.slice(1).map(Number) ?? [];
  const most = Math.min(MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: Math.min(zoom, most) },
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return resvg.render().asPng();
}
