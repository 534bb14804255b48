import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Level } from '../../src/domain/escalation/policy.ts';
import { agreesTo } from '../harness/agree.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

const minute = 60_000;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  const levels: readonly Level[] = [
    { page: [{ schedule: 'primary' }], escalateAfterMs: 5 * minute },
    { page: [{ person: 'carol' }], escalateAfterMs: 10 * minute },
  ];
  const policies = new Map([['default', { id: 'default', levels, repeat: 0 }]]);
  const directory = sampleDirectory({ policies });
  stage = await openStage([slack], {
    ...directory,
    rooms: { ...directory.rooms, operators: { slack: 'C0OPERATORS' } },
  });
});

afterEach(() => stage.close());

const operators = () => slack.inChannel('C0OPERATORS').map(({ message }) => message.text);

const agrees = (line: string, person: string) => agreesTo(stage, person, line);

describe('time off that leaves a policy without anybody else', () => {
  it('is asked about first, however exactly it is spelt, and told to the operators once', async () => {
    expect((await stage.says('alice', 'away from:now to:+3d')).text).toMatch(/^You are away/);
    expect(operators()).toEqual([]);
    const { asked, answer } = await agrees('away from:now to:+2d', 'carol');
    expect(asked.text).toMatch(
      /^Enter time off .+\? Nobody else is left on default from .+ to Wed 11 Mar .+\. Whoever is away is paged then all the same\.$/,
    );
    expect(answer?.text).toMatch(/^You are away/);
    expect(operators()).toEqual([
      expect.stringMatching(
        /^Carol Díaz is away from Mon 9 Mar 13:00 CET to Wed 11 Mar 13:00 CET\. Nobody else is left on default from .+ to .+\. .+Add an override/,
      ),
    ]);
    await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  });

  it('names only the part in which nobody is left, and nothing where somebody is', async () => {
    await stage.says('alice', 'away from:2026-03-11T09:00 to:2026-03-12T09:00');
    const { asked } = await agrees('away from:2026-03-09T23:00 to:2026-03-20T09:00', 'carol');
    expect(asked.text).toContain('Nobody else is left on default from Wed 11 Mar 19:00 AEDT to Thu 12 Mar 19:00 AEDT.');
    expect((await stage.says('bob', 'away from:2026-03-09T23:00 to:2026-03-16T03:00')).text).toMatch(/^You are away/);
  });

  it('is not told again when the same time off is entered again, and told for a longer one', async () => {
    await stage.says('alice', 'away from:now to:+3d');
    await agrees('away from:now to:+1d', 'carol');
    expect((await stage.says('carol', 'away from:now to:+1d')).text).toContain('already; nothing changes');
    expect(operators()).toHaveLength(1);
    await agrees('away from:now to:+2d', 'carol');
    expect(operators()).toHaveLength(2);
  });

  it('counts nobody whom no page reaches, and asks a manager who enters it for somebody', async () => {
    stage.changesPerson('carol', { accounts: {}, email: 'carol@example.org' });
    const { asked } = await agrees('away person:alice from:now to:+1d', 'alice');
    expect(asked.text).toContain('Nobody else is left on default');
    expect(operators()).toHaveLength(1);
  });
});
