import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { linesOf, readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

const healthy: ReadonlySet<string> = new Set(['healthy', 'succeeded', 'synced']);
/** These neither begin nor end anything. */
const underWay: ReadonlySet<string> = new Set(['running', 'progressing']);

/** Argo CD's notifications: a webhook service with the template of docs/alerts.md, for the triggers of health and of sync. */
export const argoCd: Sender = {
  name: 'argo-cd',
  label: 'Argo CD',
  about: 'A webhook of Argo CD’s notifications with the template that stands in docs/alerts.md.',
  documentation: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/webhook/',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('app', 'message');
    const app = given.text('app');
    const [health, phase] = [given.text('health'), given.text('phase')];
    const [isHealthy, isSynced] = [isOneOf(healthy, health), phase === undefined || isOneOf(healthy, phase)];
    if ((isOneOf(underWay, health) && isSynced) || isOneOf(underWay, phase)) return [];
    const isOver = isHealthy && isSynced;
    const problem = isSynced ? (health ?? 'in trouble') : `${phase} to sync`;
    return [
      alertFrom('argo-cd', {
        status: isOver ? 'resolved' : 'firing',
        title: [app && `${app} is ${isOver ? 'healthy' : problem}`, given.text('message')],
        description: linesOf(given.text('message')),
        identity: { parts: ['app', given.text('cluster'), given.text('project'), app ?? given.text('message')] },
        labels: labelsOf({
          app,
          project: given.text('project'),
          cluster: given.text('cluster'),
          namespace: given.text('namespace'),
          revision: given.text('revision'),
          health,
          phase,
        }),
        url: [given.text('url')],
        startsAt: given.date('finished_at'),
      }),
    ];
  },
};

function isOneOf(states: ReadonlySet<string>, state: string | undefined): boolean {
  return state !== undefined && states.has(state.toLowerCase());
}
