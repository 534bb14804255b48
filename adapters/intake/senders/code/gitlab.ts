import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { type Payload, readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

/**
 * GitLab: a webhook for pipeline events, with the token as its secret token; and what a monitor posts to the HTTP endpoint of
 * GitLab's own alerts. A pipeline that fails is an alert of its branch, and the next one that passes there ends it.
 */
export const gitlab: Sender = {
  name: 'gitlab',
  label: 'GitLab',
  about:
    'A webhook for pipeline events with the token as its secret token, or the payload of an alert’s HTTP endpoint.',
  documentation: 'https://docs.gitlab.com/user/project/integrations/webhook_events/#pipeline-events',
  token: ({ headers }) => headers.get('x-gitlab-token') ?? undefined,
  read({ body, notes }) {
    const given = readPayload(body, notes);
    const kind = given.text('object_kind');
    if (kind === 'pipeline' || (kind === undefined && given.record('object_attributes'))) return ofPipeline(given);
    if (kind !== undefined) return [];
    given.needs('title', 'fingerprint', 'description');
    return [ofAlert(given)];
  },
};

function ofPipeline(given: Payload): readonly Alert[] {
  const pipeline = given.part('object_attributes');
  const status = pipeline.text('status') ?? pipeline.text('detailed_status');
  if (status !== 'failed' && status !== 'success') return [];
  const project = given.first('project.path_with_namespace', 'project.name', 'project.id');
  const branch = pipeline.text('ref');
  const failed = given
    .parts('builds')
    .filter((build) => build.text('status') === 'failed' && build.text('allow_failure') !== 'true');
  const at = pipeline.date('finished_at');
  return [
    alertFrom('gitlab', {
      status: status === 'success' ? 'resolved' : 'firing',
      title: [`Pipeline of ${project} ${status === 'success' ? 'passed' : 'failed'} on ${branch}`],
      description: [
        failed
          .map((build) => build.text('name'))
          .filter((name) => name)
          .join(', '),
        given.text('commit.title'),
      ]
        .filter((text) => text)
        .join('\n'),
      identity: { parts: ['pipeline', given.first('project.id', 'project.path_with_namespace'), branch] },
      labels: labelsOf({
        project,
        branch,
        source: pipeline.text('source'),
        author: given.first('user.username', 'user.name'),
      }),
      url: [pipeline.text('url'), given.text('commit.url'), given.text('project.web_url')],
      startsAt: at,
      resolvedAt: at,
    }),
  ];
}

function ofAlert(given: Payload): Alert {
  const endedAt = given.date('end_time');
  return alertFrom('gitlab', {
    status: endedAt ? 'resolved' : 'firing',
    title: [given.text('title'), given.text('description')],
    description: given.text('description'),
    identity: given.text('fingerprint') ?? {
      parts: ['alert', given.first('title', 'description'), given.text('service')],
    },
    severity: severityOf(given.text('severity')),
    labels: labelsOf({
      gitlab_service: given.text('service'),
      monitoring_tool: given.text('monitoring_tool'),
      host: given.texts('hosts')[0] ?? given.text('hosts'),
      environment: given.text('gitlab_environment_name'),
    }),
    startsAt: given.date('start_time'),
    resolvedAt: endedAt,
  });
}
