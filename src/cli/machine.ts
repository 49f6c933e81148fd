import { availableParallelism, totalmem } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { GIVEN_TOLERANCE } from '../kernel/energy-watch.js';
import { cost, excess } from '../plan/cost.js';
import { stepTrial } from '../plan/step-trial.js';
import { kernelChoices } from '../native/kernels.js';
import { refused, type StudyFile } from './study/study-file.js';

/** Bytes of memory that this process may use: those of the machine, or of its share of it. */
export function memoryHere(): number {
  const share = process.constrainedMemory();
  return share > 0 ? Math.min(share, totalmem()) : totalmem();
}

export function defaultWorkers(): number {
  return availableParallelism();
}

/** The value of `--workers`. */
export function workerCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/u.test(text) || count < 1 || count > 1024) {
    throw new InvalidArgumentError('not a whole number from 1 to 1024');
  }
  return count;
}

/** The value of `--out`. */
export function outName(text: string): string {
  if (text === '') throw new InvalidArgumentError('empty');
  return text;
}

/** The option that says what computes. */
export const kernelOption = (): Option =>
  new Option(
    '--kernel <KIND>',
    "what computes: native (the machine's C compiler), wasm, or auto (native where it pays); no digit depends on it",
  )
    .choices(kernelChoices)
    .default('auto');

/** The option that takes a run up whose process cannot be asked whether it lives. */
export const takeOverOption = [
  '--take-over',
  'take units over from processes on other machines or in other containers, without waiting for their silence',
] as const;

/** Refuses a study whose time ends before the first sample. @throws StudyError */
export function checkReaches(file: StudyFile, sample: number, epsilon: number): void {
  if (sample <= file.study.time) return;
  const rule = `shorter than the ${sample.toPrecision(3)} between two samples at epsilon ${String(epsilon)}`;
  throw refused(file, ['time'], rule);
}

/** Refuses a study that records fewer than one row of its series. @throws StudyError */
export function checkRecords(file: StudyFile, rule: string | null): void {
  if (rule !== null) throw refused(file, ['every'], rule);
}

/** Why a point is refused where pilot runs find no step. */
export const NO_STEP =
  'no time step conserves the energy, the coupling is too strong or the temperature too high';

/**
 * Refuses a study whose step, or any step, loses the energy in a short trial.
 *
 * @throws StudyError
 */
export function checkStep(file: StudyFile): void {
  const { study } = file;
  const { verdict, point, error } = stepTrial(study);
  if (verdict === 'none') throw refused(file, ['epsilon', study.epsilon.indexOf(point.epsilon)], NO_STEP);
  if (verdict !== 'lost') return;
  const lost = Number.isFinite(error)
    ? `its relative error is ${error.toPrecision(2)} where ${String(GIVEN_TOLERANCE)} ends a unit`
    : 'it leaves the range of numbers';
  throw refused(
    file,
    ['step'],
    `too long to conserve the energy at epsilon ${String(point.epsilon)}, ${lost}`,
  );
}

/**
 * Refuses a study that needs more memory than there is here, or more time than anyone waits.
 *
 * @param patient whether the time shall be taken nevertheless
 * @param shares the number of processes that the units are shared out to
 * @throws StudyError
 */
export function checkFits(file: StudyFile, workers: number, patient: boolean, shares = 1): void {
  const { memory, time } = excess(cost(file.study), { workers, memory: memoryHere(), shares });
  if (memory) throw refused(file, memory.path, memory.rule);
  if (time && !patient) throw refused(file, time.path, `${time.rule}; insist with --force`);
}
