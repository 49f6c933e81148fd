import { kappaKinds } from '../estimate/wording.js';
import type { PointResult, StudyResult } from './result.js';
import type { Cell, Table, TableColumn } from '../data/table.js';

/** The results as plain tables: what the CSV files, the HDF5 groups and the parquet files hold. */
export function resultTables(result: StudyResult): Table[] {
  return [
    points(result),
    curves(result),
    realisations(result),
    sentences(result, 'warnings', 'a doubt about the point'),
    sentences(result, 'advice', 'what a longer or larger run should be'),
  ];
}

/** With k_B = 1 and the distance of neighbours as length. */
const KAPPA = '1/time (energy^2/time where quantity is kappa/beta^2)';

export const POINT: readonly TableColumn[] = [
  { name: 'point', meaning: 'number of the point, from 0', kind: 'integer' },
  { name: 'epsilon', meaning: 'ε, strength of the anharmonic part', kind: 'number' },
  { name: 'noise', meaning: "ε', flip rate of each momentum", kind: 'number', unit: '1/time' },
  { name: 'temperature', meaning: 'T = 1/β', kind: 'number', unit: 'energy' },
];

export function prefix(point: PointResult, number: number): Cell[] {
  return [number, point.epsilon, point.noise, point.temperature];
}

/** Columns that only some kinds of models fill; every table of points has them. */
const EXTRA: readonly TableColumn[] = [
  {
    name: 'quantity',
    meaning: 'what stands under kappa: kappa, or kappa/beta^2 at T = infinity',
    kind: 'text',
  },
  { name: 'diffusion_kind', meaning: kappaKinds, kind: 'text' },
  { name: 'diffusion', meaning: 'D = kappa_standard T²/χ, χ = Var(H)/N', kind: 'number', unit: '1/time' },
  { name: 'diffusion_error', meaning: 'one standard error of diffusion', kind: 'number', unit: '1/time' },
];

function extras({ quantity, diffusion }: PointResult): Cell[] {
  return [quantity ?? 'kappa', diffusion?.kind ?? null, diffusion?.value ?? null, diffusion?.error ?? null];
}

function points(result: StudyResult): Table {
  const columns: TableColumn[] = [
    ...POINT,
    { name: 'size', meaning: 'N, sites along each direction', kind: 'integer' },
    { name: 'dimension', meaning: 'd', kind: 'integer' },
    { name: 'kappa_kind', meaning: kappaKinds, kind: 'text' },
    {
      name: 'kappa_paper',
      meaning: 'κ, best estimator, paper convention (equation 3)',
      kind: 'number',
      unit: KAPPA,
    },
    {
      name: 'kappa_standard',
      meaning: 'κ, best estimator, standard convention (half of paper)',
      kind: 'number',
      unit: KAPPA,
    },
    { name: 'kappa_error', meaning: 'one standard error of kappa_standard', kind: 'number', unit: KAPPA },
    {
      name: 'kappa_disorder_error',
      meaning: 'standard error over disorder samples, standard convention',
      kind: 'number',
      unit: KAPPA,
    },
    { name: 'kappa_time', meaning: 'time scale at which κ was read', kind: 'number', unit: 'time' },
    {
      name: 'kappa_candidate',
      meaning: 'the curve κ was read from: best, uniform or textbook',
      kind: 'text',
    },
    {
      name: 'kappa_low',
      meaning: 'open results: lowest estimate of the last scales, standard',
      kind: 'number',
      unit: KAPPA,
    },
    {
      name: 'kappa_high',
      meaning: 'open results: highest estimate of the last scales, standard',
      kind: 'number',
      unit: KAPPA,
    },
    { name: 'textbook_kind', meaning: kappaKinds, kind: 'text' },
    {
      name: 'textbook_paper',
      meaning: 'κ, textbook estimator, paper convention',
      kind: 'number',
      unit: KAPPA,
    },
    {
      name: 'textbook_standard',
      meaning: 'κ, textbook estimator, standard convention',
      kind: 'number',
      unit: KAPPA,
    },
    {
      name: 'textbook_error',
      meaning: 'one standard error of textbook_standard',
      kind: 'number',
      unit: KAPPA,
    },
    {
      name: 'textbook_time',
      meaning: 'time scale at which the textbook estimate was read',
      kind: 'number',
      unit: 'time',
    },
    { name: 'slope_kind', meaning: 'value or lower bound', kind: 'text' },
    { name: 'slope', meaning: 'd ln κ / d ln ε', kind: 'number' },
    { name: 'slope_error', meaning: 'one standard error of slope', kind: 'number' },
    { name: 'energy_error', meaning: 'largest relative energy error', kind: 'number' },
    { name: 'step', meaning: 'time step', kind: 'number', unit: 'time' },
    { name: 'sampling', meaning: 'steps between samples', kind: 'integer' },
    { name: 'scheme', meaning: 'splitting scheme', kind: 'text' },
    {
      name: 'cutoff',
      meaning: '|ω·ξ| below which terms were left out of the dressing; none without one',
      kind: 'number',
      unit: '1/time',
    },
    { name: 'replicas_done', meaning: 'replicas that the result holds', kind: 'integer' },
    { name: 'replicas_total', meaning: 'replicas that the study asks for', kind: 'integer' },
    {
      name: 'half_replicas',
      meaning: 'replicas that carry half of the sum; 0 without a result',
      kind: 'integer',
    },
    {
      name: 'exact',
      meaning:
        'whether replicas were drawn from the Gibbs measure at once, without a chain; false as long as none is done',
      kind: 'truth',
    },
    { name: 'acceptance', meaning: 'acceptance of the sampler, worst realisation', kind: 'number' },
    {
      name: 'autocorrelation',
      meaning: 'autocorrelation time of the potential energy, trajectories',
      kind: 'number',
    },
    { name: 'effective_size', meaning: 'effective number of independent samples', kind: 'number' },
    { name: 'split_rhat', meaning: 'split R-hat of the sampler', kind: 'number' },
    { name: 'estimator', meaning: 'windows, weights and dressings chosen', kind: 'text' },
    { name: 'combination', meaning: 'how realisations were combined', kind: 'text' },
    ...EXTRA,
  ];
  const rows = result.points.map((point, number): Cell[] => {
    const { kappa, textbook, slope, diagnostics } = point;
    return [
      ...prefix(point, number),
      point.size,
      point.dimension,
      kappa?.kind ?? null,
      kappa?.paper ?? null,
      kappa?.standard ?? null,
      kappa?.error ?? null,
      kappa?.disorderError ?? null,
      kappa?.time ?? null,
      kappa?.candidate ?? null,
      kappa?.range?.[0] ?? null,
      kappa?.range?.[1] ?? null,
      textbook?.kind ?? null,
      textbook?.paper ?? null,
      textbook?.standard ?? null,
      textbook?.error ?? null,
      textbook?.time ?? null,
      slope?.kind ?? null,
      slope?.value ?? null,
      slope?.error ?? null,
      point.energyError,
      point.step,
      point.sampling,
      point.scheme,
      point.cutoff,
      point.replicas.done,
      point.replicas.total,
      kappa?.halfReplicas ?? 0,
      diagnostics?.exact ?? false,
      diagnostics?.acceptance ?? null,
      diagnostics?.autocorrelation ?? null,
      diagnostics?.effectiveSize ?? null,
      diagnostics?.splitRhat ?? null,
      kappa?.estimator ?? null,
      kappa?.combination ?? null,
      ...extras(point),
    ];
  });
  return { name: 'points', columns, rows };
}

/** κ(t) of all points, or of those with the given numbers. */
export function curves(result: StudyResult, among?: ReadonlySet<PointResult>): Table {
  const columns: TableColumn[] = [
    ...POINT,
    { name: 'time', meaning: 'time scale t', kind: 'number', unit: 'time' },
    {
      name: 'textbook',
      meaning: 'κ(t), textbook estimator, standard convention',
      kind: 'number',
      unit: KAPPA,
    },
    { name: 'textbook_error', meaning: 'one standard error of textbook', kind: 'number', unit: KAPPA },
    { name: 'best', meaning: 'κ(t), best estimator, standard convention', kind: 'number', unit: KAPPA },
    { name: 'best_error', meaning: 'one standard error of best', kind: 'number', unit: KAPPA },
  ];
  const rows = result.points.flatMap((point, number) =>
    among && !among.has(point)
      ? []
      : point.curve.map((at): Cell[] => [
          ...prefix(point, number),
          at.time,
          at.textbook,
          at.textbookError,
          at.best,
          at.bestError,
        ]),
  );
  return { name: 'curves', columns, rows };
}

function realisations(result: StudyResult): Table {
  const columns: TableColumn[] = [
    ...POINT,
    { name: 'realisation', meaning: 'number of the disorder sample, from 0', kind: 'integer' },
    { name: 'kind', meaning: kappaKinds, kind: 'text' },
    { name: 'standard', meaning: 'κ of this realisation, standard convention', kind: 'number', unit: KAPPA },
    { name: 'error', meaning: 'one standard error of standard', kind: 'number', unit: KAPPA },
  ];
  const rows = result.points.flatMap((point, number) =>
    point.realisations.map((one, realisation): Cell[] => [
      ...prefix(point, number),
      realisation,
      one.kind,
      one.standard,
      one.error,
    ]),
  );
  return { name: 'realisations', columns, rows };
}

/** What is said of the points in words, a row for each sentence. */
function sentences(result: StudyResult, name: 'warnings' | 'advice', meaning: string): Table {
  return {
    name,
    columns: [...POINT, { name: 'text', meaning, kind: 'text' }],
    rows: result.points.flatMap((point, number) =>
      point[name].map((text): Cell[] => [...prefix(point, number), text]),
    ),
  };
}
