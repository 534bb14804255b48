import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { type Payload, readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

/**
 * GitLab: a webhook for pipeline, job or deployment events, with the token as its secret token; and what a monitor posts to the HTTP endpoint of
 * GitLab's own alerts. A pipeline that fails is an alert of its branch, and the next one that passes there ends it.
 */
export const gitlab: Sender = {
  name: 'gitlab',
  label: 'GitLab',
  about:
    'A webhook for pipeline, job or deployment events with the token as its secret token, or the payload of an alert’s HTTP endpoint.',
  documentation: 'https://docs.gitlab.com/user/project/integrations/webhook_events/#pipeline-events',
  token: ({ headers }) => headers.get('x-gitlab-token') ?? undefined,
  read({ body, notes }) {
    const given = readPayload(body, notes);
    const kind = given.text('object_kind');
    if (kind === 'pipeline' || (kind === undefined && given.record('object_attributes'))) return ofPipeline(given);
    if (kind === 'build') return ofJob(given);
    if (kind === 'deployment') return ofDeployment(given);
    if (kind === 'incident' || given.text('object_attributes.type')?.toLowerCase() === 'incident')
      return ofIncident(given);
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
      group: runsOf(given, branch),
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

/** A pipeline, its jobs and its deployments fail together. GitLab sends an event for each of them. */
function runsOf(given: Payload, branch: string | undefined) {
  return ['runs', given.first('project.id', 'project_id', 'project.path_with_namespace'), branch];
}

/** Job events call themselves builds. */
function ofJob(given: Payload): readonly Alert[] {
  const status = given.text('build_status');
  if (status !== 'failed' && status !== 'success') return [];
  if (given.text('build_allow_failure') === 'true') return [];
  const project = given.first('project.path_with_namespace', 'project_name', 'project_id');
  const [job, branch] = [given.text('build_name'), given.text('ref')];
  const at = given.date('build_finished_at');
  return [
    alertFrom('gitlab', {
      status: status === 'success' ? 'resolved' : 'firing',
      title: [`Job ${job} of ${project} ${status === 'success' ? 'passed' : 'failed'} on ${branch}`],
      description: [given.text('build_failure_reason'), given.text('commit.message')?.trim()]
        .filter((text) => text && text !== 'unknown_failure')
        .join('\n'),
      identity: { parts: ['job', given.first('project_id', 'project_name'), job, branch] },
      group: runsOf(given, branch),
      labels: labelsOf({ project, branch, job, stage: given.text('build_stage'), author: given.text('user.username') }),
      url: [jobUrl(given), given.text('project.web_url'), given.text('repository.homepage')],
      startsAt: at,
      resolvedAt: at,
    }),
  ];
}

function jobUrl(given: Payload): string | undefined {
  const [project, job] = [given.first('project.web_url', 'repository.homepage'), given.text('build_id')];
  return project && job ? `${project}/-/jobs/${job}` : undefined;
}

function ofDeployment(given: Payload): readonly Alert[] {
  const status = given.text('status');
  if (status !== 'failed' && status !== 'success') return [];
  const project = given.first('project.path_with_namespace', 'project.name');
  const environment = given.text('environment');
  const at = given.date('status_changed_at');
  return [
    alertFrom('gitlab', {
      status: status === 'success' ? 'resolved' : 'firing',
      title: [`Deployment of ${project} to ${environment} ${status === 'success' ? 'succeeded' : 'failed'}`],
      description: given.text('commit_title'),
      identity: { parts: ['deployment', given.first('project.id', 'project.path_with_namespace'), environment] },
      group: runsOf(given, given.text('ref')),
      labels: labelsOf({ project, environment, branch: given.text('ref') }),
      url: [given.text('deployable_url'), given.text('project.web_url')],
      startsAt: at,
      resolvedAt: at,
    }),
  ];
}

/** Somebody declared or closed an incident there. */
function ofIncident(given: Payload): readonly Alert[] {
  const incident = given.part('object_attributes');
  const action = incident.text('action');
  if (action !== 'open' && action !== 'reopen' && action !== 'close') return [];
  const project = given.first('project.path_with_namespace', 'project.name');
  return [
    alertFrom('gitlab', {
      status: action === 'close' ? 'resolved' : 'firing',
      title: [incident.text('title'), `Incident of ${project}`],
      description: incident.text('description'),
      identity: { parts: ['incident', project, incident.first('iid', 'id', 'title')] },
      severity: severityOf(incident.text('severity')),
      labels: labelsOf({ project }),
      url: [incident.text('url'), given.text('project.web_url')],
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
