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
import { isAction } from './opsgenie/actions.ts';
import { isHistory } from './opsgenie/history.ts';
import { opsgenieAnswers, opsgenieOperations } from './opsgenie/operations.ts';
import { answerQuery } from './opsgenie/queries.ts';
import { failed, partsOf } from './opsgenie/shapes.ts';

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

/** Where Jira Service Management has the same API, which follows Opsgenie’s. */
const atlassian = ['/jsm/ops/integration/v2/alerts', '/jsm/ops/integration/v2/alerts/*'];

/** What says neither that something broke nor that it is mended. */
const silent: ReadonlySet<unknown> = new Set(['tags', 'details', 'actions']);

/** What is put to an alert that is there: Alertmanager does so with `update_alerts`. */
const silentlyPut: ReadonlySet<unknown> = new Set(['message', 'description', 'priority']);

/** What is taken from an alert that is there. */
const removed: ReadonlySet<unknown> = new Set(['tags', 'details']);

/**
 * Opsgenie's Alert API, for what spoke to that: `https://tocsin.example.org` instead of `https://api.opsgenie.com`, and
 * one of API_TOKENS as the key. Creating, closing and deleting, which closes as well; the request id that is answered is the alert's id as well.
 * What people do to an alert is done to its incident (opsgenie/actions.ts); another message, tags and the like are accepted and
 * change nothing. What was answered is done, so the state of any request is that. A team among the responders is the label `team`.
 * An alert may be read again, listed and counted, with its notes, logs and recipients (opsgenie/history.ts), and a heartbeat pinged.
 */
export const opsgenie: Sender = {
  name: 'opsgenie',
  label: 'Opsgenie',
  about:
    'The Alert API: creating, closing and deleting, getting, listing and counting its own alerts, and the state of a request ' +
    '(`GET /v2/alerts/requests/<id>`), which is always done. Acknowledging, notes and the like change the incident of the alert ' +
    'and need the scope `write`; lists of notes, logs and recipients need `read`. Tags, details and custom actions change nothing. ' +
    'A ping of a heartbeat is a beat of the heartbeat of this name in the file.',
  documentation: 'https://docs.opsgenie.com/docs/alert-api',
  paths: [...atlassian, '/v2/alerts', '/v2/alerts/*', '/v2/heartbeats/*'],
  methods: ['POST', 'PUT', 'GET', 'DELETE'],
  query: answerQuery,
  scope(rest, method) {
    if (isAction(rest, method)) return 'write';
    return isHistory(rest, method) ? 'read' : 'alerts';
  },
  denial: failed,
  read({ body, rest, method, query, notes }) {
    const [identifier = ''] = partsOf(rest);
    switch (wished(rest, method)) {
      case 'create':
        return [ofCreated(body, notes)];
      case 'close':
        return [ofClosed(identifier, query.get('identifierType'), body, notes)];
      default:
        return [];
    }
  },
  operations: opsgenieOperations,
  answers: opsgenieAnswers,
  answer([receipt], { rest, method }) {
    if (wished(rest, method) === 'unknown')
      return { status: 404, body: failed('Of the Alert API there is: create, close, and what is done to an alert.') };
    // Without one it is the answer to something that changed nothing.
    const requestId = receipt?.fingerprint ?? randomUUID();
    return { status: 202, body: { result: 'Request will be processed', took: 0.001, requestId } };
  },
  refusal(problems) {
    const errors = Object.fromEntries(problems.map(({ field, message }) => [field || 'body', message]));
    return failed('Request body is not processable. Please check the errors.', errors);
  },
};

function wished(rest: string, method: string): 'create' | 'close' | 'silent' | 'unknown' {
  const [identifier, action, ...more] = partsOf(rest);
  if (method === 'DELETE') {
    if (identifier && !action) return 'close';
    return action && more.length === 0 && removed.has(action) ? 'silent' : 'unknown';
  }
  if (method === 'PUT') return more.length === 0 && silentlyPut.has(action) ? 'silent' : 'unknown';
  if (method !== 'POST') return 'unknown';
  if (!identifier) return 'create';
  if (action === 'close' && more.length === 0) return 'close';
  return silent.has(action) ? 'silent' : 'unknown';
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
