import { createHash } from 'node:crypto';
import type { LabFile } from './lab-files.js';

/** A run directory as the lab sees it: every call reads it anew, and throws where that is impossible. */
export interface ServedRun {
  readonly path: string;
  /** How far it is: this reads names of files, and of results nothing. */
  readonly row: () => object;
  /** What `falloff show DIR --json` prints. */
  readonly result: () => string;
  /** What a report says beside the results. */
  readonly extras: () => unknown;
}

/** All that is served. */
export interface Served {
  readonly files: ReadonlyMap<string, LabFile>;
  readonly runs: readonly ServedRun[];
  /** What is wrong, in words for the user. */
  readonly problem: (error: unknown) => string;
}

/** What of a request has any effect. */
export interface Asked {
  readonly method: string;
  /** The target as it was sent, nothing decoded. */
  readonly target: string;
  readonly hosts: readonly string[];
  readonly origin: string | undefined;
  /** The tag of what the client has. */
  readonly known: string | undefined;
  readonly gzip: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/**
 * Scripts come from here alone and may compile WebAssembly, which kernels are. Styles may stand in attributes: figures and formulas have some.
 * Nothing is loaded from elsewhere, no page elsewhere can frame, load or read this one.
 */
const SAFETY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** Names of this machine that no other machine's name server can give to a page of its own. The port is free: a tunnel may have another one. */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/iu;
const RUN = /^\/api\/runs\/(0|[1-9]\d{0,5})\/(show|extras)\.json$/u;

/** The answer to one request. Paths are looked up, never followed. */
export function answer(served: Served, asked: Asked): Answer {
  const { method, target, hosts, origin } = asked;
  const [host = ''] = hosts;
  if (hosts.length !== 1 || !LOOPBACK.test(host)) return refusal(403, 'host; not a name of this machine');
  if (origin !== undefined && origin !== `http://${host}`) return refusal(403, 'origin; not this page');
  if (method !== 'GET' && method !== 'HEAD')
    return refusal(405, 'method; nothing can be changed here', { allow: 'GET, HEAD' });
  const path = target.split('?', 1)[0] ?? '';
  const file = served.files.get(path);
  if (file !== undefined) return fileAnswer(file, asked.gzip);
  if (path === '/api/runs.json') return data(asked, () => JSON.stringify(served.runs.map(rowOf(served))));
  const [, number, what] = RUN.exec(path) ?? [];
  const run = number === undefined ? undefined : served.runs[Number(number)];
  if (run === undefined) return refusal(404, 'path; nothing is here');
  try {
    return data(asked, () => (what === 'show' ? run.result() : JSON.stringify(run.extras())));
  } catch (error) {
    const body = JSON.stringify({ problem: served.problem(error) });
    return { status: 500, headers: { ...SAFETY, ...JSON_TYPE }, body };
  }
}

/** What is wrong with one run does not hide the others. */
function rowOf({ problem }: Served): (run: ServedRun) => unknown {
  return (run) => {
    try {
      return { path: run.path, ...run.row() };
    } catch (error) {
      return { path: run.path, problem: problem(error) };
    }
  };
}

const JSON_TYPE = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
} as const;

function data({ known }: Asked, content: () => string): Answer {
  const body = content();
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = { ...SAFETY, ...JSON_TYPE, etag };
  return known === etag ? { status: 304, headers, body: '' } : { status: 200, headers, body };
}

function fileAnswer({ type, bytes, lasting, compressed }: LabFile, gzip: boolean): Answer {
  const headers = {
    ...SAFETY,
    'content-type': type,
    'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    ...(gzip && { 'content-encoding': 'gzip' }),
  };
  return { status: 200, headers, body: gzip ? compressed() : bytes };
}

function refusal(status: number, reason: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const type = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers: { ...SAFETY, ...type, ...headers }, body: `invalid ${reason}\n` };
}
