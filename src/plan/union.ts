import { temperatureText } from '../study/point.js';
import type { Study } from '../study/study.js';

/**
 * The smallest study that has every unit of studies of one family: as settings `key=value` of the first one's file, for what is other there. Values
 * of ε and of T keep an order that all lists have, rising or falling; where there is none, new values follow those that are there.
 */
export function unionSettings(studies: readonly [Study, ...Study[]]): string[] {
  const [first] = studies;
  const lists = {
    epsilon: [first.epsilon, joined(studies.map(({ epsilon }) => epsilon))],
    temperature: [first.temperature, joined(studies.map(({ temperature }) => temperature))],
  } as const;
  const counts = {
    realisations: studies.map((study) => study.realisations),
    replicas: studies.map((study) => study.replicas),
  };
  return [
    ...Object.entries(lists).flatMap(([key, [own, all]]) =>
      all.every((value, i) => value === own[i])
        ? []
        : [`${key}=[${all.map((value) => String(temperatureText(value))).join(', ')}]`],
    ),
    ...Object.entries(counts).flatMap(([key, all]) => {
      const most = all.reduce((a, b) => Math.max(a, b));
      return most === all[0] ? [] : [`${key}=${String(most)}`];
    }),
  ];
}

function joined(lists: readonly (readonly number[])[]): number[] {
  const all = [...new Set(lists.flat())];
  const ordered = (sign: number): boolean =>
    lists.every((list) => list.every((value, i) => i === 0 || sign * (value - (list[i - 1] as number)) > 0));
  // Single values have both orders: they are left as they come.
  if (ordered(1) === ordered(-1)) return all;
  const sign = ordered(1) ? 1 : -1;
  return all.sort((a, b) => sign * (a - b));
}
