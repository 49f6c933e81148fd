import { log } from '../../math/elementary.js';
import { mean } from '../../math/statistics.js';
import { computed, type Finding, type FindingPanel, type FindingPoint } from '../../result/finding.js';
import type { FiveTermsPoint, TermName, TermVariance } from './point.js';
import { TERMS } from './calculation.js';

const names: Readonly<Record<TermName, string>> = {
  martingale: 'M',
  boundary: 'boundary of u',
  energyMartingale: 'N',
  energyBoundary: 'boundary of e',
  remainder: 'integral of S v',
  whole: 'whole current',
};

/** The orders of section 4.3: variances go as ε^a at t = 4ε^{−n}, and as t^b. */
function expected(term: TermName, n: number): { readonly epsilon: number; readonly time: number } | null {
  if (term === 'martingale' || term === 'remainder') return { epsilon: n, time: 0 };
  if (term === 'boundary') return { epsilon: n, time: -1 };
  if (term === 'energyBoundary') return { epsilon: n - 2, time: -1 };
  return null;
}

/** The exponent of a power law through points, by least squares of logarithms; null with fewer than two positive values. */
export function powerLawExponent(
  points: readonly { readonly x: number; readonly value: number }[],
): number | null {
  const known = points.flatMap(({ x, value }) => (value > 0 ? [{ x: log(x), y: log(value) }] : []));
  if (known.length < 2) return null;
  const [x0, y0] = [mean(known.map(({ x }) => x)), mean(known.map(({ y }) => y))];
  return (
    known.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0) /
    known.reduce((sum, { x }) => sum + (x - x0) ** 2, 0)
  );
}

/** Of the windows of 1, 2, 4, … samples, those of 4ε^{−n}: 32 of 128 samples over 16ε^{−n}. */
const COMPARED = 5;

const compared = (point: FiveTermsPoint, term: TermName): TermVariance | undefined =>
  point.variances.filter((one) => one.term === term)[COMPARED];

export function fiveTermsFinding(points: readonly FiveTermsPoint[]): Finding {
  const cases = [...new Set(points.map((point) => point.case))];
  const drawnTerms = TERMS.filter((term) => term !== 'energyMartingale');
  const panels = cases.flatMap((name): FindingPanel[] => {
    const own = points.filter((point) => point.case === name);
    const middle = own[Math.floor(own.length / 2)];
    const measured = ({ value, error }: TermVariance, x: number): FindingPoint[] =>
      value > 0 ? [{ x, value, error, kind: 'value' }] : [];
    return [
      {
        title: `${name}: against ε at t = 4ε⁻ⁿ`,
        x: { label: 'ε', scale: 'log' },
        y: { label: 'variance', scale: 'log' },
        series: [
          ...drawnTerms.map((term) => ({
            name: names[term],
            look: 'disc' as const,
            points: own.flatMap((point) => {
              const one = compared(point, term);
              return one === undefined ? [] : measured(one, point.epsilon);
            }),
          })),
          {
            name: '2εⁿD(F) at ε = 0',
            look: 'dashes',
            points: own.map((point) => computed(point.epsilon, point.expectedMartingale)),
          },
        ],
      },
      {
        title: `${name}: against t at ε = ${String(middle?.epsilon ?? '')}`,
        x: { label: 't', scale: 'log' },
        y: { label: 'variance', scale: 'log' },
        series: drawnTerms.map((term) => ({
          name: names[term],
          look: 'disc' as const,
          points: (middle?.variances ?? [])
            .filter((one) => one.term === term)
            .flatMap((one) => measured(one, one.time)),
        })),
      },
    ];
  });
  return {
    table: {
      name: 'five-terms',
      columns: [
        { name: 'case', meaning: 'V and n', kind: 'text' },
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'term', meaning: 'term of section 4.3', kind: 'text' },
        { name: 'time', meaning: 't', kind: 'number' },
        { name: 'variance', meaning: 'E of its square', kind: 'number' },
        { name: 'error', meaning: 'one standard error of variance, over replicas', kind: 'number' },
      ],
      rows: points.flatMap(({ variances }) =>
        variances.map((one) => [one.case, one.epsilon, names[one.term], one.time, one.value, one.error]),
      ),
    },
    panels,
    shown: cases.flatMap((name) => caseSentences(points.filter((point) => point.case === name))),
    notShown: [
      'N → ∞, and the limit t → ∞ in which the proof is concluded: one small ring, whose bonds are rerouted for the c chosen, and times of a few ε^{−n}.',
      'The orders are those of upper bounds: a term may be smaller than its bound, and the terms are correlated, so that the whole is not the sum of their variances.',
    ],
  };
}

function caseSentences(own: readonly FiveTermsPoint[]): string[] {
  const first = own[0];
  if (first === undefined) return [];
  const { order } = first;
  const orders = TERMS.flatMap((term) => {
    const aim = expected(term, order);
    if (aim === null) return [];
    const inEpsilon = powerLawExponent(
      own.flatMap((point) => {
        const one = compared(point, term);
        return one === undefined ? [] : [{ x: point.epsilon, value: one.value }];
      }),
    );
    const middle = own[Math.floor(own.length / 2)];
    const inTime = powerLawExponent(
      (middle?.variances ?? [])
        .filter((one) => one.term === term)
        .slice(-4)
        .map(({ time, value }) => ({ x: time, value })),
    );
    return inEpsilon === null || inTime === null
      ? [`${names[term]} vanishes, as no bond is resonant`]
      : [
          `${names[term]} ε^${inEpsilon.toFixed(2)} (bound ${String(aim.epsilon)}) and t^${inTime.toFixed(2)} (bound ${String(aim.time)})`,
        ];
  });
  const ratios = own.flatMap((point) => {
    const one = compared(point, 'martingale');
    return one === undefined ? [] : [one.value / point.expectedMartingale];
  });
  const share = (term: TermName, most: (point: FiveTermsPoint) => number): string => {
    const shares = own.flatMap((point) =>
      point.variances
        .filter((one) => one.term === term && one.value > 0)
        .map(({ value, time }) => (value * time) / most(point)),
    );
    return shares.length === 0 ? '0' : Math.max(...shares).toFixed(2);
  };
  const shares = [
    share('boundary', (point) => point.mostBoundary),
    share('energyBoundary', (point) => point.mostEnergyBoundary),
  ];
  const largestJump = Math.max(
    ...own.flatMap(({ variances }) =>
      variances.filter(({ term }) => term === 'energyMartingale').map(({ value }) => value),
    ),
  );
  const worst = Math.max(...own.map((point) => point.residual));
  return [
    `${first.case}: over t = 4ε^{−n} variances go as ${orders.join('; ')}.`,
    `${first.case}: N is ${largestJump === 0 ? 'exactly 0' : `not 0 but ${largestJump.toExponential(1)}`}; E M² is ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} times 2εⁿD(F) taken at ε = 0; at any time the boundary terms are at most ${shares.join(' and ')} times 4⟨F²⟩/t and 4ε^{−2}⟨E²⟩/t (averages at ε = 0; E moves slowly, so that its 1/t begins late); the five terms make up the whole current to ${(100 * worst).toPrecision(1)} % (quadrature); ${String(first.resonant)} of the bonds ${first.resonant === 1 ? 'is' : 'are'} rerouted.`,
  ];
}
