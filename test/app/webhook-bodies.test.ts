import { describe, expect, it } from 'vitest';
import { bodyMistakes, exampleEvent } from '../../src/app/webhook-bodies.ts';
import type { Webhook } from '../../src/domain/webhook.ts';
import { eventSchemas } from '../../src/schemas/event.ts';

const webhook = (changes: Partial<Webhook>): Webhook => ({
  name: 'hook',
  url: 'https://hooks.example.org',
  secrets: [],
  allowPrivate: false,
  ...changes,
});

describe('bodies of webhooks', () => {
  it('are tried with an event that is as the schema says', () => {
    const schema = eventSchemas.find(({ shape }) => shape.type?.safeParse(exampleEvent.type).success);
    expect(schema?.safeParse(exampleEvent).error).toBeUndefined();
  });

  it.each([
    [{}, []],
    [{ body: '{ text: incident.title }' }, []],
    [{ body: 'incident.title' }, []],
    [{ body: "type == 'incident.resolved' && { text: incident.title }", events: ['resolved'] as const }, []],
    [
      { body: 'incident.titel' },
      [
        'webhooks.hook.body: gives no text or JSON for the example event incident.acknowledged; expected a text or an object; correct it, or name in events those that it is meant for',
      ],
    ],
    [{ body: 'incident.number == `1`', events: ['noted'] as const }, [expect.stringContaining('incident.noted')]],
    [{ body: 'join(incident)', events: ['declared'] as const }, [expect.stringContaining('incident.declared')]],
  ])('%j', (changes, mistakes) => {
    expect(bodyMistakes([webhook(changes)]).map(({ where, what }) => `${where}: ${what}`)).toEqual(mistakes);
  });
});
