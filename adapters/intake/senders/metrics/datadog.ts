import { z } from 'zod';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf, maybeWords, record, severityOf, unixMillis } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import { mentions, placed } from '../../reading/titles.ts';
import type { Sender } from '../../sender.ts';

const payloadFields = z.object({
  id: maybeWords,
  title: maybeWords,
  body: maybeWords,
  date: z.preprocess((date) => (typeof date === 'string' && !filled(date) ? undefined : date), unixMillis.nullish()),
  alert_id: maybeWords,
  alert_cycle_key: maybeWords,
  aggreg_key: maybeWords,
  alert_transition: maybeWords,
  alert_type: maybeWords,
  alert_scope: maybeWords,
  priority: maybeWords,
  hostname: maybeWords,
  link: maybeWords,
  tags: maybeWords,
  snapshot: maybeWords,
});

type Payload = z.infer<typeof payloadFields>;

const payload = payloadFields.refine((given) => titlesOf(given).some((text) => text), {
  path: ['title'],
  error: 'Required, and missing.',
});

/**
 * Datadog's webhooks integration. The payload there is a template; put this one in (as JSON or "Encode as form"):
 *
 *     {
 *       "id": "$ID", "title": "$EVENT_TITLE", "body": "$TEXT_ONLY_MSG", "date": "$DATE",
 *       "alert_id": "$ALERT_ID", "alert_cycle_key": "$ALERT_CYCLE_KEY", "aggreg_key": "$AGGREG_KEY",
 *       "alert_transition": "$ALERT_TRANSITION", "alert_type": "$ALERT_TYPE", "alert_scope": "$ALERT_SCOPE",
 *       "priority": "$ALERT_PRIORITY", "hostname": "$HOSTNAME", "link": "$LINK", "tags": "$TAGS",
 *       "snapshot": "$SNAPSHOT"
 *     }
 *
 * Datadog's own default works too, but has no link, tags or severity; its title then tells what is over.
 */
export const datadog: Sender = {
  name: 'datadog',
  label: 'Datadog',
  about: 'The webhooks integration; the payload template to use stands in docs/alerts.md.',
  documentation: 'https://docs.datadoghq.com/integrations/webhooks/',
  read({ body, notes }) {
    return [read(parse(payload, withUsualNames(body), notes), notes)];
  },
};

function read(given: Payload, notes: IntakeNotes): Alert {
  const { transition, scope, title, priority: level } = opened(filled(given.title));
  const state = filled(given.alert_transition) ?? transition ?? '';
  const priority = filled(given.priority);
  const at = notes.notAhead('date', given.date);
  return alertFrom('datadog', {
    status: /recover/i.test(state) || given.alert_type === 'success' ? 'resolved' : 'firing',
    title: [withScope(title, filled(given.alert_scope) ?? scope), ...titlesOf(given)],
    description: filled(given.body),
    identity: keyOf(given, title, scope),
    // $ALERT_PRIORITY is the monitor's; without one, $ALERT_TYPE tells at least an error from a warning.
    severity:
      severityOf(priority) ?? severityOf(level) ?? severityOf(filled(given.alert_type)) ?? severityOf(transition),
    labels: labelsOf(
      { hostname: filled(given.hostname), monitor: filled(given.alert_id) },
      tagsOf(filled(given.alert_scope) ?? scope),
      tagsOf(filled(given.tags)),
    ),
    url: [given.link],
    image: [given.snapshot],
    startsAt: at,
    resolvedAt: at,
  });
}

/** The cycle lasts from a trigger until its recovery: just what an alert is here. */
function keyOf(given: Payload, title: string | undefined, scope: string | undefined) {
  const cycle = filled(given.alert_cycle_key);
  if (cycle) return `cycle:${cycle}`;
  const monitor = filled(given.alert_id);
  if (monitor) return { parts: ['monitor', monitor, filled(given.alert_scope)] };
  const group = filled(given.aggreg_key);
  // Datadog's own template tells the group of a monitor in the title only.
  return group ? `group:${group}` : { parts: ['title', title ?? titlesOf(given).find((text) => text), scope] };
}

function titlesOf(given: Payload): readonly (string | undefined)[] {
  const [id, host] = [filled(given.alert_id), filled(given.hostname)];
  return [filled(given.title), filled(given.body), id && `Monitor ${id}`, host && `Alert on ${host}`];
}

/** `[Recovered on {host:web-1}] CPU is high`: what happened, where, and what it is about. */
function opened(title: string | undefined) {
  const found =
    /^(?:\[(?<priority>P[1-5])\]\s*)?(?:\[Synthetics\]\s*)?\[(?<transition>[^\]]{1,200})\]\s*(?<rest>.+)$/su.exec(
      title ?? '',
    );
  const known = /^(re-)?(triggered|recovered|warn|no data|renotify)/i.test(found?.groups?.transition ?? '');
  const transition = found?.groups?.transition;
  if (!known) return { title };
  return {
    transition,
    priority: found?.groups?.priority,
    scope: /\bon \{([^{}]*)\}/.exec(transition ?? '')?.[1],
    title: found?.groups?.rest,
  };
}

/** Templates name the fields as they like, mostly after the variables: `alertId`, `ALERT_ID`. */
const usualNames: ReadonlyMap<string, string> = new Map([
  ...Object.keys(payloadFields.shape).map((name) => [name.replaceAll('_', ''), name] as const),
  ['eventtitle', 'title'],
  ['alerttitle', 'title'],
  ['textonlymsg', 'body'],
  ['eventmsg', 'body'],
  ['alertstatus', 'body'],
  ['alertpriority', 'priority'],
  ['scope', 'alert_scope'],
  ['transition', 'alert_transition'],
  ['url', 'link'],
]);

function withUsualNames(body: unknown): unknown {
  if (!record.safeParse(body).success) return body;
  const given = body as Readonly<Record<string, unknown>>;
  const renamed = Object.entries(given).flatMap(([name, value]) => {
    const usual = usualNames.get(name.replace(/[^a-z0-9]/gi, '').toLowerCase());
    return usual === undefined || Object.hasOwn(given, usual) ? [] : [[usual, value] as const];
  });
  return { ...Object.fromEntries(renamed), ...given };
}

/** `CPU is high on host:web-1, env:prod`, unless the title says where. A monitor without groups has the scope `*`. */
function withScope(title: string | undefined, scope: string | undefined): string | undefined {
  const tags = tagsOf(scope === '*' ? '' : scope);
  const isTold = Object.values(tags).some((value) => title !== undefined && mentions(title, value));
  return isTold
    ? title
    : placed(
        title,
        Object.entries(tags)
          .map(([name, value]) => `${name}:${value}`)
          .join(', '),
      );
}

/** `env:prod, service:web, canary`. */
function tagsOf(text: string | undefined) {
  return Object.fromEntries(
    (text ?? '')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag)
      .map((tag) => {
        const colon = tag.indexOf(':');
        return colon > 0 ? [tag.slice(0, colon), tag.slice(colon + 1)] : [tag, 'true'];
      }),
  );
}

/** What Datadog had no value for comes empty, or as the name of its variable. */
function filled(text: string | null | undefined): string | undefined {
  const value = text?.trim();
  return !value || /^\$[A-Z_]+$/.test(value) ? undefined : value;
}
