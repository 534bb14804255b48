import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createDeadMansSwitch } from '../../../adapters/http/dead-mans-switch.ts';

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/planted-secret`;
}

const why = (url: string, limitMs?: number) =>
  createDeadMansSwitch(url, limitMs)
    .give()
    .then(
      () => 'given',
      (err: Error) => `${err.message} ${err.stack} ${String(err.cause)}`,
    );

it('is given by any answer that says yes', async () => {
  expect(await why(await serving((_request, response) => response.writeHead(204).end()))).toBe('given');
});

it.each([404, 500])('is not given when the answer is %i', async (status) => {
  const told = await why(await serving((_request, response) => response.writeHead(status).end('no')));
  expect(told).toContain(`HEARTBEAT_URL answered ${status}`);
  expect(told).not.toContain('planted');
});

it('does not wait for ever', async () => {
  const told = await why(await serving(() => undefined), 100);
  expect(told).toContain('HEARTBEAT_URL did not answer within 0.1 s');
  expect(told).not.toContain('planted');
});

it.each(['http://127.0.0.1:1/planted', 'http://planted.invalid/', 'http://user:planted@127.0.0.1:1/'])(
  'says why without the address: %s',
  async (url) => {
    const told = await why(url);
    expect(told).toContain('HEARTBEAT_URL cannot be reached');
    expect(told).not.toContain('planted');
  },
);
