/*
 * Every permission of the import rules is used: a room that may import another does. Prints those that nobody needs.
 */
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';

const { rooms, place } = createRequire(import.meta.url)('../.dependency-cruiser.cjs').rooms;
const cruised = execFileSync(
  'npx',
  ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
);
const isHelper = (path) => /\.test\.ts$|\/testing\//u.test(path);
const imports = JSON.parse(cruised)
  .modules.filter(({ source }) => !isHelper(source))
  .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => [source, resolved]));
const idle = Object.entries(rooms).flatMap(([room, allowed]) =>
  allowed
    .filter((other) => {
      const [from, to] = [new RegExp(place(room), 'u'), new RegExp(place(other), 'u')];
      return !imports.some(([source, target]) => from.test(source) && to.test(target));
    })
    .map((other) => `${room} may import ${other}, but does not`),
);
for (const line of idle) console.log(line);
process.exit(idle.length === 0 ? 0 : 1);
