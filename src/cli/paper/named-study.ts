import { join } from 'node:path';
import type { Frame, Json } from '../../data/frame.js';
import { sha256 } from '../../data/sha256.js';
import { CALCULATION_EDITION } from '../../paper/calculation-run.js';
import type {
  CalculationPart,
  NamedStudy,
  PartResults,
  StudySize,
  StudyPart,
} from '../../paper/named-study.js';
import type { StudyIdentity } from '../../store/run-directory.js';
import { studyIdentity } from '../../plan/identity.js';
import { outcome } from '../../result/outcome.js';
import type { PointResult } from '../../result/result.js';
import { studyFrom } from '../../plan/file/schema.js';
import type { Study } from '../../study/study.js';
import { units } from '../../plan/units.js';
import { calculationMaterial, calculationUnits, paperWorkshop } from '../../paper/workshop.js';
import { run, type RunOptions, type RunOutcome } from '../../run/run.js';
import { resultProblem, studyPreparation, studyWorkshop } from '../../simulate/workshop.js';

export interface NamedRunOptions extends Pick<RunOptions, 'workers' | 'kernels' | 'signal' | 'takeOver'> {
  readonly directory: string;
  readonly size: StudySize;
  /** The version of the program. */
  readonly program: string;
  /** Called at the start of each part; what it returns is told of the part's events. */
  readonly part?: (name: string, number: number, total: number) => RunOptions['listener'];
}

export interface NamedRunOutcome {
  /** `done` where every unit of every part is done: then there are results. */
  readonly status: RunOutcome['status'];
  readonly results: PartResults | null;
}

/**
 * Runs, or resumes, every part of a named study, each a run of its own in a folder of the directory.
 *
 * Throws what `run` throws.
 */
export async function runNamed(study: NamedStudy, options: NamedRunOptions): Promise<NamedRunOutcome> {
  const studies = new Map<string, { study: Study; points: readonly PointResult[] }>();
  const calculations = new Map<string, readonly Frame[]>();
  const parts = study.parts(options.size);
  for (const [i, part] of parts.entries()) {
    const listener = options.part?.(part.name, i + 1, parts.length);
    const common = {
      directory: join(options.directory, part.name),
      workers: options.workers,
      kernels: options.kernels ?? 'auto',
      takeOver: options.takeOver === true,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(listener === undefined ? {} : { listener }),
    };
    const given = part.kind === 'study' ? studyOf(part) : null;
    const { status, results } = await run({
      ...common,
      ...(given === null ? calculationRun(part as CalculationPart, options) : given.run(options)),
    });
    if (status !== 'done') return { status, results: null };
    if (given !== null) studies.set(part.name, { study: given.study, points: outcome(given.study, results) });
    else calculations.set(part.name, [...results.values()]);
  }
  return {
    status: 'done',
    results: {
      study: (name) => known(studies, name),
      calculation: (name) => known(calculations, name),
    },
  };
}

function known<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new RangeError(`invalid part; not one of this study: ${name}`);
  return value;
}

type PartRun = Pick<RunOptions, 'identity' | 'units' | 'workshop' | 'problem'>;

function studyOf({ name, text }: StudyPart): {
  readonly study: Study;
  run(options: NamedRunOptions): PartRun;
} {
  const file = `${name}.yaml`;
  const study = studyFrom(text, file);
  return {
    study,
    run: ({ program }) => ({
      identity: { ...studyIdentity(study), text, program },
      units: units(study),
      problem: resultProblem(study),
      workshop: { url: studyWorkshop, material: studyPreparation({ study, text, file }) },
    }),
  };
}

function calculationRun(part: CalculationPart, { program }: NamedRunOptions): PartRun {
  const material = calculationMaterial(part);
  const study = { ...(material as { readonly [key: string]: Json }), edition: CALCULATION_EDITION };
  const text = `${JSON.stringify(study, null, 2)}\n`;
  const id = sha256(text).slice(0, 16);
  const identity: StudyIdentity = {
    id,
    family: id,
    growing: [],
    study,
    text,
    program,
  };
  return { identity, units: calculationUnits(part), workshop: { url: paperWorkshop, material } };
}
