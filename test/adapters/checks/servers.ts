import { createServer as createHttp, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import type { Certificate } from '../email/certificate.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

export function httpServer(answer: RequestListener, host?: string, port = 0): Promise<Listening> {
  return listening(createHttp(answer), host, port);
}

export function tcpServer(greet: (socket: Socket) => void, host?: string): Promise<Listening> {
  return listening(createTcp(greet), host);
}

/** Speaks HTTP behind it, for whoever asks further than the handshake. */
export function tlsServer(certificate: Certificate): Promise<Listening> {
  const server = createTls(certificate, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  });
  return listening(server);
}

async function listening(server: Server, host = '127.0.0.1', port = 0): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
