import { channelCount } from '../kernel/channels.js';
import type { Column, Frame } from '../data/frame.js';
import { kindOf } from '../models/models.js';
import { pointPlan } from '../plan/point-plan.js';
import { pointFacts } from '../study/point.js';
import type { Unit } from '../study/unit.js';
import { seriesPlan } from '../plan/series-plan.js';
import { steadyBlocks } from '../plan/steady.js';
import type { Study } from '../study/study.js';

type Expected = readonly [name: string, type: abstract new (...words: never) => Column, length: number];

/** What a unit's result must hold for the estimators. */
function expected(study: Study, unit: Unit): Expected[] {
  const plan = pointPlan(study, unit.point);
  const kind = kindOf(study.model);
  const { sites, bonds } = kind.lattice(study.model);
  const { replicas } = unit;
  if (study.baths) {
    const blocks = steadyBlocks(plan.samples) * replicas;
    return [
      ['heats', Float64Array, 2 * blocks],
      ['transfers', Float64Array, (bonds - 1) * blocks],
      ['temperatures', Float64Array, sites * blocks],
    ];
  }
  const values = replicas * plan.tapers.length * channelCount(kind.functions(study)) * bonds;
  return [
    ['blockSums', Float64Array, plan.blockLevels * replicas],
    ...plan.scales.map(({ starts }, level): Expected => [
      `windows${String(level)}`,
      Float32Array,
      starts.length * values,
    ]),
  ];
}

/**
 * Why an intact frame is not the result of this unit, such as one that another program wrote; null where it is. The estimators rely on what is
 * checked here.
 */
export function frameProblem(study: Study, unit: Unit, { head, columns }: Frame): string | null {
  const plan = pointPlan(study, unit.point);
  const { replicas, realisation, firstReplica } = unit;
  const series = seriesPlan(study, plan, replicas);
  const facts = {
    replicas,
    realisation,
    firstReplica,
    ...pointFacts(plan.point),
    ...(series && { seriesRows: series.rows, seriesPieces: series.pieces }),
  };
  for (const [name, value] of Object.entries(facts)) {
    if (head[name] !== value)
      return `invalid result; its ${name} must be ${String(value)}: ${JSON.stringify(head[name])}`;
  }
  if (typeof head['energyError'] !== 'number')
    return `invalid result; its energyError must be a number: ${JSON.stringify(head['energyError'])}`;
  const chain = study.sampler.trajectories * unit.replicas;
  const all: Expected[] = [
    ...expected(study, unit),
    ...(head['exact'] === true
      ? []
      : ([
          ['potential', Float64Array, chain],
          ['accepted', Uint8Array, chain],
        ] as const)),
  ];
  for (const [name, type, length] of all) {
    const column = columns[name];
    if (!(column instanceof type) || column.length !== length) {
      const found =
        column === undefined ? 'missing' : `${String(column.length)} of ${column.constructor.name}`;
      return `invalid result; its column ${name} must hold ${String(length)} of ${type.name}: ${found}`;
    }
    // The physics gives none: a unit whose numbers run away fails.
    if (column.includes(NaN)) return `invalid result; its column ${name} must hold numbers: NaN`;
  }
  return null;
}
