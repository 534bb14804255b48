import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { eventually } from '../../harness/wait.ts';
import { closeMailServers, openMailServer } from './open.ts';

const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await closeMailServers();
});

/** A connection that has its greeting, or its refusal, and says nothing. */
async function silent(port: number): Promise<{ socket: Socket; greeting: string }> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  sockets.push(socket);
  const [greeting] = (await once(socket, 'data')) as [Buffer];
  return { socket, greeting: greeting.toString() };
}

it('fifty silent connections from one address shut nobody out, not even that address', async () => {
  const { port, send, desk } = await openMailServer();
  for (let index = 0; index < 50; index += 1) await silent(port);
  expect(await send({ subject: 'Disk full' })).toMatch(/^250 /);
  expect(desk.heard).toHaveLength(1);
  await eventually('only so many are left', () => sockets.filter(({ destroyed }) => !destroyed).length <= 10);
});

it('does not close a connection in the middle of a mail for another one', async () => {
  const { port } = await openMailServer();
  const busy = await Promise.all(Array.from({ length: 10 }, () => silent(port)));
  for (const { socket } of busy) {
    socket.write('EHLO x\r\n');
    await once(socket, 'data');
    socket.write('MAIL FROM:<a@example.org>\r\n');
    await once(socket, 'data');
  }
  expect((await silent(port)).greeting).toMatch(/^421 4\.7\.0 Too many connections from here/);
  expect(busy.every(({ socket }) => !socket.destroyed)).toBe(true);
  busy[0]?.socket.end();
  await eventually('there is room again', async () => (await silent(port)).greeting.startsWith('220'));
});

it('disconnects who says nothing', async () => {
  const { port } = await openMailServer({ silentForMs: 50 });
  const socket = connect({ port, host: '127.0.0.1' });
  sockets.push(socket);
  socket.on('error', () => undefined).resume();
  await once(socket, 'close');
});
