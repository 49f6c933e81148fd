import type { StudyResult } from '../result/result.js';
import { conductivityFigure } from './conductivity.js';
import { curveFigures } from './curves.js';
import { diagnosticsFigure } from './diagnostics.js';
import { diffusionFigures } from './diffusion.js';
import type { Figure } from './figure.js';
import { overlayFigures } from './overlay.js';
import { slopeFigure } from './slope.js';
import { steadyFigures } from './steady.js';
import { isSteady } from '../result/steady-tables.js';

/** Every figure of a report, in the page's order. */
export function figuresOf(result: StudyResult): Figure[] {
  return [
    conductivityFigure(result),
    ...overlayFigures(result),
    ...diffusionFigures(result),
    slopeFigure(result),
    ...(isSteady(result) ? steadyFigures(result) : curveFigures(result)),
    diagnosticsFigure(result),
  ];
}
