import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Policy } from '../../src/domain/escalation/policy.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { policy, sampleDirectory } from '../harness/directory.ts';
import { monday, openStage, type Stage } from '../harness/tocsin.ts';

const level = {
  page: ['alice', 'bob', 'carol'].map((person) => ({ person })),
  escalateAfterMs: 600_000,
  roundRobin: true,
};
const inTurn: Policy = { id: 'in-turn', levels: [level], repeat: 2 };

let stage: Stage;

beforeEach(async () => {
  const services = new Map(
    ['checkout', 'search'].map((id) => [id, { id, name: id, policy: 'in-turn', severity: 'sev2' as const }]),
  );
  const people = [...sampleDirectory().people].map(
    ([id, person]) => [id, { ...person, role: 'responder' as const }] as const,
  );
  stage = await openStage(
    [new ChatDouble('slack')],
    sampleDirectory({
      people: new Map(people),
      policies: new Map([
        ['in-turn', inTurn],
        ['default', policy],
      ]),
      services,
    }),
  );
});

afterEach(() => stage.close());

const named = (text: string) => /Paged (\w+)/.exec(text)?.[1];

it('pages one after another, however incidents of two services come and others lie between', async () => {
  const found = [];
  for (const service of ['checkout', 'search', 'checkout', 'search', 'checkout', 'search']) {
    found.push(named((await stage.says('victor', `declare Down service:${service}`)).text));
    // One of no service takes a number.
    await stage.says('victor', 'declare Something else');
  }
  expect(found).toEqual(['Alice', 'Bob', 'Carol', 'Alice', 'Bob', 'Carol']);
});

it('goes on in order in another process, and after the policy has paged again', async () => {
  expect(named((await stage.says('victor', 'declare Down service:checkout')).text)).toBe('Alice');
  await stage.passes(11);
  const [first] = (await stage.store.list({ state: 'open', limit: 1 })).items;
  expect(Object.keys(first!.paged).sort()).toEqual(['alice', 'bob']);
  const other = stage.replica();
  const { message } = await other.commands.run({
    command: 'declare',
    args: { title: 'Down again', service: 'search' },
    id: 'declared-elsewhere',
    from: { platform: 'slack', id: 'U0VICTOR' },
    where: { address: { platform: 'slack', kind: 'person', id: 'U0VICTOR' }, private: true, places: ['U0VICTOR'] },
  });
  expect(named(message.text)).toBe('Carol');
});

it('goes on after whoever was paged last, while somebody is away and once they are back', async () => {
  const page = async () => named((await stage.says('victor', 'declare Down service:checkout')).text);
  const pages = async (times: number) => {
    const found = [];
    for (let left = times; left > 0; left -= 1) found.push(await page());
    return found;
  };
  expect(await pages(4)).toEqual(['Alice', 'Bob', 'Carol', 'Alice']);
  stage.changesPerson('bob', { away: [{ from: monday, to: new Date(monday.getTime() + 86_400_000) }] });
  expect(await pages(3)).toEqual(['Carol', 'Alice', 'Carol']);
  stage.changesPerson('bob', { away: [] });
  expect(await pages(3)).toEqual(['Alice', 'Bob', 'Carol']);
});

it('goes on in the order of the file when the people of the level change', async () => {
  const { roundRobin } = stage;
  const turn = (step: number, people: readonly string[]) =>
    roundRobin.next('in-turn|0', `i${step}|0`, { people, able: people });
  expect(await turn(1, ['alice', 'bob', 'carol'])).toBe('alice');
  expect(await turn(2, ['dave', 'alice', 'bob', 'carol'])).toBe('bob');
  // Whoever had the last turn is gone: who took their place is next.
  expect(await turn(3, ['dave', 'alice', 'carol'])).toBe('carol');
  expect(await turn(4, ['dave', 'alice', 'carol'])).toBe('dave');
});

it('gives many at once one turn each, and a repeated step the turn that it had', async () => {
  const { roundRobin } = stage;
  const people = ['alice', 'bob', 'carol'];
  const steps = Array.from({ length: 30 }, (_, index) => `incident-${index}|0`);
  const ask = (step: string) => roundRobin.next('in-turn|0', step, { people, able: people });
  const given = await Promise.all([...steps, ...steps].map(ask));
  expect(given.slice(30)).toEqual(given.slice(0, 30));
  for (const person of people) expect(given.slice(30).filter((one) => one === person)).toHaveLength(10);
});
