import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { contentUuid } from '../content-key.ts';
import { alertFrom, labelsOf, maybeWords, parse, record } from '../fields.ts';
import { Refusal } from '../problem.ts';
import { BadPayload, type Sender } from '../sender.ts';

const created = z.object({
  message: z.string().trim().min(1, 'Expected what is wrong.'),
  alias: maybeWords,
  description: maybeWords,
  entity: maybeWords,
  source: maybeWords,
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5'], 'Expected P1, P2, P3, P4 or P5.').nullish(),
  tags: z.array(z.string()).nullish(),
  details: record.nullish(),
});

const closed = z.object({ note: maybeWords, source: maybeWords, user: maybeWords }).nullish();

const severities = { P1: 'sev1', P2: 'sev2', P3: 'sev3', P4: 'sev4', P5: 'sev4' } as const satisfies Record<
  string,
  Severity
>;

/** What says neither that something broke nor that it is mended. Who acknowledges does it in the chat. */
const silent: ReadonlySet<unknown> = new Set([
  'acknowledge',
  'unacknowledge',
  'notes',
  'snooze',
  'escalate',
  'assign',
  'responders',
  'teams',
  'tags',
  'details',
  'actions',
]);

/**
 * Opsgenie's Alert API, for what spoke to that: `https://tocsin.example.org` instead of `https://api.opsgenie.com`, and
 * one of API_TOKENS as the key. Creating and closing; the request id that is answered is the alert's id as well.
 * Acknowledging, notes and the like are accepted and change nothing.
 */
export const opsgenie: Sender = {
  name: 'opsgenie',
  label: 'Opsgenie',
  about: 'The Alert API: creating and closing. What else is done to an alert is accepted and changes nothing.',
  documentation: 'https://docs.opsgenie.com/docs/alert-api',
  paths: ['/v2/alerts', '/v2/alerts/*'],
  token: ({ headers }) => /^GenieKey\s+(\S+)$/i.exec(headers.get('authorization')?.trim() ?? '')?.[1],
  read({ body, rest, query }) {
    const [identifier, action, ...more] = rest.split('/').map(decodeURIComponent);
    if (!identifier) return [ofCreated(body)];
    if (action === 'close' && more.length === 0) return [ofClosed(identifier, query.get('identifierType'), body)];
    if (silent.has(action)) return [];
    throw new Refusal(404, 'Of Opsgenie’s API there is only: create an alert, close it, and what is done to it.');
  },
  answers: [
    {
      status: 202,
      description: 'It is on disk',
      schema: z.object({ result: z.string(), took: z.number(), requestId: z.string() }),
    },
  ],
  answer([receipt]) {
    // Without one it is the answer to something that changed nothing.
    const requestId = receipt?.fingerprint ?? randomUUID();
    return { status: 202, body: { result: 'Request will be processed', took: 0.001, requestId } };
  },
};

function ofCreated(body: unknown): Alert {
  const said = parse(created, body);
  return alertFrom('opsgenie', {
    status: 'firing',
    title: [said.message],
    description: said.description,
    same: said.alias?.trim() || contentUuid([said.message, said.entity, said.source]),
    severity: said.priority ? severities[said.priority] : undefined,
    labels: labelsOf(
      { alias: said.alias, entity: said.entity, source: said.source, priority: said.priority },
      said.details,
      tagsOf(said.tags ?? []),
    ),
  });
}

function ofClosed(identifier: string, type: string | null, body: unknown): Alert {
  if (type !== null && !['id', 'alias', 'tiny'].includes(type))
    throw new BadPayload([{ field: 'identifierType', message: 'Expected id, alias or tiny.' }]);
  const said = parse(closed, body);
  return alertFrom('opsgenie', {
    status: 'resolved',
    title: [`Closed: ${identifier}`],
    description: [said?.note, said?.user].filter((text) => text?.trim()).join('\n'),
    same: identifier.trim(),
  });
}

/** `critical`, `team:payments`. */
function tagsOf(tags: readonly string[]) {
  return Object.fromEntries(
    tags.map((tag) => {
      const [, name, value] = /^([^:=]+)[:=](.+)$/s.exec(tag) ?? [];
      return name ? [name, value] : [tag, 'true'];
    }),
  );
}
