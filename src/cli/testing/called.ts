import { falloff } from '../program.js';

/** What a call of the program prints and returns, in this process and without a terminal. */
export async function called(...words: string[]): Promise<{ out: string; err: string; status: number }> {
  const told = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (written: string) => {
      told[name] += written;
    },
  });
  const status = await falloff(words, { out: stream('out'), err: stream('err') });
  return { ...told, status };
}
