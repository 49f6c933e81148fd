import { connect } from 'node:net';

/** What a server answers, byte for byte, to what is said to it, until either side ends. */
export async function spoken(port: number, said: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      heard += text;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A server may hang up while it is still being spoken to.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(heard);
      else reject(error);
    });
    socket.on('close', () => {
      resolve(heard);
    });
    socket.write(said, 'latin1');
  });
}
