import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

const resolvedPrefix = /^\[RESOLVED\]\s*/;

/** Robusta: a `webhook_sink` with `format: json` and `authorization: Bearer <token>`. A change that is no failure makes no alert. */
export const robusta: Sender = {
  name: 'robusta',
  label: 'Robusta',
  about: 'A webhook_sink with format: json. A title that begins with [RESOLVED] ends the alert.',
  documentation: 'https://docs.robusta.dev/master/configuration/sinks/webhook.html',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('title', 'aggregation_key', 'fingerprint');
    const written = given.text('title');
    const isResolved = resolvedPrefix.test(written ?? '');
    if (!isResolved && given.text('failure') === 'false') return [];
    const title = written?.replace(resolvedPrefix, '');
    const subject = given.part('subject');
    const cluster = given.text('cluster_name');
    const links = given.parts('links');
    return [
      alertFrom('robusta', {
        status: isResolved ? 'resolved' : 'firing',
        title: [title, given.text('aggregation_key')],
        description: given.text('description'),
        identity: given.text('fingerprint') ?? {
          parts: [
            'finding',
            cluster,
            given.text('aggregation_key') ?? title,
            subject.text('namespace'),
            subject.text('name'),
          ],
        },
        severity: severityOf(given.text('severity')),
        labels: labelsOf(
          {
            alertname: given.text('aggregation_key'),
            cluster,
            namespace: subject.text('namespace'),
            kind: subject.text('kind'),
            name: subject.text('name'),
            node: subject.text('node'),
            container: subject.text('container'),
          },
          subject.record('labels'),
        ),
        url: [given.first('investigate', 'investigate_uri'), ...links.map((link) => link.text('url'))],
        links: { silence: [given.text('silence')] },
        startsAt: given.date('starts_at'),
        resolvedAt: given.date('ends_at'),
      }),
    ];
  },
};
