import { duration } from '../run/wording.js';
import { Refusal } from './failure.js';
import type { OutputStream } from './text/terminal.js';

/** Work that a command does while its user waits. */
export interface LongWorkOptions {
  /** Where it tells how far it is: not where results go. */
  readonly stream: OutputStream;
  /** How many ticks it has. */
  readonly total: number;
  /** The key to blame where it takes too long, and its value. */
  readonly key: string;
  readonly value: string;
  /** Whether the time shall be taken nevertheless. */
  readonly patient: boolean;
  /** Milliseconds, from any clock. */
  readonly clock?: () => number;
}

/** More than an hour is not meant, unless it is said. */
const LONGEST = 3600;
/** Milliseconds of silence before the first word, and between two. */
const SILENCE = { terminal: 2000, plain: 10_000 } as const;
const BEAT = { terminal: 250, plain: 10_000 } as const;
/** Milliseconds after which the pace tells how long all of it takes. */
const JUDGED = 5000;

/**
 * Tells how far long work is and how long the rest will take, at the pace so far: one line that renews itself on a terminal,
 * plain lines elsewhere, and nothing about work that is soon done. Refuses, after five seconds, what would take more than an hour.
 */
export class LongWork {
  private readonly clock: () => number;
  private readonly begun: number;
  private readonly terminal: boolean;
  private done = 0;
  private next: number;
  private judged = false;
  private shown = false;

  constructor(private readonly options: LongWorkOptions) {
    this.clock = options.clock ?? (() => performance.now());
    this.begun = this.clock();
    this.terminal = options.stream.isTTY === true;
    this.next = this.begun + SILENCE[this.kind];
  }

  /**
   * One piece more is done.
   *
   * @throws Refusal where all of it would take too long
   */
  readonly tick = (): void => {
    this.done += 1;
    const now = this.clock();
    const left = ((now - this.begun) / 1000 / this.done) * (this.options.total - this.done);
    if (!this.judged && now - this.begun >= JUDGED) {
      this.judged = true;
      if (left > LONGEST && !this.options.patient) this.refuse(left);
    }
    if (now < this.next) return;
    this.next = now + BEAT[this.kind];
    const share = (Math.floor((1000 * this.done) / this.options.total) / 10).toFixed(1);
    const line = `${share} % · ${duration(left)} left`;
    this.options.stream.write(this.terminal ? `\r${line}\x1b[K` : `${line}\n`);
    this.shown = true;
  };

  /** Leaves the terminal as it was. */
  readonly end = (): void => {
    if (this.terminal && this.shown) this.options.stream.write('\r\x1b[K');
    this.shown = false;
  };

  private get kind(): 'terminal' | 'plain' {
    return this.terminal ? 'terminal' : 'plain';
  }

  private refuse(left: number): never {
    this.end();
    const { key, value } = this.options;
    const rule = `about ${duration(left)} here, beyond ${duration(LONGEST)}; take fewer, or insist with --force`;
    throw new Refusal(key, rule, value);
  }
}
