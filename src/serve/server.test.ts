import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Served } from './answer.js';
import { labFiles } from './lab-files.js';
import { listeningServer, TakenPort } from './server.js';
import { spoken } from './testing/spoken.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-serve-'));
const SECRET = 'not to be seen';
let server: Server;
let port = 0;
let served: Served;

beforeAll(async () => {
  mkdirSync(join(folder, 'lab', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.js'), SECRET);
  writeFileSync(join(folder, 'lab', 'index.html'), '<!doctype html>the lab');
  writeFileSync(join(folder, 'lab', 'assets', 'main-1.js'), 'export {};\n'.repeat(100));
  writeFileSync(join(folder, 'lab', 'notes'), SECRET);
  const files = labFiles(join(folder, 'lab'));
  if (files === null) throw new Error('no lab');
  served = {
    files,
    problem: (error) => (error as Error).message,
    runs: [
      { path: 'a', row: () => ({ title: 'A' }), result: () => '{"points":[]}\n', extras: () => ({ b: 1 }) },
      {
        path: 'z',
        row: () => {
          throw new Error('invalid study.json; damaged');
        },
        result: () => {
          throw new Error('invalid result; damaged');
        },
        extras: () => ({}),
      },
    ],
  };
  server = await listeningServer(served, 0);
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

const host = 'Host: 127.0.0.1\r\nConnection: close\r\n';
const asked = async (line: string, headers = host): Promise<string> =>
  spoken(port, `${line} HTTP/1.1\r\n${headers}\r\n`);
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /u.exec(answer)?.[1]);
const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4);

describe('what is served', () => {
  test('the lab, with headers that let nothing in from elsewhere', async () => {
    const answer = await asked('GET /');
    expect(statusOf(answer)).toBe(200);
    expect(bodyOf(answer)).toBe('<!doctype html>the lab');
    for (const line of [
      "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';",
      'cross-origin-opener-policy: same-origin\r\n',
      'cross-origin-embedder-policy: require-corp\r\n',
      'cross-origin-resource-policy: same-origin\r\n',
      'x-content-type-options: nosniff\r\n',
      'content-type: text/html; charset=utf-8\r\n',
      'cache-control: no-cache\r\n',
    ])
      expect(answer).toContain(line);
    expect(await asked('GET /index.html?a=b')).toContain('the lab');
  });

  test('a file whose name has its hash may be kept, and comes compressed to who can read that', async () => {
    expect(await asked('GET /assets/main-1.js')).toContain('immutable');
    const answer = await asked('GET /assets/main-1.js', `${host}Accept-Encoding: gzip, br\r\n`);
    expect(answer).toContain('content-encoding: gzip\r\n');
    const text = gunzipSync(Buffer.from(bodyOf(answer), 'latin1')).toString();
    expect(text).toBe('export {};\n'.repeat(100));
  });

  test('HEAD tells the length and sends nothing', async () => {
    const answer = await asked('HEAD /');
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('content-length: 22\r\n');
    expect(bodyOf(answer)).toBe('');
  });

  test('runs by number, never kept by a browser, and not sent twice to who has them', async () => {
    const answer = await asked('GET /api/runs/0/show.json');
    expect(bodyOf(answer)).toBe('{"points":[]}\n');
    expect(answer).toContain('cache-control: no-store\r\n');
    const etag = /^etag: (.*)$/mu.exec(answer)?.[1]?.trim() ?? '';
    const again = await asked('GET /api/runs/0/show.json', `${host}If-None-Match: ${etag}\r\n`);
    expect([statusOf(again), bodyOf(again)]).toEqual([304, '']);
    expect(JSON.parse(bodyOf(await asked('GET /api/runs/0/extras.json')))).toEqual({ b: 1 });
  });

  test('a run that cannot be read is a message, and hides no other', async () => {
    expect(JSON.parse(bodyOf(await asked('GET /api/runs.json')))).toEqual([
      { path: 'a', title: 'A' },
      { path: 'z', problem: 'invalid study.json; damaged' },
    ]);
    const answer = await asked('GET /api/runs/1/show.json');
    expect(statusOf(answer)).toBe(500);
    expect(JSON.parse(bodyOf(answer))).toEqual({ problem: 'invalid result; damaged' });
  });
});

describe('what is refused', () => {
  test.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/..%5csecret.js',
    '//secret.js',
    '/assets//main-1.js',
    '/notes',
    '/assets',
    '/api/runs/2/show.json',
    '/api/runs/-1/show.json',
    '/api/runs/00/show.json',
    '/api/runs/0/../1/show.json',
    '/api/runs/0/study.yaml',
    '/api/runs/__proto__/show.json',
    '/constructor',
    'http://127.0.0.1/secret.js',
    'http://example.org/',
    '*',
  ])('the path %s leads nowhere', async (path) => {
    const answer = await asked(`GET ${path}`);
    expect(statusOf(answer)).toBe(404);
    expect(answer).not.toContain(SECRET);
  });

  test('bytes that no path has are refused', async () => {
    const answer = await asked('GET /\u00ff\u0000');
    expect([400, 404]).toContain(statusOf(answer));
  });

  test.each([
    'example.org',
    'example.org:4870',
    '127.0.0.1.example.org',
    'localhost.example.org',
    '127.0.0.1@example.org',
    '127.0.0.2',
    '0.0.0.0',
    '',
  ])('the host %j is not this machine', async (name) => {
    const answer = await asked('GET /api/runs.json', `Host: ${name}\r\nConnection: close\r\n`);
    expect([400, 403]).toContain(statusOf(answer));
    expect(answer).not.toContain('"path"');
  });

  test('a second host is not overheard, nor a missing one', async () => {
    expect(statusOf(await asked('GET /', `${host}Host: example.org\r\n`))).toBe(403);
    expect(statusOf(await asked('GET /', 'Connection: close\r\n'))).toBe(400);
  });

  test.each(['localhost', 'LOCALHOST:4870', '127.0.0.1:9', '[::1]:4870'])(
    '%s is this machine, behind a tunnel too',
    async (name) => {
      expect(statusOf(await asked('GET /', `Host: ${name}\r\nConnection: close\r\n`))).toBe(200);
    },
  );

  test.each(['http://example.org', 'https://127.0.0.1', 'http://127.0.0.1:9', 'null'])(
    'the origin %s is another page',
    async (origin) => {
      expect(statusOf(await asked('GET /api/runs.json', `${host}Origin: ${origin}\r\n`))).toBe(403);
      expect(statusOf(await asked('GET /api/runs.json', `${host}Origin: http://127.0.0.1\r\n`))).toBe(200);
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s changes nothing',
    async (method) => {
      const answer = await asked(`${method} /`);
      expect(statusOf(answer)).toBe(405);
      expect(answer).toContain('allow: GET, HEAD\r\n');
    },
  );

  test('CONNECT and an unknown method get no tunnel', async () => {
    expect(await asked('CONNECT example.org:80')).toBe('');
    expect(statusOf(await asked('BREW /'))).toBe(400);
  });

  test('headers beyond 8 kB are refused, and the server lives on', async () => {
    const answer = await asked('GET /', `${host}X-Long: ${'x'.repeat(1e6)}\r\n`);
    // Of a client that still speaks, the system may drop the answer.
    expect(answer === '' || statusOf(answer) === 431).toBe(true);
    expect(statusOf(await asked('GET /', `${host}X-Long: ${'x'.repeat(9000)}\r\n`))).toBe(431);
    expect(statusOf(await asked('GET /'))).toBe(200);
  });

  test('what is no HTTP is refused', async () => {
    expect(statusOf(await spoken(port, 'hello\r\n\r\n'))).toBe(400);
    const smuggled = `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`;
    expect([400, 405]).toContain(statusOf(await spoken(port, smuggled)));
  });
});

test('nobody else on the network reaches it', () => {
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1');
});

test('a port that is taken is said to be', async () => {
  await expect(listeningServer(served, port)).rejects.toThrow(TakenPort);
});

test('a lab that was not built is none; what is added after the start is not served', async () => {
  expect(labFiles(join(folder, 'nowhere'))).toBeNull();
  mkdirSync(join(folder, 'empty'));
  expect(labFiles(join(folder, 'empty'))).toBeNull();
  symlinkSync(join(folder, 'secret.js'), join(folder, 'lab', 'late.js'));
  expect(statusOf(await asked('GET /late.js'))).toBe(404);
});
