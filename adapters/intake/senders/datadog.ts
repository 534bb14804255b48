import { z } from 'zod';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf, maybeWords, severityOf, unixMillis } from '../reading/fields.ts';
import type { IntakeNotes } from '../reading/notes.ts';
import { parse } from '../reading/parse.ts';
import type { Sender } from '../sender.ts';

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
});

type Payload = z.infer<typeof payloadFields>;

const payload = payloadFields.refine((said) => titlesOf(said).some((text) => text), {
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
 *       "priority": "$ALERT_PRIORITY", "hostname": "$HOSTNAME", "link": "$LINK", "tags": "$TAGS"
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
    return [read(parse(payload, body, notes), notes)];
  },
};

function read(said: Payload, notes: IntakeNotes): Alert {
  const { transition, scope, title } = opened(filled(said.title));
  const state = filled(said.alert_transition) ?? transition ?? '';
  const priority = filled(said.priority);
  return alertFrom('datadog', {
    status: /recover/i.test(state) || said.alert_type === 'success' ? 'resolved' : 'firing',
    title: [title, ...titlesOf(said)],
    description: filled(said.body),
    same: keyOf(said, title, scope),
    // $ALERT_PRIORITY is the monitor's; without one, $ALERT_TYPE tells at least an error from a warning.
    severity: severityOf(priority) ?? severityOf(filled(said.alert_type)) ?? severityOf(transition),
    labels: labelsOf(
      { hostname: filled(said.hostname), monitor: filled(said.alert_id) },
      tagsOf(filled(said.alert_scope) ?? scope),
      tagsOf(filled(said.tags)),
    ),
    url: [said.link],
    startsAt: notes.notAhead('date', said.date),
  });
}

/** The cycle lasts from a trigger until its recovery: just what an alert is here. */
function keyOf(said: Payload, title: string | undefined, scope: string | undefined) {
  const cycle = filled(said.alert_cycle_key);
  if (cycle) return `cycle:${cycle}`;
  const monitor = filled(said.alert_id);
  if (monitor) return { parts: ['monitor', monitor, filled(said.alert_scope)] };
  const group = filled(said.aggreg_key);
  // Datadog's own template tells the group of a monitor in the title only.
  return group ? `group:${group}` : { parts: ['title', title ?? titlesOf(said).find((text) => text), scope] };
}

function titlesOf(said: Payload): readonly (string | undefined)[] {
  const [id, host] = [filled(said.alert_id), filled(said.hostname)];
  return [filled(said.title), filled(said.body), id && `Monitor ${id}`, host && `Alert on ${host}`];
}

/** `[Recovered on {host:web-1}] CPU is high`: what happened, where, and what it is about. */
function opened(title: string | undefined) {
  const found = /^(?:\[(?<priority>P[1-5])\]\s*)?\[(?<transition>[^\]]{1,200})\]\s*(?<rest>.+)$/su.exec(title ?? '');
  const known = /^(re-)?(triggered|recovered|warn|no data|renotify)/i.test(found?.groups?.transition ?? '');
  const transition = found?.groups?.transition;
  if (!known) return { title };
  return { transition, scope: /\bon \{([^{}]*)\}/.exec(transition ?? '')?.[1], title: found?.groups?.rest };
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
