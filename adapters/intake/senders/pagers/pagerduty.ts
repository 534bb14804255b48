import { z } from 'zod';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { Refusal } from '../../problem.ts';
import { readAlertList, withoutCount } from '../../reading/alert-list.ts';
import { contentKey } from '../../reading/content-key.ts';
import { looseDate } from '../../reading/dates.ts';
import { alertFrom, labelsOf, labelValue, maybeWords, record, severityOf } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Arrived, Sender } from '../../sender.ts';
import { invalidEvent, invalidEventAnswer } from './invalid-event.ts';

const action = z.object({ event_action: maybeWords });

const triggeredFields = z.object({
  dedup_key: maybeWords,
  client: maybeWords,
  client_url: maybeWords,
  links: z.array(z.object({ href: maybeWords, text: maybeWords })).nullish(),
  images: z.array(z.object({ src: maybeWords })).nullish(),
  payload: z
    .object({
      summary: maybeWords,
      source: maybeWords,
      severity: maybeWords,
      timestamp: looseDate,
      component: maybeWords,
      group: maybeWords,
      class: maybeWords,
      custom_details: z.unknown().optional(),
    })
    .nullish(),
});

type Triggered = z.infer<typeof triggeredFields>;

const triggered = triggeredFields.refine((event) => titlesOf(event).some((text) => text?.trim()), {
  path: ['payload', 'summary'],
  error: 'Required, and missing: expected what is wrong.',
});

const resolved = triggeredFields.refine((event) => event.dedup_key?.trim() || event.payload?.summary?.trim(), {
  path: ['dedup_key'],
  error: 'Required, and missing: expected the dedup_key of what is over.',
});

/**
 * PagerDuty's Events API v2, for what spoke to that: `https://tocsin.example.org/v2/enqueue` instead of
 * `https://events.pagerduty.com/v2/enqueue`, and one of API_TOKENS as the routing key. An acknowledgement is accepted
 * and changes nothing, and so does a change event: who has it is for the chat to say.
 */
export const pagerduty: Sender = {
  name: 'pagerduty',
  label: 'PagerDuty Events API v2',
  about:
    'Trigger and resolve, with one of API_TOKENS as the routing key. Acknowledgements and change events are accepted and change nothing.',
  documentation: 'https://developer.pagerduty.com/docs/events-api-v2-overview',
  paths: ['/v2/enqueue', '/v2/change/*', '/integration/*'],
  token: ({ body, rest }) => labelValue(body, 'routing_key') ?? keyInPath(rest),
  read(arrived) {
    const { body, notes } = arrived;
    if (isChange(arrived)) return [];
    const does = parse(action, body, notes).event_action?.trim().toLowerCase() || 'trigger';
    if (does === 'acknowledge') return [];
    if (statusOf(does) === 'resolved') return [ofResolved(body, notes)];
    if (does !== 'trigger')
      notes.ignore({ field: 'event_action', message: 'Expected trigger, acknowledge or resolve; read as trigger.' });
    return [ofTriggered(body, notes)];
  },
  answers: [
    {
      status: 202,
      description: 'It is on disk',
      schema: z.object({ status: z.literal('success'), message: z.string(), dedup_key: z.string().optional() }),
    },
    invalidEventAnswer,
  ],
  answer([receipt], arrived) {
    if (isChange(arrived)) return { status: 202, body: { status: 'success', message: 'Change event processed' } };
    const key = receipt?.fingerprint ?? labelValue(arrived.body, 'dedup_key');
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } };
  },
  refusal: invalidEvent,
};

/** Older integrations have their key in the path: `/integration/<key>/enqueue`. */
function keyInPath(rest: string): string | undefined {
  const [, key] = /^([^/]+)\/enqueue$/.exec(rest) ?? [];
  return key && decodeURIComponent(key);
}

function isChange({ rest }: Arrived): boolean {
  if (rest === '' || keyInPath(rest) !== undefined) return false;
  if (rest === 'enqueue') return true;
  throw new Refusal(
    404,
    'Of PagerDuty’s API there is only /v2/enqueue, /v2/change/enqueue and /integration/<key>/enqueue.',
  );
}

function ofTriggered(body: unknown, notes: IntakeNotes): Alert {
  const event = parse(triggered, body, notes);
  const given: NonNullable<Triggered['payload']> = event.payload ?? {};
  const { summary, source, component, group, custom_details: details } = given;
  const links = event.links ?? [];
  const listed = readAlertList(record.safeParse(details).data?.firing, event.client_url);
  // Alertmanager says `error` of everything, unless its configuration says otherwise.
  const severity = (listed && given.severity === 'error' && listed.severity) || given.severity;
  return alertFrom('pagerduty', {
    status: 'firing',
    title: [listed && summary !== withoutCount(summary) ? listed.title : undefined, ...titlesOf(event)],
    description: listed ? listed.description : prose(details) || summary,
    identity: keyOf(event),
    severity: severityOf(severity),
    labels: labelsOf(
      { source, component, group, class: given.class, severity, client: event.client },
      listed ? { ...listed.labels, ...withoutList(details) } : record.safeParse(details).data,
      Object.fromEntries(links.map(({ href, text }) => [text ?? 'link', href])),
    ),
    // The client’s address is often only its home page.
    url: [...links.filter(({ text }) => !special.test(text ?? '')), { href: event.client_url }].map(({ href }) => href),
    links: {
      source: listed?.links?.source ?? [],
      runbook: named(links, /runbook|playbook/i),
      dashboard: named(links, /dashboard/i),
      silence: [...named(links, /silence/i), ...(listed?.links?.silence ?? [])],
    },
    image: event.images?.map(({ src }) => src) ?? [],
    startsAt: notes.notAhead('payload.timestamp', given.timestamp),
  });
}

/** Returns Alertmanager's details without the alerts of the group, which are told already. */
function withoutList(details: unknown) {
  const { firing, resolved, num_firing, num_resolved, ...others } = record.safeParse(details).data ?? {};
  return others;
}

/** What these links lead to is not the problem itself. */
const special = /runbook|playbook|dashboard|silence/i;

/** Returns the addresses of the links whose text says what they lead to. */
function named(links: NonNullable<Triggered['links']>, text: RegExp): readonly unknown[] {
  return links.flatMap((link) => (text.test(link.text ?? '') ? [link.href] : []));
}

/** The summary; where a client leaves it out, whatever else says what the event is about. */
function titlesOf({ payload, client, dedup_key: key }: Triggered): readonly (string | null | undefined)[] {
  const about = [payload?.class, payload?.component, payload?.group].filter((part) => part?.trim()).join(' · ');
  const component = payload?.source?.trim();
  const details = payload?.custom_details;
  return [
    withoutCount(payload?.summary),
    about && component ? `${about} on ${component}` : about,
    component && `Alert on ${component}`,
    typeof details === 'string' ? details : undefined,
    key?.trim() && `Alert ${key}`,
    client?.trim() && `Alert from ${client}`,
  ];
}

/** What is no label: Alertmanager gives its alerts as they are, inside. */
function prose(details: unknown): string {
  if (typeof details === 'string') return details;
  if (typeof details !== 'object' || details === null) return '';
  return Object.entries(details)
    .filter(([, value]) => typeof value === 'object' && value !== null && Object.keys(value).length > 0)
    .map(([name, value]) => `${name}: ${JSON.stringify(value, undefined, 1)}`)
    .join('\n');
}

function ofResolved(body: unknown, notes: IntakeNotes): Alert {
  const event = parse(resolved, body, notes);
  const key = keyOf(event);
  return alertFrom('pagerduty', {
    status: 'resolved',
    title: [event.payload?.summary, `Resolved: ${key}`],
    identity: key,
  });
}

/** Without a key of the client's the same words are the same alert. */
function keyOf({ dedup_key: key, payload }: Triggered): string {
  return (
    key?.trim() || contentKey([payload?.summary, payload?.source, payload?.component, payload?.group, payload?.class])
  );
}
