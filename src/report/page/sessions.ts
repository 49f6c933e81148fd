import type { Session } from '../../data/session.js';
import { facts } from './html.js';
import { plain } from '../../result/numbers.js';

/** Where and when a study was computed, and what it cost: a list of facts; empty where nothing is known. */
export function sessionsHtml(sessions: readonly Session[]): string {
  const [first] = sessions;
  if (first === undefined) return '';
  const distinct = (of: (session: Session) => string): string => [...new Set(sessions.map(of))].join('; ');
  const last = sessions.map(({ ended }) => ended).reduce((a, b) => (b > a ? b : a));
  const hours = sessions.reduce((sum, { coreHours }) => sum + coreHours, 0);
  return facts([
    ['machine', distinct(({ machine }) => machine)],
    ['date', first.begun === last ? date(last) : `${date(first.begun)} to ${date(last)}`],
    ['core-hours', plain(hours, 2)],
    ['workers', distinct(({ workers }) => String(workers))],
    ['kernels', distinct(({ kernel }) => kernel ?? 'WebAssembly')],
    ['versions', distinct(({ program, node }) => `falloff ${program}, Node ${node.replace(/^v/u, '')}`)],
  ]);
}

/** To the minute, in UTC. */
function date(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
