import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tocsin } from '../../src/app/compose.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: { slack: 'C0OPS' }, open: {} } }));
  await sweeps();
});

afterEach(() => stage.close());

async function sweeps(by: Tocsin = stage.tocsin): Promise<void> {
  for (let left = 20; left > 0 && (await by.sweep()) > 0; left -= 1) await by.idle();
  await by.idle();
}

const texts = (account: string) => slack.pagesTo(account).map(({ message }) => message.text);

describe('a schedule has another id in the file, and the same shifts', () => {
  async function renamed(): Promise<void> {
    const { schedules, policies } = stage.directory;
    const levels = policies.get('default')!.levels.map((level) => ({
      ...level,
      page: level.page.map((target) => ('schedule' in target ? { schedule: 'emea' } : target)),
    }));
    stage.directory = {
      ...stage.directory,
      schedules: new Map([['emea', { ...schedules.get('primary')!, id: 'emea' }]]),
      policies: new Map([['default', { ...policies.get('default')!, levels }]]),
    };
    await sweeps();
    await stage.refresh();
  }

  it('keeps overrides, covers and the past, and says its new name once', async () => {
    await stage.says('alice', 'override primary person:carol from:2026-03-12T09:00 to:2026-03-13T09:00');
    await stage.says('alice', 'cover primary from:2026-03-14T09:00 to:2026-03-15T09:00');
    const known = ['U0ALICE', 'U0BOB', 'U0CAROL'].map((one) => texts(one).length);
    await renamed();
    await sweeps(stage.replica());
    for (const [index, one] of ['U0ALICE', 'U0BOB', 'U0CAROL'].entries()) {
      expect(texts(one).slice(known[index])).toEqual([
        'The schedule primary is called emea now. Your shifts stay as they are.',
      ]);
    }
    const at = async (time: string) => (await stage.says('victor', `oncall emea at:${time}`)).text;
    expect(await at('2026-03-12T12:00')).toContain('emea: Carol Díaz');
    expect(await at('2026-03-05T12:00')).toContain('emea: Carol Díaz');
    expect((await stage.says('alice', 'override')).body).toContain('emea: Carol Díaz from Thu 12 Mar');
    const take = slack.pagesTo('U0BOB').flatMap(({ message }) => message.buttons ?? [])[0]!.invokes.args.take;
    expect((await stage.says('bob', `cover take:${take}`)).text).toContain('emea');
    expect(await at('2026-03-14T12:00')).toContain('emea: Bob Okafor');
  });

  it('is paged under its new id by whoever escalates', async () => {
    await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    await stage.passes(6);
    await renamed();
    expect((await stage.says('bob', 'escalate 1')).text).toContain('paged Alice Chen (level 1)');
  });

  it('is paged under its new id by an escalation that is under way', async () => {
    await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    await renamed();
    await stage.passes(16);
    const { body } = await stage.says('victor', 'timeline 1');
    expect(body).toContain('Paged Alice Chen (level 1) · on call for emea');
    expect(body).not.toContain('has nobody to page');
  });
});
