import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from '../data/frame.js';
import type { WorkUnit } from '../data/workshop.js';
import { DamagedFrame } from '../store/frame.js';
import type { Hold } from '../store/holder.js';
import type { FailureRecord, UnitFiles } from '../store/unit-files.js';

/** Milliseconds between two looks at the units that other processes do. */
const LOOK = 1000;

export interface SharedOptions {
  readonly hold: Hold;
  readonly files: UnitFiles;
  /** What has become of a unit that another process did. */
  readonly on: {
    finished(unit: string, result: Frame): void;
    failed(failure: FailureRecord): void;
  };
}

/** A unit's result; one that is damaged is written anew by whoever does the unit. */
function intact(files: UnitFiles, unit: string): Frame | null {
  try {
    return files.read(unit, 'result');
  } catch (error) {
    if (!(error instanceof DamagedFrame)) throw error;
    return null;
  }
}

/** The units of a run that other processes may do as well: each is claimed before it is done. */
export class SharedUnits {
  private readonly others = new Map<string, WorkUnit>();
  private doubt = false;
  /** Failures of earlier runs, which this one tries again. */
  private readonly failedBefore: ReadonlySet<string>;

  constructor(
    units: readonly WorkUnit[],
    private readonly options: SharedOptions,
  ) {
    const failed = units.filter(({ id }) => options.files.hasFailed(id));
    this.failedBefore = new Set(failed.map(({ id }) => id));
  }

  /** How many units other processes are doing. */
  get elsewhere(): number {
    return this.others.size;
  }

  /** Whether this process shall do a unit: not if another one does, or has done. */
  claim(unit: WorkUnit): boolean {
    const { hold } = this.options;
    if (this.settled(unit)) return false;
    const verdict = hold.claim(unit.id);
    if (verdict !== 'mine') {
      this.others.set(unit.id, unit);
      this.doubt ||= verdict === 'doubtful';
      return false;
    }
    // Claims are removed after a unit is settled: only now is it certain that nobody has done it.
    if (!this.settled(unit)) {
      this.others.delete(unit.id);
      return true;
    }
    hold.settle(unit.id);
    return false;
  }

  private settled(unit: WorkUnit): boolean {
    const { files, on } = this.options;
    const { id } = unit;
    const result = intact(files, id);
    const failure = result === null && !this.failedBefore.has(id) ? files.failure(id) : null;
    if (result === null && failure === null) return false;
    this.others.delete(id);
    if (result !== null) on.finished(id, result);
    else if (failure !== null) on.failed(failure);
    return true;
  }

  /**
   * Waits for the units that other processes do: until some of them are left to this one, which it then has claimed.
   *
   * @param patient whether to wait for processes that live; else only where that is in doubt
   * @returns the units claimed; none where there is nothing to wait for, or the signal was aborted
   */
  async left(patient: boolean, signal: AbortSignal): Promise<readonly WorkUnit[]> {
    for (;;) {
      this.doubt = false;
      const left = [...this.others.values()].filter((unit) => this.claim(unit));
      const waits = this.others.size > 0 && (patient || this.doubt);
      if (left.length > 0 || !waits || signal.aborted) return signal.aborted ? [] : left;
      await sleep(LOOK, undefined, { signal }).catch(() => undefined);
    }
  }
}
