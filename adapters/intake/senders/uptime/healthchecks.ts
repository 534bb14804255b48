import { z } from 'zod';
import { looseDate } from '../../reading/dates.ts';
import { alertFrom, labelsOf, maybeWords } from '../../reading/fields.ts';
import { parse } from '../../reading/parse.ts';
import { tagRecord } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

const payload = z
  .object({
    code: maybeWords,
    name: maybeWords,
    slug: maybeWords,
    status: maybeWords,
    tags: maybeWords,
    now: looseDate,
    exitstatus: maybeWords,
    body: maybeWords,
    url: maybeWords,
  })
  .refine((check) => [check.code, check.name, check.slug].some((text) => filled(text)), {
    path: ['code'],
    error: 'Required, and missing: expected $CODE.',
  });

/**
 * Healthchecks.io, hosted or one's own: an integration of the kind Webhook, with this for “down” and for “up”
 *
 *     POST https://tocsin.example.org/v1/alerts/healthchecks
 *     Authorization: Bearer <token>
 *     Content-Type: application/json
 *
 *     {
 *       "code": "$CODE", "name": $NAME_JSON, "slug": "$SLUG", "status": "$STATUS", "tags": "$TAGS", "now": "$NOW",
 *       "exitstatus": "$EXITSTATUS", "body": $BODY_JSON
 *     }
 *
 * Of these only code and status are needed; one's own server knows them all from version 3.5 on. With a check's page as
 * `"url"`, the alert links to it. “Send Test Notification” makes no alert.
 */
export const healthchecks: Sender = {
  name: 'healthchecks',
  label: 'Healthchecks.io',
  about: 'A webhook integration; the request body to use stands in docs/alerts.md.',
  documentation: 'https://healthchecks.io/docs/configuring_notifications/',
  read({ body, notes }) {
    const given = parse(payload, body, notes);
    if (isTest(given)) return [];
    const code = filled(given.code);
    const name = filled(given.name) ?? filled(given.slug) ?? code;
    const status = statusOf(given.status);
    const at = notes.notAhead('now', given.now);
    return [
      alertFrom('healthchecks', {
        status,
        title: [`${name} is ${status === 'resolved' ? 'up' : 'down'}`],
        description: filled(given.body),
        identity: code ?? { parts: ['check', name] },
        labels: labelsOf(
          { check: name, slug: filled(given.slug), exitstatus: exitStatus(given.exitstatus) },
          tagRecord(filled(given.tags)),
        ),
        url: [given.url],
        startsAt: at,
        resolvedAt: at,
      }),
    ];
  },
};

/** A check made for the test alone, which never comes up again: a real one of this name has a slug. */
function isTest({ name, slug }: z.infer<typeof payload>): boolean {
  return name === 'TEST' && slug === '';
}

/** A placeholder that this version does not know comes as itself. */
function filled(text: string | null | undefined): string | undefined {
  const value = text?.trim();
  return !value || /^\$[A-Z_\d]+$/.test(value) ? undefined : value;
}

/** -1 where the job told none. */
function exitStatus(text: string | null | undefined): string | undefined {
  const status = filled(text);
  return status === '-1' ? undefined : status;
}
