import { performance } from 'node:perf_hooks';
import type { Frame, Json } from '../data/frame.js';
import { chooseKernels, type KernelChoice } from '../native/kernels.js';
import { FileFailure } from '../store/files.js';
import { claimedDirectory, UnfitDirectory, type Claim, type StudyIdentity } from '../store/run-directory.js';
import { keepSession } from '../store/sessions.js';
import { sweepDirectory } from '../store/sweep.js';
import type { Damage, FailureRecord, UnitFiles } from '../store/unit-files.js';
import type { KappaEstimate, PointEstimate, RunEvent } from './event.js';
import { Labour, machineFacts } from './labour.js';
import { doUnits, RunFailure } from './scheduler.js';
import { SharedUnits } from './shared.js';
import { Tally } from './tally.js';
import type { WorkUnit } from '../data/workshop.js';

/**
 * Makes a workshop's material, once the directory is this run's alone and before it becomes one: what it finds out may be kept there.
 * It may refuse the study; the directory is then as free as before. It ends early when the signal is aborted.
 */
export type Preparation = (
  files: UnitFiles,
  signal: AbortSignal,
  /** The numbers of the points that units are to be done of. */
  points: ReadonlySet<number>,
) => Promise<Json>;

export interface RunOptions {
  /** Made if it is new, resumed if it is a run of this study. */
  readonly directory: string;
  readonly identity: StudyIdentity;
  readonly units: readonly WorkUnit[];
  /** Where its units are done; `material` may first have to be prepared. */
  readonly workshop: { readonly url: URL; readonly material: Json | Preparation };
  /** The number of threads. No result depends on it. */
  readonly workers: number;
  /** What computes; default `auto`. No result depends on it. */
  readonly kernels?: KernelChoice;
  /** Take units from a process on another machine without waiting for its silence. */
  readonly takeOver?: boolean;
  /** Whether to wait for units that other processes do, and to do those that they leave. Default true; else only where it is in doubt whether they live. */
  readonly patient?: boolean;
  /** Why an intact frame is not the result of a unit; null where it is. */
  readonly problem?: (unit: string, frame: Frame) => string | null;
  /** Abort it to have checkpoints written and the run end as `interrupted`: see signals.ts. */
  readonly signal?: AbortSignal;
  readonly listener?: (event: RunEvent) => void;
  /**
   * κ of a point from the results so far; null if they do not suffice. `preview`: on the way, where it should be quick, and is called seldom enough
   * to cost little; otherwise all units of the point are done, and it is what the point ends with.
   */
  readonly estimate?: (
    point: number,
    results: ReadonlyMap<string, Frame>,
    preview: boolean,
  ) => Omit<KappaEstimate, 'preview'> | null;
  /** Longest time between checkpoints of a unit, in seconds; default 20. */
  readonly checkpointSeconds?: number;
  /** How long a thread works between looks at the clock and at the signal, in milliseconds; default 75. */
  readonly sliceMilliseconds?: number;
}

export interface RunOutcome {
  readonly status: 'done' | 'failed' | 'interrupted';
  /** Of every unit done, by this run or an earlier one, in the order of `units`. */
  readonly results: ReadonlyMap<string, Frame>;
  readonly failures: readonly FailureRecord[];
  readonly damages: readonly Damage[];
}

/** Exit status of each outcome. */
export const EXIT_STATUS = { done: 0, failed: 1, interrupted: 130 } as const;

/** Milliseconds between `progress` events. */
const BEAT = 250;
/** Milliseconds between two writings of who computes here, and how long. */
const SESSION_BEAT = 60_000;
/** Estimates on the way take at most this share of the time. */
const ESTIMATE_SHARE = 0.1;

/** Calls `estimate` when a unit has ended: always at the end of a point, else as often as time allows. */
class Estimates {
  private readonly latest = new Map<number, PointEstimate>();
  private last: PointEstimate | null = null;
  private notBefore = 0;

  constructor(private readonly estimate: RunOptions['estimate']) {}

  renew(point: number, results: ReadonlyMap<string, Frame>, atLast: boolean): boolean {
    const begun = performance.now();
    if (this.estimate === undefined || (begun < this.notBefore && !atLast)) return false;
    const estimate = this.estimate(point, results, !atLast);
    const ended = performance.now();
    if (!atLast) this.notBefore = ended + (ended - begun) / ESTIMATE_SHARE;
    if (estimate !== null) {
      const { kind, standard, error, open } = estimate;
      this.last = { point, kind, standard, error, ...(open && { open }), preview: !atLast };
      this.latest.set(point, this.last);
    }
    return true;
  }

  of(point: number | null): PointEstimate | null {
    return (point === null ? undefined : this.latest.get(point)) ?? this.last;
  }
}

/** The results of earlier runs. A damaged one is set aside and told, and its unit counts as undone. */
function earlierResults(
  files: UnitFiles,
  { units, problem }: RunOptions,
  tell: (damage: Damage) => void,
): Map<string, Frame> {
  const results = new Map<string, Frame>();
  for (const { id } of units) {
    const result = files.recover(id, 'result', tell);
    if (result === null) continue;
    const reason = problem?.(id, result) ?? null;
    if (reason !== null) {
      tell(files.setAside(id, 'result', reason));
      continue;
    }
    results.set(id, result);
    files.dropLeftovers(id);
  }
  return results;
}

/**
 * Run a study, or resume it: do every unit that has no result yet, over threads, with checkpoints.
 *
 * What is done is in the directory, durably, before it is told of; the results have the same bits however many
 * threads there are and however often the run was interrupted or killed. Throws UnfitDirectory, HeldDirectory,
 * FileFailure, NewerFrame or RunFailure when it cannot go on; what was done until then is safe.
 */
export async function run(options: RunOptions): Promise<RunOutcome> {
  const { directory, identity, takeOver = false, patient = true } = options;
  // Of very many tasks not each one looks at all names.
  const claim = claimedDirectory(directory, identity, { takeOver, sweep: patient });
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  if (options.signal?.aborted === true) abort();
  options.signal?.addEventListener('abort', abort);
  try {
    // Here it serves the preparation, which may try steps.
    const kernel = await chooseKernels(options.kernels ?? 'auto');
    if (claim.loss !== null)
      options.listener?.({ event: 'restored', file: 'study.json', reason: claim.loss });
    const material = await prepared(claim, options, stop.signal);
    const outcome = await runIn(claim, { material, kernel }, options, stop.signal);
    // Also of processes that were killed meanwhile.
    if (patient) sweepDirectory(directory);
    return outcome;
  } finally {
    options.signal?.removeEventListener('abort', abort);
    claim.release();
  }
}

/** What the workshop needs. A study that is refused meanwhile leaves no trace. */
async function prepared(claim: Claim, options: RunOptions, signal: AbortSignal): Promise<Json> {
  const { material } = options.workshop;
  if (typeof material !== 'function') return material;
  try {
    return await material(claim.units, signal, new Set(options.units.map(({ point }) => point)));
  } catch (error) {
    if (claim.loss === null) claim.abandon();
    throw error;
  }
}

async function runIn(
  claim: Claim,
  { material, kernel }: { readonly material: Json; readonly kernel: string },
  options: RunOptions,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { units, identity, workshop, patient = true } = options;
  const tell = options.listener ?? ((): void => undefined);
  const damages: Damage[] = [];
  const failures: FailureRecord[] = [];
  const damaged = (damage: Damage): void => {
    damages.push(damage);
    tell({ event: 'damaged', ...damage });
  };
  const results = earlierResults(claim.units, options, damaged);
  const workers = Math.max(1, options.workers);
  const pointOf = new Map(units.map(({ id, point }) => [id, point]));
  const missing = units.filter(({ id }) => !results.has(id));
  if (missing.length > 0 && claim.program !== identity.program) {
    throw new UnfitDirectory(
      `must have been begun by falloff ${identity.program} to be finished by it (or its digits would be of two ` +
        `versions), but was begun by falloff ${claim.program}; use that one, or another --out`,
      options.directory,
    );
  }
  // Who wishes to stop before all is prepared may still change the study: the directory is not bound to it.
  const directory = signal.aborted ? claim : claim.begin();

  const seconds = (): number => performance.now() / 1000;
  const labour = new Labour();
  const tally = new Tally(units, seconds());
  const begun = new Date().toISOString();
  let kept = performance.now();
  /** Also on the way, so that of a run that is killed most is known. */
  const keep = (every: number): void => {
    const now = performance.now();
    if (missing.length === 0 || now < kept + every) return;
    kept = now;
    try {
      keepSession(options.directory, {
        begun,
        ended: new Date().toISOString(),
        program: identity.program,
        ...machineFacts(),
        workers,
        kernel,
        coreHours: labour.milliseconds(now) / 3.6e6,
        siteKicks: tally.siteKicks,
      });
    } catch (error) {
      // No result depends on it: a disk that is full is told where it matters.
      if (!(error instanceof FileFailure)) throw error;
    }
  };
  for (const id of results.keys()) tally.found(id);
  const estimates = new Estimates(options.estimate);
  const progress = (): void => {
    const { point, units: count, fraction } = tally;
    tell({
      event: 'progress',
      point,
      units: count,
      fraction,
      ...tally.pace(seconds()),
      kappa: estimates.of(point),
    });
    keep(SESSION_BEAT);
  };
  const finished = (id: string, result: Frame): void => {
    results.set(id, result);
    tally.finish(id);
    const point = pointOf.get(id) ?? 0;
    const count = tally.unitsOf(point);
    if (!estimates.renew(point, results, count.done === count.total)) return;
    const kappa = estimates.of(point);
    tell({ event: 'point', point, units: count, kappa: kappa?.point === point ? kappa : null });
  };

  const failed = (failure: FailureRecord): void => {
    failures.push(failure);
    tally.fail(failure.unit);
    tell({ event: 'failed', ...failure });
  };
  const { hold } = claim;
  const shared = new SharedUnits(missing, { hold, files: directory.units, on: { finished, failed } });

  const current = tally.point;
  if (current !== null && tally.unitsOf(current).done > 0) estimates.renew(current, results, false);
  tell({
    event: 'start',
    id: identity.id,
    directory: options.directory,
    workers,
    kernel,
    units: tally.units,
  });
  progress();
  const beat = setInterval(progress, BEAT);
  const doThese = (these: readonly WorkUnit[]): Promise<void> =>
    doUnits({
      directory: options.directory,
      family: identity.family,
      units: these,
      workers,
      workshop: { url: workshop.url, material },
      kernels: options.kernels ?? 'auto',
      checkpointSeconds: options.checkpointSeconds ?? 20,
      sliceMilliseconds: options.sliceMilliseconds ?? 75,
      signal,
      claim: (unit) => shared.claim(unit),
      on: {
        labour: (change) => {
          labour.change(change, performance.now());
        },
        progress: (unit, done, work) => {
          tally.progress(unit, done, work);
        },
        finished: (unit) => {
          const result = directory.units.read(unit, 'result');
          if (result === null) throw new RunFailure(`invalid result; must be where it was written: ${unit}`);
          hold.settle(unit);
          finished(unit, result);
        },
        failed: (failure) => {
          directory.units.keepFailure(failure);
          hold.settle(failure.unit);
          failed(failure);
        },
        damage: damaged,
      },
    });
  try {
    let told = false;
    for (let left: readonly WorkUnit[] = missing; left.length > 0;) {
      await doThese(left);
      if (patient && shared.elsewhere > 0 && !told && !signal.aborted)
        tell({ event: 'waiting', units: shared.elsewhere });
      told ||= shared.elsewhere > 0;
      left = await shared.left(patient, signal);
    }
  } finally {
    clearInterval(beat);
    keep(0);
  }
  progress();
  const ordered = new Map(
    units.flatMap(({ id }) => (results.has(id) ? [[id, results.get(id) as Frame]] : [])),
  );
  const elsewhere = signal.aborted ? 0 : shared.elsewhere;
  const undone = units.length - results.size - failures.length - elsewhere;
  const status = undone > 0 ? 'interrupted' : failures.length > 0 ? 'failed' : 'done';
  if (status === 'interrupted') {
    tell({ event: 'interrupted', directory: options.directory, units: tally.units });
  } else {
    tell({
      event: 'done',
      directory: options.directory,
      units: tally.units,
      failed: failures.length,
      elsewhere,
      vain: failures.filter(({ physics }) => physics === true).length,
    });
  }
  return { status, results: ordered, failures, damages };
}
