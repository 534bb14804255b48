import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import type { Severity } from '../../../../src/domain/severity.ts';
import { readAlertList, withoutCount } from '../../reading/alert-list.ts';
import { contentUuid } from '../../reading/content-key.ts';
import { alertFrom, labelsOf, labelValue, maybeWords, record, severityOf, words } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import { linesOf, tagRecord } from '../../reading/payload.ts';
import { placed } from '../../reading/titles.ts';
import type { Sender } from '../../sender.ts';

const responder = z.object({ type: maybeWords, name: maybeWords, username: maybeWords });

const createdFields = z.object({
  message: maybeWords,
  alias: maybeWords,
  description: maybeWords,
  note: maybeWords,
  entity: maybeWords,
  source: maybeWords,
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5'], 'Expected P1, P2, P3, P4 or P5.').nullish(),
  tags: z.array(words).nullish(),
  details: record.nullish(),
  responders: z.array(responder).nullish(),
});

type Created = z.infer<typeof createdFields>;

const created = createdFields.refine((alert) => titlesOf(alert).some((text) => text?.trim()), {
  path: ['message'],
  error: 'Required, and missing: expected what is wrong.',
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

/** What is put to an alert that is there: Alertmanager does so with `update_alerts`. */
const silentlyPut: ReadonlySet<unknown> = new Set(['message', 'description', 'priority']);

const failure = z.object({
  message: z.string(),
  errors: z.record(z.string(), z.string()).optional(),
  took: z.number(),
  requestId: z.string(),
});

/**
 * Opsgenie's Alert API, for what spoke to that: `https://tocsin.example.org` instead of `https://api.opsgenie.com`, and
 * one of API_TOKENS as the key. Creating, closing and deleting, which closes as well; the request id that is answered is the alert's id as well.
 * Acknowledging, notes, another message and the like are accepted and change nothing. What was answered is done, so the
 * state of any request is that. A team among the responders is the label `team`.
 */
export const opsgenie: Sender = {
  name: 'opsgenie',
  label: 'Opsgenie',
  about:
    'The Alert API: creating, closing and deleting, and the state of a request (`GET /v2/alerts/requests/<id>`), which is always done. ' +
    'What else is done to an alert is accepted and changes nothing.',
  documentation: 'https://docs.opsgenie.com/docs/alert-api',
  paths: ['/v2/alerts', '/v2/alerts/*'],
  methods: ['POST', 'PUT', 'GET', 'DELETE'],
  read({ body, rest, method, query, notes }) {
    const [identifier = ''] = parts(rest);
    switch (wished(rest, method)) {
      case 'create':
        return [ofCreated(body, notes)];
      case 'close':
        return [ofClosed(identifier, query.get('identifierType'), body, notes)];
      default:
        return [];
    }
  },
  answers: [
    {
      status: 202,
      description: 'It is on disk',
      schema: z.object({ result: z.string(), took: z.number(), requestId: z.string() }),
    },
    { status: 400, description: 'What is wrong with it, in Opsgenie’s words', schema: failure },
    { status: 404, description: 'It is not of the Alert API', schema: failure },
  ],
  answer([receipt], { rest, method, now }) {
    const wish = wished(rest, method);
    if (wish === 'unknown')
      return { status: 404, body: failed('Of the Alert API there is: create, close, and what is done to an alert.') };
    if (wish === 'state') return { status: 200, body: processed(parts(rest)[1] ?? '', now) };
    // Without one it is the answer to something that changed nothing.
    const requestId = receipt?.fingerprint ?? randomUUID();
    return { status: 202, body: { result: 'Request will be processed', took: 0.001, requestId } };
  },
  refusal(problems) {
    const errors = Object.fromEntries(problems.map(({ field, message }) => [field || 'body', message]));
    return failed('Request body is not processable. Please check the errors.', errors);
  },
};

function parts(rest: string): readonly string[] {
  return rest.split('/').map(decodeURIComponent);
}

function wished(rest: string, method: string): 'create' | 'close' | 'silent' | 'state' | 'unknown' {
  const [identifier, action, ...more] = parts(rest);
  if (method === 'GET') return identifier === 'requests' && action && more.length === 0 ? 'state' : 'unknown';
  if (method === 'DELETE') return identifier && !action ? 'close' : 'unknown';
  if (method === 'PUT') return more.length === 0 && silentlyPut.has(action) ? 'silent' : 'unknown';
  if (!identifier) return 'create';
  if (action === 'close' && more.length === 0) return 'close';
  return silent.has(action) ? 'silent' : 'unknown';
}

/** Zabbix asks until it hears that. A request that was answered with its id is done, and its id is the alert's. */
function processed(requestId: string, now: Date) {
  const state = { success: true, isSuccess: true, status: 'Processed', alertId: requestId, processedAt: now };
  return { data: state, took: 0.001, requestId: randomUUID() };
}

/** Its clients read `message`, and `errors` as an object of fields. */
function failed(message: string, errors?: Readonly<Record<string, string>>) {
  return { message, ...(errors && { errors }), took: 0.001, requestId: randomUUID() };
}

function ofCreated(body: unknown, notes: IntakeNotes): Alert {
  const given = parse(created, body, notes);
  const team = given.responders?.find(({ type, name }) => type === 'team' && name?.trim())?.name;
  const listed = readAlertList(given.description, given.source);
  const isSubject = listed && given.message !== withoutCount(given.message);
  return alertFrom('opsgenie', {
    status: 'firing',
    title: [isSubject ? listed.title : undefined, ...titlesOf(given)],
    description: linesOf(listed ? listed.description : given.description, given.note),
    identity: given.alias?.trim() || contentUuid([given.message, given.entity, given.source]),
    severity: given.priority ? severities[given.priority] : severityOf(labelValue(given.details, 'severity')),
    labels: labelsOf(
      { alias: given.alias, entity: given.entity, source: given.source, priority: given.priority },
      given.details,
      tagRecord(given.tags ?? []),
      { team },
      listed?.labels,
    ),
    ...(listed?.links && { links: listed.links }),
    // Grafana says `url` and Zabbix `Problem`; Alertmanager's own page is its source.
    url: [...['url', 'link', 'Problem'].map((name) => labelValue(given.details, name)), given.source],
  });
}

/** The message; where a client leaves it out, whatever else says what the alert is about. */
function titlesOf({ message, description, entity, alias }: Created): readonly (string | null | undefined)[] {
  return [
    placed(withoutCount(message), entity),
    description?.trim().split('\n', 1)[0],
    entity?.trim() && `Alert on ${entity}`,
    alias,
  ];
}

function ofClosed(identifier: string, type: string | null, body: unknown, notes: IntakeNotes): Alert {
  if (type !== null && !['id', 'alias', 'tiny'].includes(type))
    notes.ignore({ field: 'identifierType', message: 'Expected id, alias or tiny.' });
  // The address says which alert is over, whatever the body is.
  const given = parse(closed, record.safeParse(body).data, notes);
  return alertFrom('opsgenie', {
    status: 'resolved',
    title: [`Closed: ${identifier}`],
    description: linesOf(given?.note, given?.user),
    identity: identifier.trim(),
  });
}
