import { expect, test } from 'vitest';
import { display, type DisplayOptions } from './display.js';
import type { RunEvent } from './event.js';

const ESCAPE = '\u001b';
const units = { done: 1, total: 4 };
const progress: RunEvent = {
  event: 'progress',
  point: 1,
  units,
  fraction: 0.2568,
  rate: 512e6,
  left: 65,
  kappa: { point: 1, kind: 'value', standard: 6.014e-4, error: 1.2e-5, preview: true },
};
const failed: RunEvent = { event: 'failed', unit: 'p1', message: 'invalid energy', facts: { replica: 3 } };

function shown(
  options: Partial<DisplayOptions> & { isTTY?: boolean; columns?: number },
  events: readonly RunEvent[],
): string {
  let text = '';
  let time = 0;
  const { isTTY = false, columns = 120, ...rest } = options;
  const made = display({
    stream: { isTTY, columns, write: (piece: string) => (text += piece) },
    mode: 'auto',
    labels: ['ε = 0.3', 'ε = 0.1'],
    resume: 'falloff run my.yaml',
    environment: {},
    clock: () => (time += 1000),
    ...rest,
  });
  for (const event of events) made.show(event);
  made.end();
  return text;
}

const full =
  '25.6 % · ε = 0.1 · 1 min 05 s left · κ standard so far = 6.01(12)e-4 · 512 M site-kicks/s · 1/4 units';

test('a terminal gets one line that is written over, and a line of its own for what must stay', () => {
  expect(shown({ isTTY: true }, [progress, progress])).toBe(`\r${ESCAPE}[K${full}\r${ESCAPE}[K${full}\n`);
  expect(shown({ isTTY: true }, [progress, failed])).toBe(
    `\r${ESCAPE}[K${full}\r${ESCAPE}[K${ESCAPE}[31mFailed: unit p1: invalid energy${ESCAPE}[39m\n${full}\n`,
  );
});

test('NO_COLOR is respected; a dumb terminal gets plain lines', () => {
  expect(shown({ isTTY: true, environment: { NO_COLOR: '1' } }, [failed])).not.toContain(`${ESCAPE}[31m`);
  expect(shown({ isTTY: true, environment: { TERM: 'dumb' } }, [progress])).toBe(`${full}\n`);
});

test.each([10, 12, 40, 60, 80, 200])(
  'a line fits into %d columns, the most important parts first',
  (columns) => {
    const line = shown({ isTTY: true, columns }, [progress]).replace(`\r${ESCAPE}[K`, '').trimEnd();
    expect(line.length).toBeLessThan(columns);
    expect(full.startsWith(line) && line.startsWith('25.6 %')).toBe(true);
  },
);

test('plain lines come every 5 s, JSON lines every second, with the facts of the point', () => {
  const six = Array.from({ length: 6 }, () => progress);
  expect(shown({}, six).split('\n')).toEqual([full, full, '']);
  const lines = shown({ mode: 'json', facts: [{ epsilon: 0.3 }, { epsilon: 0.1 }] }, [progress, failed])
    .trim()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([{ ...progress, epsilon: 0.1 }, failed]);
});

test('κ of another point than the current one is told with its name', () => {
  const { kappa } = progress;
  if (kappa === null) throw new TypeError('the event above has no κ');
  const event = { ...progress, kappa: { ...kappa, point: 0 } };
  expect(shown({}, [event])).toContain(' ε = 0.3: κ standard so far = 6.01(12)e-4 ');
});

test('an interrupted run says how to resume', () => {
  const event: RunEvent = { event: 'interrupted', directory: 'runs/my', units };
  expect(shown({}, [event])).toContain('To resume: falloff run my.yaml');
  expect(JSON.parse(shown({ mode: 'json' }, [event]))).toMatchObject({ resume: 'falloff run my.yaml' });
});
