import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEARTBEAT_MS } from '../../../adapters/web-chat/limits.ts';
import { eventually } from '../../harness/wait.ts';
import { alicesMessages, card, said, serve, served } from './served.ts';

beforeEach(() => serve());
afterEach(() => served.close());

describe('the live stream of the web chat', () => {
  async function listen(account: string): Promise<{ heard: string[]; response: Response; ended: () => boolean }> {
    const response = await served.as(account).get('live');
    const heard: string[] = [];
    let over = false;
    void (async () => {
      const decoder = new TextDecoder();
      try {
        for await (const piece of response.body!) heard.push(decoder.decode(piece as Uint8Array));
      } catch {
        // Cut off: over as well.
      }
      over = true;
    })();
    await eventually('it began', () => heard.length > 0);
    return { heard, response, ended: () => over };
  }

  it('tells each person what they may see', async () => {
    const [alice, bob] = [await listen('alice'), await listen('bob')];
    await served.chat.send(alicesMessages, card, 'page');
    await served.as('alice').post('say', said('/ack 42'));
    await served.as('alice').post('say', said('for everybody'));
    await eventually('bob heard it', () => bob.heard.join('').includes('for everybody'));
    expect(bob.heard.join('')).not.toMatch(/dm-alice|Checkout|ran ack/);
    await eventually('alice heard it all', () => alice.heard.join('').includes('for everybody'));
    expect(alice.heard.join('')).toMatch(/dm-alice/);
    expect(alice.heard.join('')).toMatch(/ran ack/);
  });

  it('ends when the web chat stops, and not at the next heartbeat, so that the server can stop', async () => {
    const alice = await listen('alice');
    const began = Date.now();
    await served.chat.close();
    await eventually('the stream ended', alice.ended);
    expect(Date.now() - began).toBeLessThan(HEARTBEAT_MS);
  });

  it('has a limit for one person, and room again when a page is closed', async () => {
    const aborts = Array.from({ length: 30 }, () => new AbortController());
    const open = (signal: AbortSignal) =>
      fetch(`${served.http.url}/web/api/live`, { headers: { cookie: 'tocsin_person=alice' }, signal });
    const streams = await Promise.all(aborts.map(({ signal }) => open(signal)));
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    expect((await served.as('alice').get('live')).status).toBe(429);
    aborts[0]!.abort();
    await eventually('there is room again', async () => {
      const abort = new AbortController();
      const { status } = await open(abort.signal);
      abort.abort();
      return status === 200;
    });
    for (const abort of aborts) abort.abort();
  });
});
