import { createServer, type IncomingMessage, type Server } from 'node:http';
import { answer, type Asked, type Served } from './answer.js';

/** The loopback interface: nobody else on the network reaches it. */
const HOST = '127.0.0.1';
/** Bytes of all headers of a request; those of a browser take one or two thousand. */
const LARGEST_HEADERS = 8192;
/** Milliseconds that a client may take to send a request. */
const PATIENCE = 10_000;

/** A port that another program listens on. */
export class TakenPort extends Error {
  override readonly name = 'TakenPort';
}

/**
 * Serves until it is closed, on the loopback interface alone.
 *
 * @param port 0: any free one
 * @throws TakenPort
 */
export async function listeningServer(served: Served, port: number): Promise<Server> {
  const server = createServer({ maxHeaderSize: LARGEST_HEADERS }, (request, response) => {
    const { status, headers, body } = answer(served, askedIn(request));
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    response.writeHead(status, { ...headers, ...(status !== 304 && { 'content-length': bytes.length }) });
    response.end(request.method === 'HEAD' || status === 304 ? undefined : bytes);
  });
  server.headersTimeout = PATIENCE;
  server.requestTimeout = PATIENCE;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new TakenPort(error.code) : error);
    });
    server.listen(port, HOST, () => {
      resolve(server);
    });
  });
}

function askedIn({ method = '', url = '', headers, headersDistinct }: IncomingMessage): Asked {
  return {
    method,
    target: url,
    hosts: headersDistinct['host'] ?? [],
    origin: headers.origin,
    known: headers['if-none-match'],
    gzip: /\bgzip\b/u.test(headers['accept-encoding'] ?? ''),
  };
}
