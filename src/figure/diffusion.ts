import { kappaKinds } from '../estimate/wording.js';
import type { StudyResult } from '../result/result.js';
import type { Figure } from './figure.js';
import type { Drawn } from './drawing/marks.js';
import { seriesOf, type EpsilonSeries } from './series.js';
import { together, togetherDrawing, togetherRows } from './together.js';

/** D(ε), the diffusion constant of energy, where the model's kind gives it: all series in one panel. */
export function diffusionFigures(result: StudyResult): Figure[] {
  if (!result.points.some(({ diffusion }) => diffusion)) return [];
  const all = together(seriesOf(result), drawnOf);
  return [
    {
      name: 'diffusion',
      title: 'Diffusion constant D(ε) of energy',
      caption:
        'D = κ T²/χ against ε, κ in the standard convention and χ = Var(H)/N; bars: one standard error; arrows: upper bounds; hollow: open, neither value nor bound.',
      table: {
        name: 'diffusion',
        columns: [
          { name: 'series', meaning: 'label of the series', kind: 'text' },
          { name: 'epsilon', meaning: 'ε', kind: 'number' },
          { name: 'kind', meaning: kappaKinds, kind: 'text' },
          { name: 'diffusion', meaning: 'D', kind: 'number' },
          { name: 'error', meaning: 'one standard error of diffusion', kind: 'number' },
        ],
        rows: togetherRows(all),
      },
      column: true,
      empty: null,
      svg: (document, style) =>
        togetherDrawing(document, style, all, {
          title: 'Diffusion constant of energy against the strength of the exchange',
          label: 'D',
        }),
    },
  ];
}

function drawnOf(series: EpsilonSeries): Drawn[] {
  return series.points.flatMap(({ epsilon, diffusion }) =>
    diffusion && epsilon > 0
      ? [
          {
            x: epsilon,
            value: diffusion.value,
            error: diffusion.error,
            kind: diffusion.kind,
          },
        ]
      : [],
  );
}
