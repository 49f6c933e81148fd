#!/usr/bin/env node
import { falloff } from './program.js';

// A reader that has seen enough, such as head, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await falloff(process.argv.slice(2), { out: process.stdout, err: process.stderr });
