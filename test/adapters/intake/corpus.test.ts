import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broken, fixtures, invented, mutated, redated, type Sent } from './corpus.ts';
import { holds } from './corpus-rules.ts';

/** How many were made, and how often each answer came. */
async function run(requests: fc.Arbitrary<Sent>, numRuns: number): Promise<Map<number, number>> {
  const answers = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(requests, async (sent) => {
      const status = await holds(sent);
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }),
    { numRuns },
  );
  return answers;
}

describe('whatever is sent is taken or refused', () => {
  it.each(fixtures.map(({ file, sender, text }) => [file, sender.name, text] as const))(
    '%s',
    async (_, sender, text) => {
      await holds({ path: `/v1/alerts/${sender}`, body: text, type: 'application/json' });
      for (let end = 0; end < text.trimEnd().length; end += 1 + Math.floor(text.length / 20)) {
        const status = await holds({
          path: `/v1/alerts/${sender}`,
          body: text.slice(0, end),
          type: 'application/json',
        });
        // Some senders close by their address alone, and post no body.
        if (text.slice(0, end).trim() !== '') expect([end, status]).toEqual([end, 400]);
      }
    },
  );

  it('1,000 payloads out of nothing', async () => {
    const answers = await run(invented, 1_000);
    expect(answers.get(400) ?? 0).toBeGreaterThan(100);
  });

  it('1,000 fixtures with something else in them', async () => {
    const answers = await run(mutated, 1_000);
    expect(answers.get(202) ?? 0).toBeGreaterThan(350);
    expect(answers.get(400) ?? 0).toBeGreaterThan(10);
  });

  it('500 fixtures of another time', async () => {
    const answers = await run(redated, 500);
    // Those of SNS are not signed here, and refused for that.
    expect((answers.get(202) ?? 0) + (answers.get(200) ?? 0)).toBeGreaterThan(250);
  });

  it('500 broken ones', async () => {
    const answers = await run(broken, 500);
    expect(answers.get(400) ?? 0).toBeGreaterThan(100);
  });
});
