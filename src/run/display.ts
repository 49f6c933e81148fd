import stringWidth from 'string-width';
import { printable } from '../data/printable.js';
import type { RunEvent } from './event.js';
import { kappaText, progressParts } from './wording.js';

/** Where a display writes: process.stdout, or anything like it. */
export interface DisplayStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface DisplayOptions {
  readonly stream: DisplayStream;
  /** `auto`: one line that renews itself on a terminal, plain lines elsewhere. */
  readonly mode: 'auto' | 'terminal' | 'plain' | 'json';
  /** What each point of the study is called: `ε = 0.1`. */
  readonly labels: readonly string[];
  /** What is estimated at each point: κ where left out. */
  readonly symbols?: readonly string[];
  /** Facts of each point for JSON lines: epsilon, noise, temperature. */
  readonly facts?: readonly { readonly [key: string]: number | string }[];
  /** The command that resumes the run. */
  readonly resume: string;
  /** Milliseconds between progress lines; default 5000 for plain ones, 1000 for JSON. */
  readonly beat?: number;
  /** The environment: NO_COLOR and TERM. Default process.env. */
  readonly environment?: { readonly [name: string]: string | undefined };
  /** Milliseconds, from any clock. */
  readonly clock?: () => number;
}

export interface Display {
  show(event: RunEvent): void;
  /** Leave the terminal as it should be. */
  end(): void;
}

const unitCount = ({ done, total }: { done: number; total: number }): string =>
  `${String(done)} of ${String(total)} units`;

const counted = (units: number): string => `${String(units)} ${units === 1 ? 'unit' : 'units'}`;

/** What is to be done about units that failed: the physics fails again at the same bits. */
function endedText({ units, failed, vain }: Extract<RunEvent, { event: 'done' }>, resume: string): string {
  const ended = `Ended: ${unitCount(units)} done, ${String(failed)} failed.`;
  if (vain === 0) return `${ended} To try them again: ${resume}`;
  const change = 'give a shorter step, or leave out the points that failed';
  if (vain === failed) return `${ended} The same study fails again: ${change}.`;
  return `${ended} ${String(vain)} of them fail again with the same study: ${change}. To try the others again: ${resume}`;
}

/** What an event other than `progress` says; null if nothing. */
function sentence(event: RunEvent, options: DisplayOptions): string | null {
  switch (event.event) {
    case 'start':
      return (
        `Study ${event.id} in ${printable(event.directory)}: ${unitCount(event.units)} done, ` +
        `${String(event.workers)} ${event.workers === 1 ? 'worker' : 'workers'}.\n` +
        `Kernels: ${printable(event.kernel)}.`
      );
    case 'progress':
      return null;
    case 'point': {
      // On the way the progress line has it; a line that stays is for a point that is done.
      if (event.units.done < event.units.total || event.kappa === null) return null;
      return kappaText(
        options.labels[event.point] ?? `point ${String(event.point)}`,
        event.kappa,
        options.symbols?.[event.point],
      );
    }
    case 'damaged':
      return `Damaged: ${event.file} (${printable(event.reason)}); set aside as ${event.setAside}, its unit is done again.`;
    case 'restored':
      return `Restored: ${event.file} was ${event.reason}; every unit that was found is of this study, from whose file it is written anew.`;
    case 'failed':
      return `Failed: unit ${event.unit}: ${printable(event.message)}`;
    case 'waiting':
      return `Waiting for ${counted(event.units)} that other processes are doing.`;
    case 'interrupted':
      return `Interrupted with ${unitCount(event.units)} done; checkpoints are written. To resume: ${options.resume}`;
    case 'done':
      return (
        (event.failed === 0 ? `Done: ${unitCount(event.units)}.` : endedText(event, options.resume)) +
        (event.elsewhere === 0 ? '' : ` Other processes are doing ${counted(event.elsewhere)}.`)
      );
  }
}

/** As many parts, in order, as a line of this width holds; the first is cut if it must be. */
function fitted(parts: readonly string[], width: number): string {
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? cut(part, width) : `${line} · ${part}`;
    if (stringWidth(longer) > width) break;
    line = longer;
  }
  return line;
}

/** The beginning of a text that takes at most this many columns. */
function cut(text: string, width: number): string {
  const letters = Array.from(text);
  while (stringWidth(letters.join('')) > width) letters.pop();
  return letters.join('');
}

function jsonDisplay({
  stream,
  facts,
  resume,
  clock,
  beat = 1000,
}: DisplayOptions & { clock: () => number }): Display {
  let next = -Infinity;
  return {
    show: (event) => {
      if (event.event === 'progress') {
        if (clock() < next) return;
        next = clock() + beat;
      }
      const point = 'point' in event && event.point !== null ? facts?.[event.point] : undefined;
      const extra = event.event === 'interrupted' ? { resume } : point;
      stream.write(`${JSON.stringify({ ...event, ...extra })}\n`);
    },
    end: () => undefined,
  };
}

function plainDisplay(options: DisplayOptions & { clock: () => number }): Display {
  let next = -Infinity;
  return {
    show: (event) => {
      if (event.event !== 'progress') {
        const text = sentence(event, options);
        if (text !== null) options.stream.write(`${text}\n`);
      } else if (options.clock() >= next) {
        next = options.clock() + (options.beat ?? 5000);
        options.stream.write(`${progressParts(event, options.labels, options.symbols).join(' · ')}\n`);
      }
    },
    end: () => undefined,
  };
}

function terminalDisplay(options: DisplayOptions, coloured: boolean): Display {
  const { stream, labels } = options;
  const ERASE = '\r\u001b[K';
  let line = '';
  const bad = (text: string): string => (coloured ? `\u001b[31m${text}\u001b[39m` : text);
  return {
    show: (event) => {
      if (event.event === 'progress') {
        // The last column stays free: some terminals wrap as soon as it is written.
        line = fitted(progressParts(event, labels, options.symbols), (stream.columns ?? 80) - 1);
        stream.write(ERASE + line);
        return;
      }
      const text = sentence(event, options);
      if (text === null) return;
      if (event.event === 'interrupted' || event.event === 'done') line = '';
      stream.write(
        `${ERASE}${event.event === 'failed' || event.event === 'damaged' ? bad(text) : text}\n${line}`,
      );
    },
    end: () => {
      if (line !== '') stream.write('\n');
      line = '';
    },
  };
}

/** A display of a run's events. From the first event on there is something to see. */
export function display(options: DisplayOptions): Display {
  const environment = options.environment ?? process.env;
  const clock = options.clock ?? ((): number => performance.now());
  if (options.mode === 'json') return jsonDisplay({ ...options, clock });
  const terminal = options.stream.isTTY === true && environment['TERM'] !== 'dumb';
  if (options.mode === 'plain' || (options.mode === 'auto' && !terminal))
    return plainDisplay({ ...options, clock });
  return terminalDisplay(options, (environment['NO_COLOR'] ?? '') === '');
}
