import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

/** Alice (Berlin) and Bob (New York) are one policy; Carol is on none. */
beforeEach(async () => {
  slack = new ChatDouble('slack');
  const levels = ['alice', 'bob'].map((person) => ({ page: [{ person }], escalateAfterMs: 300_000 }));
  const directory = sampleDirectory({ policies: new Map([['default', { id: 'default', levels, repeat: 0 }]]) });
  const rooms = { ...directory.rooms, operators: { slack: 'C0OPERATORS' } };
  stage = await openStage([slack], { ...directory, rooms });
});

afterEach(() => stage.close());

const operators = () => slack.inChannel('C0OPERATORS').map(({ message }) => message.text);

describe('quiet hours set in chat that leave nobody awake on a policy', () => {
  it('are told to the operators and to whoever set them, once', async () => {
    expect((await stage.says('alice', 'quiet from:22:00 to:07:00')).text).toBe(
      'Done. Your quiet hours are 22:00 to 07:00 (Europe/Berlin), except sev1.',
    );
    expect(operators()).toEqual([]);
    const asleep =
      /Nobody is awake then on default from Mon 9 Mar 22:00 CET to Tue 10 Mar 07:00 CET at sev2, sev3 and sev4 and 6 more times in the coming week\. Pages are deferred until somebody is\./;
    expect((await stage.says('bob', 'quiet from:16:00 to:07:00')).text).toMatch(asleep);
    expect(operators()).toEqual([
      expect.stringMatching(/^Bob Okafor has quiet hours 16:00 to 07:00 \(America\/New_York\), except sev1\. /),
    ]);
    expect(operators()[0]).toMatch(asleep);
    await stage.says('bob', 'quiet from:16:00 to:07:00');
    expect(operators()).toHaveLength(1);
  });

  it('are told again for other severities, and not where somebody is awake or nobody is paged', async () => {
    await stage.says('alice', 'quiet from:22:00 to:07:00 except:none');
    await stage.says('bob', 'quiet from:16:00 to:07:00');
    expect(operators()).toHaveLength(1);
    await stage.says('carol', 'quiet from:00:00 to:23:00');
    await stage.says('bob', 'quiet from:02:00 to:07:00');
    expect(operators()).toHaveLength(1);
    await stage.says('bob', 'quiet from:16:00 to:07:00 except:none');
    expect(operators()).toHaveLength(2);
    expect(operators()[1]).toContain('at sev1, sev2, sev3 and sev4');
  });
});
