import { signal } from '@preact/signals';

/** Where in the lab one is: `#/studies/0?…`. Links are made of it, and carry all that a view shows. */
export interface Place {
  readonly page: string;
  /** What of the page: the number of a run, the name of a preset. */
  readonly item: string | null;
  readonly state: URLSearchParams;
}

export const place = signal(placeIn(location.hash));
addEventListener('hashchange', () => {
  place.value = placeIn(location.hash);
});

function placeIn(hash: string): Place {
  const [path = '', state = ''] = hash.replace(/^#\/?/u, '').split('?', 2);
  const [page = '', item = ''] = path.split('/');
  return { page, item: item === '' ? null : item, state: new URLSearchParams(state) };
}
