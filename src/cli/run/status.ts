import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { printable } from '../../data/printable.js';
import { pointPlan } from '../../plan/point-plan.js';
import { studyProgress, type UnitStatus } from '../../plan/progress.js';
import { duration } from '../../run/wording.js';
import { adopted } from '../../simulate/workshop.js';
import { heldUnits } from '../../store/claims.js';
import { LOGS } from '../../store/folders.js';
import { openDirectory } from '../../store/run-directory.js';
import type { Session } from '../../data/session.js';
import { sessionsIn } from '../../store/sessions.js';
import { studyIn } from '../../library/run-results.js';
import type { Terminal } from '../text/terminal.js';

/** `falloff status`: how far a run is, from any machine that sees its directory. */
export function statusCommand({ out }: Terminal): Command {
  return new Command('status')
    .option('--json', 'one JSON object')
    .action((path: string, { json }: { readonly json?: true }) => {
      const found = statusOf(path);
      out.write(json ? `${JSON.stringify(found)}\n` : statusText(found));
    });
}

export interface Status {
  readonly id: string;
  readonly units: { readonly [status in UnitStatus]: number };
  readonly coreHours: { readonly spent: number; readonly left: number };
  /** The folder of the logs of Slurm; null without one. */
  readonly logs: string | null;
  /** Who computed it, when, and with which kernels: no result depends on it, so that it stands here and not in `show`. */
  readonly provenance: { readonly sessions: readonly Session[] };
}

/** Reads names of files, and of results nothing: a directory of 10⁵ units takes a second. */
export function statusOf(path: string): Status {
  const directory = openDirectory(path);
  const study = studyIn(directory);
  const files = new Set([...directory.units.names()].map(([, name]) => name));
  const held = heldUnits(path);
  const { units, left } = studyProgress(
    study,
    (id) => {
      if (files.has(`${id}.result`)) return 'done';
      if (held.has(id)) return 'running';
      return files.has(`${id}.failed.json`) ? 'failed' : 'left';
    },
    (point) => (adopted(study, point, directory.units) ? pointPlan(study, point).step : null),
  );
  const sessions = sessionsIn(path);
  const spent = sessions.reduce((sum, { coreHours }) => sum + coreHours, 0);
  const kicks = sessions.reduce((sum, { siteKicks }) => sum + siteKicks, 0);
  // The rate that was seen here; the nominal one before anything was.
  const hours = kicks > 0 && spent > 0 ? (left.siteKicks * spent) / kicks : left.coreHours;
  const logs = join(path, LOGS);
  return {
    id: directory.identity.id,
    units,
    coreHours: { spent, left: hours },
    logs: existsSync(logs) ? logs : null,
    provenance: { sessions },
  };
}

function statusText({ id, units, coreHours, logs }: Status): string {
  const { done, running, failed, left } = units;
  const time = (hours: number): string => duration(3600 * hours);
  const lines = [
    `Study ${id}`,
    `units  ${String(done)} done, ${String(running)} running, ${String(failed)} failed, ${String(left)} left`,
    `time   ${time(coreHours.spent)} of one core spent, about ${time(coreHours.left)} left`,
    ...(logs === null ? [] : [`logs   ${printable(logs)}`]),
  ];
  return `${lines.join('\n')}\n`;
}
