import { formatDuration } from '../../domain/on-call/durations.ts';
import { pageSteps } from '../../domain/paging.ts';
import { type NotifyStep, type PageWay, type Person, type Platform, platformNames } from '../../domain/people.ts';
import type { Field, Message } from '../../ports/message.ts';

/** How somebody is paged, in words: what they chose, or what everybody gets who chose nothing. */
export function notifyView(person: Person, platforms: readonly Platform[], said?: string): Message {
  const line = (steps: readonly NotifyStep[], chosen: boolean) =>
    steps.length === 0
      ? 'no way at all: you have no account on a platform that is connected here; “link” joins one'
      : `${stepsInWords(steps)}${chosen ? '' : ' (the default)'}`;
  const urgent = line(pageSteps(person, 'sev1', platforms), person.notify?.urgent !== undefined);
  const normal = line(pageSteps(person, 'sev4', platforms), person.notify?.normal !== undefined);
  const fields: Field[] = [
    { label: 'Urgent (sev1, sev2)', value: urgent },
    { label: 'Not urgent (sev3, sev4)', value: normal },
    { label: 'Quiet hours', value: quietInWords(person) },
  ];
  const title = said ?? 'How you are paged';
  return { text: `${title}: urgent: ${urgent}; not urgent: ${normal}`, title, fields, tone: 'neutral' };
}

export function quietView(person: Person, said?: string): Message {
  const { quietHours } = person;
  const hint = quietHours ? '“quiet off” ends them.' : '“quiet from:22:00 to:07:00” sets them.';
  const words = quietHours ? `Your quiet hours are ${quietInWords(person)}.` : 'You have no quiet hours.';
  return { text: [said, words, ...(said ? [] : [hint])].filter(Boolean).join(' ') };
}

export function testPageView(by: Platform): Message {
  return {
    text: `This is a test: pages reach you by ${platformNames[by]}. There is nothing to do.`,
    tone: 'neutral',
  };
}

export function testedView(ways: readonly PageWay[]): Message {
  return {
    text: `I am sending you a test by ${ways.map((way) => platformNames[way]).join(', ')}. If one does not come within a minute, check that you have started a chat with me there, and tell your admin.`,
  };
}

function stepsInWords(steps: readonly NotifyStep[]): string {
  return steps
    .map(({ by, afterMs }) => `${nameOf(by)} ${afterMs === 0 ? 'at once' : `after ${formatDuration(afterMs)}`}`)
    .join(', ');
}

function quietInWords({ quietHours, timezone }: Person): string {
  if (!quietHours) return 'none';
  const { from, to, except } = quietHours;
  const bypass = except.length > 0 ? `except ${except.join(', ')}` : 'without exception';
  return `${from} to ${to} (${timezone}), ${bypass}`;
}

function nameOf(way: PageWay): string {
  return way === 'web' ? 'web chat' : platformNames[way];
}
