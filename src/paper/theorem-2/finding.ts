import { slopes } from '../../estimate/slope.js';
import { kappaKinds } from '../../estimate/wording.js';
import { power } from '../../math/elementary.js';
import { drawnKappa, slopeCells, slopeColumns } from '../couplings.js';
import { computed, type Finding, type FindingPanel, type FindingSeries } from '../../result/finding.js';
import { entryAt, HARMONIC_CONSTANT, type Theorem2Case } from './case.js';
import { theorem2Sentences } from './sentences.js';

/** The finding from all cases: measured values and bounds of κ against the computed bound, and for harmonic V against the exact κ. */
export function theorem2Finding(all: readonly Theorem2Case[]): Finding {
  return {
    table: {
      name: 'theorem-2',
      columns: [
        { name: 'potential', meaning: 'V', kind: 'text' },
        { name: 'n', meaning: "n, ε' = εⁿ", kind: 'number' },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'kind', meaning: kappaKinds, kind: 'text' },
        { name: 'scaled', meaning: 'κ_paper/ε^{n+2}', kind: 'number' },
        { name: 'error', meaning: 'one standard error of scaled', kind: 'number' },
        ...slopeColumns,
        { name: 'exact', meaning: 'κ_paper/ε^{n+2} of the same ring, exactly', kind: 'number' },
        { name: 'least', meaning: "the proof's bound over ε^{n+2}, least weights", kind: 'number' },
        { name: 'lemma3', meaning: "the proof's bound over ε^{n+2}, weights of Lemma 3", kind: 'number' },
      ],
      rows: all.flatMap((one) => {
        const local = slopes(one.points);
        return one.points.map((point, i) => {
          const scaled = (value: number | undefined): number | null =>
            value === undefined ? null : value / power(point.epsilon, one.n + 2);
          return [
            one.potential,
            one.n,
            point.epsilon,
            point.kappa?.kind ?? null,
            scaled(point.kappa?.paper),
            scaled(point.kappa === null ? undefined : 2 * point.kappa.error),
            ...slopeCells(local[i]),
            scaled(entryAt(one.exact?.epsilon, one.exact?.paper, point.epsilon)),
            scaled(entryAt(one.bound?.epsilon, one.bound?.least, point.epsilon)),
            scaled(entryAt(one.bound?.epsilon, one.bound?.lemma3, point.epsilon)),
          ];
        });
      }),
    },
    panels: all.map(panelOf),
    ...theorem2Sentences(all),
  };
}

function panelOf(one: Theorem2Case): FindingPanel {
  const scale = (epsilon: number, value: number): number => value / power(epsilon, one.n + 2);
  const line = (
    name: string,
    look: FindingSeries['look'],
    epsilon: readonly number[],
    values: readonly number[],
  ): FindingSeries => ({
    name,
    look,
    points: epsilon.map((x, i) => computed(x, scale(x, values[i] as number))),
  });
  // In the paper's convention, twice the standard one.
  const measured = one.points.flatMap(({ epsilon, kappa }) => drawnKappa(epsilon, kappa, scale(epsilon, 2)));
  return {
    title: `${one.potential} V, n = ${String(one.n)}`,
    x: { label: 'ε', scale: 'log' },
    y: { label: 'κ / εⁿ⁺² (paper convention)', scale: 'log' },
    series: [
      { name: 'measured', look: 'disc', points: measured },
      ...(one.exact === null ? [] : [line('exact, same ring', 'line', one.exact.epsilon, one.exact.paper)]),
      ...(one.many === null
        ? []
        : [
            line('exact, many rings', 'square', one.many.epsilon, one.many.paper),
            {
              name: '4/Var(ω²)',
              look: 'dashes' as const,
              points: one.many.epsilon.map((x) => computed(x, HARMONIC_CONSTANT)),
            },
          ]),
      ...(one.bound === null
        ? []
        : [
            line('bound, least weights', 'line', one.bound.epsilon, one.bound.least),
            line('bound, Lemma 3', 'line', one.bound.epsilon, one.bound.lemma3),
          ]),
    ],
  };
}
