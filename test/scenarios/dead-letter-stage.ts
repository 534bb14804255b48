import { afterEach, beforeEach } from 'vitest';
import type { Directory } from '../../src/domain/directory.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

// Slack that can refuse pages, beside a web chat that takes everything, with rooms of the operators on both.

export let slack: ChatDouble;
export let web: ChatDouble;
export let stage: Stage;

export const withRooms = (rooms: Directory['rooms']): Directory => {
  const directory = sampleDirectory({ rooms });
  const bob = directory.people.get('bob')!;
  return { ...directory, people: new Map([...directory.people, ['bob', { ...bob, role: 'manager' }]]) };
};

/** Opens a new stage for each test of the file that calls it. */
export function useStage(): void {
  beforeEach(async () => {
    slack = new ChatDouble('slack');
    web = new ChatDouble('web');
    stage = await openStage(
      [slack, web],
      withRooms({ announce: { slack: 'C1' }, operators: { slack: 'COPS', web: 'ops' }, open: {} }),
    );
  });
  afterEach(() => stage.close());
}

/** Whoever is paged on Slack has closed their account there. */
export function refusesPages(reason = 'account_inactive'): void {
  slack.before = (_what, to) => {
    if (to.kind === 'person') throw new DeliveryFailed(reason, 'never');
  };
}

export const works = () => {
  slack.before = () => undefined;
};

export async function declared(): Promise<void> {
  await stage.says('bob', 'declare Checkout is down severity:sev1', { platform: 'web' });
}

export const says = (line: string, person = 'bob', id?: string) =>
  stage.says(person, line, { platform: 'web', ...(id && { id }) });
