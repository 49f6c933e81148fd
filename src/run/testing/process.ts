import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunEvent } from '../event.js';
import { unitFile, unitFiles } from '../../store/testing/unit-file.js';
import type { WorkUnit } from '../../data/workshop.js';

/** What runner.mjs understands. */
export interface RunnerOptions {
  readonly directory: string;
  readonly units: readonly WorkUnit[];
  readonly workers: number;
  readonly material: {
    readonly rate: number;
    readonly work: { readonly [unit: string]: number };
    readonly log?: string;
    readonly faults?: {
      readonly [unit: string]: { readonly kind: string; readonly [key: string]: string | number };
    };
  };
  readonly mode?: 'json' | 'plain';
  readonly checkpointSeconds?: number;
  readonly sliceMilliseconds?: number;
  readonly patient?: boolean;
  readonly id?: string;
  readonly program?: string;
  readonly study?: { readonly [key: string]: number };
}

/** A process that runs units, and what it has told so far. */
export interface Runner {
  readonly child: ChildProcess;
  readonly events: readonly RunEvent[];
  readonly errors: () => string;
  /** Resolves once an event is told that satisfies this; rejects if the process ends before. */
  until(condition: (event: RunEvent) => boolean): Promise<void>;
  /** Resolves when the process has ended, to its exit status (null: killed). */
  readonly end: Promise<number | null>;
}

/** Throws if the compiled program, which worker threads need, is older than its source. */
export function checkCompiled(): void {
  const source = join(import.meta.dirname, '..');
  const compiled = join(import.meta.dirname, '../../../dist/run');
  for (const name of readdirSync(source).filter((file) => /^[^.]*\.ts$/.test(file))) {
    const twin = join(compiled, name.replace(/ts$/, 'js'));
    if (!existsSync(twin) || statSync(twin).mtimeMs < statSync(join(source, name)).mtimeMs) {
      throw new Error(`invalid dist; must be newer than src (npm run build): ${name}`);
    }
  }
}

export function runner(options: RunnerOptions, flags: readonly string[] = []): Runner {
  const script = join(import.meta.dirname, 'runner.mjs');
  const child = spawn(process.execPath, [...flags, script, JSON.stringify(options)]);
  const events: RunEvent[] = [];
  const watchers = new Set<() => void>();
  let errors = '';
  let ended = false;
  const notify = (): void => {
    for (const watcher of watchers) watcher();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    // A process that is killed may leave half a line.
    if (options.mode !== 'plain' && line.endsWith('}')) events.push(JSON.parse(line) as RunEvent);
    notify();
  });
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const end = once(child, 'close').then(([status]) => {
    ended = true;
    notify();
    return status as number | null;
  });
  return {
    child,
    events,
    errors: () => errors,
    end,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          const met = events.some(condition);
          if (!met && !ended) return;
          watchers.delete(watch);
          if (met) resolve();
          else reject(new Error(`invalid run; must come so far before it ends: ${errors}`));
        };
        watchers.add(watch);
        watch();
      }),
  };
}

/** The bytes of every result in a run directory. */
export function resultFiles(directory: string): { readonly [name: string]: string } {
  const names = unitFiles(directory).filter((name) => name.endsWith('.result'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(unitFile(directory, name), 'base64')]));
}
