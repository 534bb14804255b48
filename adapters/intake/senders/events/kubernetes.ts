import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

/**
 * Events of Kubernetes, as kubernetes-event-exporter posts them by its `webhook` receiver: those of the type Warning.
 * They never say that something is over: set `resolveAfter`. Those of Flux, by its Provider of the type generic, do: what is no
 * error of an object any more.
 */
export const kubernetes: Sender = {
  name: 'kubernetes',
  label: 'Kubernetes events',
  about: 'The webhook receiver of kubernetes-event-exporter: events of the type Warning. They never end by themselves.',
  documentation: 'https://github.com/resmoio/kubernetes-event-exporter#webhookshttp',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('reason', 'message');
    if (given.text('type')?.toLowerCase() === 'normal') return [];
    // Flux: https://fluxcd.io/flux/components/notification/events/
    const severity = given.text('type') === undefined ? given.text('severity')?.toLowerCase() : undefined;
    // An event of events.k8s.io/v1 calls them otherwise.
    const object = given.record('involvedObject') ? given.part('involvedObject') : given.part('regarding');
    const [kind, name, namespace] = [object.text('kind'), object.text('name'), object.text('namespace')];
    const [reason, message] = [given.text('reason'), given.first('message', 'note')];
    const what = [kind, [namespace, name].filter((part) => part).join('/')].filter((part) => part).join(' ');
    return [
      alertFrom('kubernetes', {
        status: severity === 'info' || severity === 'trace' ? 'resolved' : 'firing',
        title: [[reason, what].filter((part) => part).join(': '), message],
        description: message,
        identity: {
          parts: ['event', given.text('clusterName'), severity ? 'flux' : (reason ?? message), kind, namespace, name],
        },
        labels: labelsOf(
          { reason, kind, name, namespace, node: given.text('source.host'), component: given.text('source.component') },
          { cluster: given.text('clusterName') },
          object.record('labels'),
        ),
        value: given.text('count') && `${given.text('count')} times`,
        // Newer components write the time of an event as eventTime alone.
        startsAt: given.date('firstTimestamp') ?? given.date('eventTime') ?? given.date('timestamp'),
      }),
    ];
  },
};
