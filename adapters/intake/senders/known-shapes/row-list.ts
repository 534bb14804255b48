import { buildRows } from './row-list-builds.ts';
import { problemRows } from './row-list-problems.ts';
import { workRows } from './row-list-work.ts';
import type { Row } from './rows.ts';

/** Shapes that consist of paths. A new one is an entry here. */
export const rows: readonly Row[] = [
  ...buildRows,
  {
    name: 'CircleCI',
    signs: ['webhook.id', 'project.slug', 'workflow.name'],
    state: 'job.status|workflow.status',
    title: '{job.name|workflow.name} of {project.name|project.slug} {verb}[ on {pipeline.vcs.branch}]',
    key: ['project.slug', 'pipeline.vcs.branch', 'workflow.name', 'job.name'],
    // A workflow and its jobs fail together.
    group: ['project.slug', 'pipeline.vcs.branch', 'workflow.name'],
    labels: { project: 'project.name|project.slug', branch: 'pipeline.vcs.branch', workflow: 'workflow.name' },
    url: 'workflow.url',
    startsAt: 'happened_at',
  },
  {
    // Its `title` is that of the commit.
    name: 'Netlify',
    signs: ['site_id', 'deploy_url', 'state'],
    state: 'state',
    words: { new: 'silent', created: 'silent', uploaded: 'silent' },
    title: 'Deploy of {name} {verb}[ on {branch}]',
    verbs: ['failed', 'is ready'],
    key: ['site_id', 'branch'],
    description: 'error_message',
    labels: { site: 'name', branch: 'branch', context: 'context' },
    url: 'admin_url|url',
  },
  {
    name: 'dbt Cloud',
    signs: ['data.jobName', 'data.runStatus', 'eventType'],
    state: 'data.runStatus',
    title: '{data.jobName}[ of {data.projectName}] {verb}[ in {data.environmentName}]',
    key: ['accountId', 'data.projectId', 'data.jobId', 'data.environmentId'],
    description: 'data.runStatusMessage',
    labels: { project: 'data.projectName', job: 'data.jobName', environment: 'data.environmentName' },
    startsAt: 'data.runFinishedAt',
  },
  {
    name: 'Rundeck',
    signs: ['executionId', 'execution.job', 'trigger'],
    state: 'status|execution.status',
    words: { 'failed-with-retry': 'silent' },
    title: 'Job {execution.job.name} of {execution.project} {verb}',
    verbs: ['failed', 'succeeded'],
    key: ['execution.project', 'execution.job.id'],
    labels: { project: 'execution.project', job: 'execution.job.name', user: 'execution.user' },
    url: 'execution.permalink|execution.href|execution.job.permalink',
  },
  {
    name: 'Harbor’s scanner',
    signs: ['type', 'operator', 'event_data.repository'],
    when: ['type', /^SCANNING_/],
    state: 'type',
    words: { scanning_stopped: 'silent' },
    title: 'Harbor: scan of {event_data.resources.0.resource_url|event_data.repository.repo_full_name} {verb}',
    key: ['event_data.repository.repo_full_name', 'event_data.resources.0.tag|event_data.resources.0.digest'],
    labels: { repository: 'event_data.repository.repo_full_name', tag: 'event_data.resources.0.tag' },
    startsAt: 'occur_at',
  },
  {
    // Pushes, pulls and so on tell of no problem.
    name: 'Harbor',
    signs: ['type', 'operator', 'event_data'],
    state: 'event_data.replication.status|event_data.replication.job_status|type',
    words: { quota_exceed: 'firing', quota_warning: 'firing' },
    severity: 'type',
    severities: { QUOTA_WARNING: 'sev4' },
    title:
      'Harbor: {~type}[ {event_data.replication.status|event_data.replication.job_status}][ of {event_data.repository.repo_full_name}]',
    key: ['type', 'event_data.repository.repo_full_name', 'event_data.replication.dest_resource.endpoint'],
    description: 'event_data.custom_attributes.Details',
    labels: { repository: 'event_data.repository.repo_full_name', kind: 'type' },
    startsAt: 'occur_at',
  },
  {
    // Somebody's page: its components have states of their own.
    name: 'Statuspage',
    signs: ['page.id', 'incident.id', 'incident.name'],
    state: 'incident.status',
    otherwise: 'firing',
    title: '{incident.name}',
    key: ['incident.id'],
    severity: 'incident.impact',
    severities: { critical: 'sev1', major: 'sev2', minor: 'sev3', none: 'sev4' },
    description: 'incident.incident_updates.0.body',
    labels: { page: 'page.id', impact: 'incident.impact' },
    url: 'incident.shortlink',
    startsAt: 'incident.created_at',
  },
  ...workRows,
  ...problemRows,
];
