import { labelsOf } from '../../reading/fields.ts';
import { readState, type State } from '../../reading/statuses.ts';
import { joined, type KnownShape, silent } from './shape.ts';

/** What became of a build; a run that somebody stopped, or that goes on, says nothing. */
function resultOf(word: string | undefined): State {
  return word === 'rejected' ? 'firing' : (readState(word) ?? 'silent');
}

function verb(status: State): string {
  return status === 'resolved' ? 'passed' : 'failed';
}

/** Bitbucket's `repo:commit_status_*`. The name of a pipeline has a number, so that the branch is what stays. */
const bitbucket: KnownShape = {
  name: 'Bitbucket',
  signs: ['commit_status.state', 'repository.full_name'],
  read(given) {
    const [repository, branch] = [given.text('repository.full_name'), given.text('commit_status.refname')];
    const name = given.text('commit_status.name')?.replace(/\s#\d+\b/, '');
    const status = resultOf(given.text('commit_status.state'));
    return {
      status,
      title: `${joined(' of ', name ?? 'Build', repository)} ${verb(status)}`,
      description: given.text('commit_status.description'),
      identity: { parts: ['bitbucket', repository, branch ?? name, branch && name] },
      labels: labelsOf({ repository, branch, commit: given.text('commit_status.commit.hash') }),
      url: [given.text('commit_status.url')],
    };
  },
};

/** Bitbucket's other events. */
const bitbucketOther: KnownShape = {
  name: 'Bitbucket',
  signs: ['actor.display_name', 'repository.full_name'],
  read: () => silent,
};

/** Azure DevOps: service hooks for builds, releases and runs. */
const azureDevOps: KnownShape = {
  name: 'Azure DevOps',
  signs: ['publisherId', 'eventType', 'resource'],
  read(given) {
    const name = given.first('resource.definition.name', 'resource.pipeline.name', 'resource.environment.name');
    const word = given.first(
      'resource.result',
      'resource.run.result',
      'resource.environment.status',
      'resource.status',
    );
    const status = name === undefined ? 'silent' : resultOf(word);
    return {
      status,
      title: `${name} ${word === 'partiallySucceeded' ? 'succeeded in part' : verb(status)}`,
      description: given.first('detailedMessage.text', 'message.text'),
      identity: {
        parts: ['azure-devops', given.text('resourceContainers.project.id'), name, given.text('resource.sourceBranch')],
      },
      labels: labelsOf({ pipeline: name, branch: given.text('resource.sourceBranch'), event: given.text('eventType') }),
      url: [given.first('resource._links.web.href', 'resource.run._links.web.href', 'resource.url')],
      startsAt: given.date('createdDate'),
    };
  },
};

/** HCP Terraform's notifications of a workspace. */
const terraform: KnownShape = {
  name: 'HCP Terraform',
  signs: ['notification_configuration_id', 'notifications'],
  read(given) {
    const [last] = given.parts('notifications');
    const workspace = given.text('workspace_name');
    const word = last?.text('run_status');
    const isOver = word === 'applied' || word === 'planned_and_finished';
    const isWrong = word === 'errored' || last?.text('trigger')?.startsWith('assessment:') === true;
    if (!last || !(isOver || isWrong)) return silent;
    return {
      status: isOver ? 'resolved' : 'firing',
      title: joined(': ', workspace, last.text('message')),
      description: given.text('run_message'),
      identity: { parts: ['terraform', given.text('organization_name'), workspace] },
      labels: labelsOf({ workspace, organization: given.text('organization_name'), trigger: last.text('trigger') }),
      url: [given.text('run_url')],
    };
  },
};

export const buildShapes: readonly KnownShape[] = [bitbucket, bitbucketOther, azureDevOps, terraform];
