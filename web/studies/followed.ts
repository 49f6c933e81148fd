import { useEffect, useState } from 'preact/hooks';

/** What is known of a resource that is asked for again and again. */
export interface Following<T> {
  /** What it said last; null as long as nothing came. */
  readonly value: T | null;
  /** Why nothing newer came; null where all is well. */
  readonly problem: string | null;
}

/** Milliseconds between two questions, at least. */
const BEAT = 2000;
/** At most one part in so many of the time is spent on answers. */
const LEISURE = 20;

/** The server does not know the resource, or there is no server that knows any. */
export const ABSENT = 'absent';
const LOST = 'The server does not answer: this is what it said last.';

/**
 * The resource at a relative address, asked for anew as long as the page is seen. `reading` must be the same function at each call. What has
 * not changed is not sent, nor read, again.
 */
export function useFollowed<T>(address: string, reading: (text: string) => T): Following<T> {
  const [state, setState] = useState<Following<T>>({ value: null, problem: null });
  useEffect(() => {
    const end = new AbortController();
    setState({ value: null, problem: null });
    void follow(address, end.signal, (change) => {
      setState((before) => ({
        value: change.text === undefined ? before.value : reading(change.text),
        problem: change.problem,
      }));
    });
    return () => {
      end.abort();
    };
  }, [address, reading]);
  return state;
}

interface Change {
  /** Absent where it is as before. */
  readonly text?: string;
  readonly problem: string | null;
}

async function follow(address: string, end: AbortSignal, tell: (change: Change) => void): Promise<void> {
  let known: string | null = null;
  while (!end.aborted) {
    const begun = performance.now();
    if (document.visibilityState === 'visible') {
      const { tag, ...change } = await asked(address, known, end);
      if (isEnded(end)) return;
      known = tag;
      tell(change);
      if (change.problem === ABSENT) return;
    }
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(BEAT, LEISURE * (performance.now() - begun))),
    );
  }
}

/** Asked anew, as a signal changes while one waits. */
const isEnded = (end: AbortSignal): boolean => end.aborted;

async function asked(
  address: string,
  known: string | null,
  signal: AbortSignal,
): Promise<Change & { readonly tag: string | null }> {
  try {
    const headers = known === null ? {} : { 'if-none-match': known };
    const response = await fetch(address, { signal, headers });
    if (response.status === 304) return { tag: known, problem: null };
    if (response.headers.get('content-type')?.startsWith('application/json') !== true)
      return { tag: null, problem: ABSENT };
    const text = await response.text();
    if (response.ok) return { tag: response.headers.get('etag'), text, problem: null };
    return { tag: null, problem: (JSON.parse(text) as { readonly problem: string }).problem };
  } catch {
    return { tag: known, problem: LOST };
  }
}
