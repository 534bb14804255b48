import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

/** What concerns no error, or is somebody's work on one. */
const silent: ReadonlySet<string> = new Set([
  'release',
  'comment',
  'collaboratorFeedback',
  'projectSamplingStarted',
  'projectApproachingRateLimit',
]);
const closed: ReadonlySet<string> = new Set(['fixed', 'ignored', 'snoozed']);

/** BugSnag: the webhook of a project. An error that somebody marks as fixed ends; spikes end by `resolveAfter` alone. */
export const bugsnag: Sender = {
  name: 'bugsnag',
  label: 'BugSnag',
  about:
    'The webhook of a project: errors that are new, frequent or reopened, and spikes. Marked as fixed, an error ends.',
  documentation: 'https://docs.bugsnag.com/product/integrations/data-forwarding/webhook/',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('trigger.type', 'error.exceptionClass', 'error.message', 'error.errorId');
    const trigger = given.text('trigger.type');
    if (silent.has(trigger ?? '')) return [];
    const error = given.part('error');
    const project = given.text('project.name');
    const isClosed = trigger === 'errorStateManualChange' && closed.has(error.text('status') ?? '');
    if (trigger === 'errorStateManualChange' && !isClosed) return [];
    const what = [error.text('exceptionClass'), error.text('message')].filter((part) => part).join(': ');
    return [
      alertFrom('bugsnag', {
        status: isClosed ? 'resolved' : 'firing',
        title: [what, [given.text('trigger.message') ?? trigger, project].filter((part) => part).join(' in ')],
        description: given.text('trigger.message'),
        identity: {
          parts: what
            ? ['error', error.first('errorId', 'id') ?? what]
            : ['project', given.first('project.id', 'project.name'), trigger],
        },
        severity: severityOf(error.text('severity')),
        labels: labelsOf({
          trigger,
          project,
          context: error.text('context'),
          release_stage: error.first('app.releaseStage', 'releaseStage'),
          unhandled: error.text('unhandled'),
        }),
        url: [error.text('url'), given.text('project.url')],
        startsAt: error.date('firstReceived'),
      }),
    ];
  },
};
