#!/usr/bin/env node
import { FileFailure } from '../store/files.js';
import { falloff } from './program.js';

let status = 0;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as head, is no failure; anything else is.
  if (error.code !== 'EPIPE') {
    if (status === 0)
      process.stderr.write(
        `${new FileFailure('must be possible to write', 'standard output', error).message}\n`,
      );
    status = 1;
  }
  // A run listens too, and stops in order.
  if (process.stdout.listenerCount('error') === 1) process.exit(status);
});

const found = await falloff(process.argv.slice(2), { out: process.stdout, err: process.stderr });
process.exitCode = found === 0 ? status : found;
