import { extname } from 'node:path';
import { Invalid } from '../data/invalid.js';

/** @throws Invalid where a name ends neither in .svg nor in .png */
export function figureEnding(file: string): '.svg' | '.png' {
  const ending = extname(file).toLowerCase();
  if (ending !== '.svg' && ending !== '.png')
    throw new Invalid('figure', 'does not end in .svg or .png', file);
  return ending;
}
