import { describe, expect, it } from 'vitest';
import { PlatformRefused } from '../../../src/ports/chat.ts';
import { openSlack } from '../../harness/fake-slack/fake-slack.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { connected } from './open.ts';

describe('Slack in Socket Mode', () => {
  it('connects again when the websocket drops, and hears again', async () => {
    const slack = await connected();
    const [socket] = slack.server.sockets;
    socket?.terminate();
    await eventually('it noticed', () => slack.server.sockets[0] !== socket && slack.server.sockets.length === 1);
    await eventually('it is connected', () => slack.chat.listening());
    await slack.says(slack.alice, 'ack 42', 'channel');
    await eventually('the command ran', () => slack.commands.invocations.length === 1);
    expect(slack.lost).toHaveLength(0);
    slack.verify();
  });

  it('connects again when Slack recycles the connection', async () => {
    const slack = await connected();
    const [socket] = slack.server.sockets;
    socket?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    await eventually('there is another connection', () => slack.server.sockets.some((one) => one !== socket));
    await eventually('it is connected', () => slack.chat.listening());
    expect(slack.server.count('apps.connections.open')).toBe(2);
  });

  it('outlives a Slack that is down while it connects again', async () => {
    const slack = await connected();
    slack.becomes('failing');
    for (const socket of slack.server.sockets) socket.terminate();
    await eventually(
      'it tries',
      () => slack.log.lines.filter((line) => line.message === 'Slack is not connected; reconnecting').length > 2,
    );
    expect(slack.chat.listening()).toBe(false);
    slack.becomes('well');
    await eventually('it is connected', () => slack.chat.listening());
    expect(slack.lost).toHaveLength(0);
  });

  it('is lost when Slack stays away for too long', async () => {
    const slack = await connected({ mode: 'socket', waits: { reconnects: 3 } });
    slack.becomes('failing');
    for (const socket of slack.server.sockets) socket.terminate();
    await eventually('it gave up', () => slack.lost.length > 0);
    expect(slack.lost[0]).toBeInstanceOf(PlatformRefused);
    expect(slack.lost[0]?.message).toContain('500');
  });

  it('is lost once when the token is refused while it connects again', async () => {
    const slack = await connected();
    slack.becomes('revoked');
    for (const socket of slack.server.sockets) socket.terminate();
    await eventually('it is lost', () => slack.lost.length > 0);
    await slack.chat.send(slack.channel, { text: 'x' }, 'k').catch(() => {});
    expect(slack.lost).toHaveLength(1);
    expect(slack.chat.listening()).toBe(false);
  });

  it('keeps no websocket while it only sends', async () => {
    const slack = await connected();
    await slack.chat.stopListening();
    await eventually('the websocket is closed', () => slack.server.sockets.length === 0);
    await slack.chat.send(slack.channel, { text: 'still here' }, 'k');
    expect(slack.shown(slack.channel).at(-1)?.text).toContain('still here');
    expect(slack.server.sockets).toHaveLength(0);
    expect(slack.server.count('apps.connections.open')).toBe(1);
    slack.verify();
  });

  it('does not wait for a hello for ever', async () => {
    const slack = await openSlack({ mode: 'socket', waits: { helloMs: 2_000 } });
    slack.server.silent = true;
    const failure = await slack.chat.start(new RecordingCommands(), () => {}).catch((err: unknown) => err);
    expect(failure).toBeInstanceOf(PlatformRefused);
    slack.server.silent = false;
    await slack.chat.start(new RecordingCommands(), () => {});
    expect(slack.chat.listening()).toBe(true);
    await slack.chat.close();
    await slack.close();
  });

  it('acknowledges after a while, however long the command takes', async () => {
    const slack = await connected({ mode: 'socket', waits: { ackMs: 50 } });
    let finish = (): void => {};
    slack.commands.answer = () =>
      new Promise((resolve) => {
        finish = () => resolve({ message: { text: 'done at last' } });
      });
    const acknowledged = await slack.people.slash(slack.alice, 'ack 42', slack.channel.id);
    expect(acknowledged).toBeDefined();
    finish();
    const told = await eventually('alice is told', () => slack.toldTo(slack.alice));
    expect(told).toMatchObject({ text: 'done at last', onlyFor: slack.alice });
    slack.verify();
  });

  it('is told of by the fake when an acknowledgement comes too late', async () => {
    const slack = await connected({ mode: 'socket', ackMs: 20 });
    let finish = (): void => {};
    slack.commands.answer = () =>
      new Promise((resolve) => {
        finish = () => resolve({ message: { text: 'done at last' } });
      });
    // An event is acknowledged when it is handled, which is later than this fake waits.
    expect(await slack.people.writes(slack.alice, 'ack 42')).toBeUndefined();
    finish();
    await eventually('the late one came', () => slack.server.complaints.length === 2);
    expect(() => slack.verify()).toThrow('not acknowledged in time');
  });
});
