import type { Severity } from '../../../../src/domain/severity.ts';
import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

const severities: Readonly<Record<string, Severity>> = {
  emergency: 'sev1',
  alert: 'sev1',
  critical: 'sev1',
  error: 'sev2',
  warning: 'sev3',
  notice: 'sev4',
  informational: 'sev4',
  debug: 'sev4',
};

/** Falco, by its own `http_output` or by Falcosidekick's webhook. It never says that something is over: set `resolveAfter`. */
export const falco: Sender = {
  name: 'falco',
  label: 'Falco',
  about: 'Its http_output, or the webhook of Falcosidekick. It never says that something is over: set resolveAfter.',
  documentation: 'https://falco.org/docs/concepts/outputs/channels/#http-https-output',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('rule', 'output');
    const fields = given.record('output_fields');
    const rule = given.text('rule');
    const host = given.text('hostname');
    return [
      alertFrom('falco', {
        status: 'firing',
        title: [[rule, host].filter((part) => part).join(' on '), given.text('output')],
        description: given.text('output'),
        identity: {
          parts: ['rule', rule ?? given.text('output'), host, ...scope.map((name) => fields?.[name])],
        },
        severity: severities[given.text('priority')?.toLowerCase() ?? ''],
        labels: labelsOf(
          { rule, host, priority: given.text('priority'), engine: given.text('source') },
          Object.fromEntries(given.texts('tags').map((tag) => [tag, 'true'])),
          fields,
        ),
        startsAt: given.date('time'),
      }),
    ];
  },
};

/** Of what Falco saw, what tells where; the rest is another each time. */
const scope = ['k8s.ns.name', 'k8s.pod.name', 'container.id', 'proc.name'];
