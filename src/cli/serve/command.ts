import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { printable } from '../../data/printable.js';
import type { Served } from '../../serve/answer.js';
import { labFiles } from '../../serve/lab-files.js';
import { listeningServer, TakenPort } from '../../serve/server.js';
import { Refusal, told } from '../failure.js';
import { warning, type Terminal } from '../text/terminal.js';
import { servedRun } from './run.js';

interface ServeFlags {
  readonly port?: number;
  readonly open?: true;
}

/** Where the lab is, unless another port is asked for or a program has this one. */
const PORT = 4870;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** `falloff serve`: the lab and the given run directories, on loopback, read-only. */
export function serveCommand({ out, err }: Terminal): Command {
  return new Command('serve')
    .option('--port <P>', `port on this machine (default: ${String(PORT)}, or any free one)`, portNumber)
    .option('--open', 'open it in the browser')
    .action(async (paths: readonly string[], { port, open }: ServeFlags) => {
      for (const path of paths) checkDirectory(path);
      const folder = fileURLToPath(new URL('../../lab', import.meta.url));
      const files = labFiles(folder);
      if (files === null)
        throw new Refusal('lab', 'must be built, which `npm run lab` does in a checkout', folder);
      const served: Served = {
        files,
        runs: paths.map(servedRun),
        problem: (error) => told(error).text.split('\n')[0] ?? '',
      };
      const server = await opened(served, port);
      const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
      out.write(`The lab: ${address} (Ctrl-C ends it)\n`);
      for (const path of paths) out.write(`  ${printable(path)}\n`);
      if (open) browse(address, warning(err));
      await Promise.race(SIGNALS.map((signal) => once(process, signal)));
      server.close();
      server.closeAllConnections();
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/u.test(text) || port > 65535)
    throw new InvalidArgumentError('Not a whole number from 0 (any free one) to 65535.');
  return port;
}

/** @throws Refusal where nobody could have a run */
function checkDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Refusal('DIR', 'must be a run directory', path);
}

/** @throws Refusal where the port that was asked for is not to be had */
async function opened(served: Served, port: number | undefined): ReturnType<typeof listeningServer> {
  try {
    return await listeningServer(served, port ?? PORT);
  } catch (error) {
    if (!(error instanceof TakenPort)) throw error;
    if (port !== undefined) throw new Refusal('port', 'taken, or not to be had', String(port));
    return listeningServer(served, 0);
  }
}

function browse(address: string, warn: (text: string) => void): void {
  const [program = '', ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...words, address], { detached: true, stdio: 'ignore' });
  child.on('error', () => {
    warn(`no browser could be opened: ${program} was not found`);
  });
  child.unref();
}
