import { labelsOf, severityOf } from '../../reading/fields.ts';
import type { Payload } from '../../reading/payload.ts';
import { readState, type State } from '../../reading/statuses.ts';
import { joined, type KnownShape } from './shape.ts';

/** MongoDB Atlas. */
const atlas: KnownShape = {
  name: 'MongoDB Atlas',
  signs: ['eventTypeName', 'status', 'groupId'],
  read(given) {
    const cluster = given.first('clusterName', 'replicaSetName');
    const host = given.first('hostnameAndPort', 'hostname');
    const kind = given.text('eventTypeName') ?? '';
    const metric = given.text('metricName');
    const what = kind.replaceAll('_', ' ').toLowerCase();
    return {
      status: readState(given.text('status')) ?? 'firing',
      title: joined(' on ', joined(': ', what.charAt(0).toUpperCase() + what.slice(1), metric), cluster ?? host),
      description: given.text('humanReadable'),
      identity: given.text('id') ?? { parts: ['atlas', given.text('alertConfigId'), cluster, host] },
      labels: labelsOf({ event: kind, metric, cluster, host, project: given.text('groupId') }),
      value: given.text('currentValue.number'),
      startsAt: given.date('created'),
      resolvedAt: given.date('resolved'),
    };
  },
};

/** Google Cloud's budgets, by Pub/Sub: several times a day, and an alert only where a threshold is exceeded. */
const googleBudget: KnownShape = {
  name: 'Google Cloud Billing',
  signs: ['budgetDisplayName', 'costAmount', 'budgetAmount'],
  read(given) {
    const name = given.text('budgetDisplayName');
    const threshold = given.first('alertThresholdExceeded', 'forecastThresholdExceeded');
    const currency = given.text('currencyCode');
    return {
      status: threshold === undefined ? 'silent' : 'firing',
      title: `Budget ${name} exceeded ${Math.round(Number(threshold) * 100)} %`,
      description: `${given.text('costAmount')} of ${joined(' ', given.text('budgetAmount'), currency)}`,
      identity: { parts: ['budget', name, threshold, given.text('costIntervalStart')] },
      labels: labelsOf({ budget: name, threshold, currency }),
    };
  },
};

/** Security Command Center, by Pub/Sub. */
const securityCommandCenter: KnownShape = {
  name: 'Security Command Center',
  signs: ['notificationConfigName', 'finding.category'],
  read(given) {
    const resource = given.first('resource.displayName', 'finding.resourceName');
    return {
      status:
        given.text('finding.state') === 'INACTIVE' || given.text('finding.mute') === 'MUTED' ? 'resolved' : 'firing',
      title: joined(' on ', given.text('finding.category'), resource?.split('/').at(-1)),
      description: given.text('finding.description'),
      identity: given.text('finding.name') ?? { parts: ['finding', given.text('finding.category'), resource] },
      severity: severityOf(given.text('finding.severity')),
      labels: labelsOf({ category: given.text('finding.category'), resource }),
      url: [given.text('finding.externalUri')],
      startsAt: given.date('finding.eventTime'),
    };
  },
};

/** Cloud Build, by Pub/Sub. */
const cloudBuild: KnownShape = {
  name: 'Cloud Build',
  signs: ['projectId', 'status', 'logUrl'],
  read(given) {
    const repository = given.first('substitutions.REPO_NAME', 'substitutions.TRIGGER_NAME', 'buildTriggerId');
    const branch = given.text('substitutions.BRANCH_NAME');
    const status = readState(given.text('status')?.replace('INTERNAL_ERROR', 'ERROR')) ?? 'silent';
    return {
      status: given.text('status') === 'WORKING' ? 'silent' : status,
      title: joined(' on ', `Build of ${repository} ${status === 'resolved' ? 'passed' : 'failed'}`, branch),
      description: given.first('failureInfo.detail', 'statusDetail'),
      identity: { parts: ['cloud-build', given.text('projectId'), given.text('buildTriggerId') ?? repository, branch] },
      labels: labelsOf({ project: given.text('projectId'), repository, branch }),
      url: [given.text('logUrl')],
    };
  },
};

/** Snyk tells of each test of a project, with what is new in it and what is gone. */
const snyk: KnownShape = {
  name: 'Snyk',
  signs: ['project.browseUrl', 'newIssues', 'removedIssues'],
  read(given) {
    const project = given.text('project.name');
    const of = (status: State) => (issue: Payload) => ({
      status,
      title: joined(' in ', issue.first('issueData.title', 'id'), project),
      description: joined(' ', issue.text('pkgName'), issue.texts('pkgVersions').join(', ')),
      identity: { parts: ['snyk', given.text('project.id'), issue.text('id')] },
      severity: severityOf(issue.text('issueData.severity')),
      labels: labelsOf({ project, package: issue.text('pkgName'), origin: given.text('project.origin') }),
      url: [issue.text('issueData.url'), given.text('project.browseUrl')],
    });
    const issues = given.parts('newIssues').filter((issue) => issue.text('isIgnored') !== 'true');
    return [...issues.map(of('firing')), ...given.parts('removedIssues').map(of('resolved'))];
  },
};

export const serviceShapes: readonly KnownShape[] = [atlas, googleBudget, securityCommandCenter, cloudBuild, snyk];
