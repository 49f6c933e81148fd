import { pngHindrance } from '../../report/png.js';
import { warning, type OutputStream } from './terminal.js';

/** Says in one line that, and why, figures are drawn as SVG alone; nothing where PNGs can be drawn. */
export function warnOfPng(stream: OutputStream): void {
  const hindrance = pngHindrance();
  if (hindrance !== null) warning(stream)(hindrance);
}
