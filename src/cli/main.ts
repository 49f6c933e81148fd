#!/usr/bin/env node
import { limitOf } from '../run/limits.js';

let status = 0;

/** The program is loaded here, not above: a failure to load it is reported as any other. */
async function called(): Promise<number> {
  try {
    const { FileFailure } = await import('../store/files.js');
    const { falloff } = await import('./program.js');
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      // A reader that has seen enough, such as head, is no failure; anything else is.
      if (error.code !== 'EPIPE') {
        const failure = new FileFailure('must be possible to write', 'standard output', error);
        if (status === 0) process.stderr.write(`${failure.message}\n`);
        status = 1;
      }
      // A run listens too, and stops in order.
      if (process.stdout.listenerCount('error') === 1) process.exit(status);
    });
    return await falloff(process.argv.slice(2), { out: process.stdout, err: process.stderr });
  } catch (error) {
    const limit = limitOf(error);
    if (limit === null) throw error;
    process.stderr.write(`${limit}\n`);
    return 1;
  }
}

const found = await called();
// What could not be written has failed, also where a run then stopped in order.
process.exitCode = status === 0 ? found : status;
