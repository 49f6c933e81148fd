import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { place } from '../place.js';
import { ABSENT, useFollowed } from './followed.js';
import { nameOf, progressOf, rowsIn, type Row } from './row.js';

/** The page of run directories: their list, or the one that is open. */
export function Studies(): preact.JSX.Element {
  const { value: rows, problem } = useFollowed('api/runs.json', rowsIn);
  const { item } = place.value;
  const row = item === null ? undefined : rows?.[Number(item)];
  return (
    <>
      {problem !== null && problem !== ABSENT && <p role="alert">{problem}</p>}
      {row !== undefined && item !== null ? (
        <Opened number={Number(item)} row={row} />
      ) : (
        <List rows={problem === ABSENT ? [] : rows} unknown={item !== null && rows !== null} />
      )}
    </>
  );
}

function List({
  rows,
  unknown,
}: {
  readonly rows: readonly Row[] | null;
  readonly unknown: boolean;
}): preact.JSX.Element {
  return (
    <>
      <h1>Studies</h1>
      {unknown && <p role="alert">This link leads to a run directory that is not served here.</p>}
      {rows === null ? (
        <p>Asking for the run directories …</p>
      ) : rows.length === 0 ? (
        <p>
          No run directory is served here. <code>falloff serve runs/my</code> shows one, also while its run is
          going on.
        </p>
      ) : (
        <ul class="runs">
          {rows.map((row, number) => (
            <li>
              <a href={`#/studies/${String(number)}`}>{nameOf(row)}</a>
              <span>{progressOf(row)}</span>
              <code>{row.path}</code>
              {'problem' in row && <span class="bad">{row.problem}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type StudyView = ComponentType<{ readonly number: number; readonly row: Row }>;

/** Drawing needs large libraries, which the list does not wait for. */
function Opened(props: { readonly number: number; readonly row: Row }): preact.JSX.Element {
  const [view, setView] = useState<{ readonly of: StudyView } | null>(null);
  useEffect(() => {
    void import('./study.js').then(({ Study }) => {
      setView({ of: Study });
    });
  }, []);
  return (
    <>
      <p class="way">
        <a href="#/studies">Studies</a> / <code>{props.row.path}</code>
        <span class="state" role="status">
          {progressOf(props.row)}
        </span>
      </p>
      {view === null ? <p>Opening …</p> : <view.of {...props} />}
    </>
  );
}
