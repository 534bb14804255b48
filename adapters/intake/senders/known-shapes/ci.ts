import { labelsOf } from '../../reading/fields.ts';
import type { Payload } from '../../reading/payload.ts';
import { readState, type State } from '../../reading/statuses.ts';
import { joined, type KnownShape } from './shape.ts';

/** Where a program that builds says what it built, and what became of it. The first path with a text counts. */
interface BuildFields {
  readonly name: string;
  readonly signs: readonly [string, ...string[]];
  readonly project: readonly string[];
  readonly job?: readonly string[];
  readonly branch?: readonly string[];
  /** The number of a pull request, whose builds say nothing of the branch that it is for. */
  readonly request?: readonly string[];
  readonly result: readonly string[];
  readonly url: readonly string[];
  readonly commit?: readonly string[];
  readonly description?: readonly string[];
}

const builders: readonly BuildFields[] = [
  {
    // The plugin tcWebHooks. Its notifyType says as well when a build starts.
    name: 'TeamCity',
    signs: ['build.buildResult', 'build.buildTypeId', 'build.buildFullName'],
    project: ['build.buildFullName'],
    branch: ['build.branchName', 'build.branchDisplayName'],
    result: ['build.buildResult'],
    url: ['build.buildStatusUrl'],
    description: ['build.buildStatus', 'build.text'],
  },
  {
    name: 'AppVeyor',
    signs: ['eventName', 'eventData.buildVersion', 'eventData.projectName'],
    project: ['eventData.repositoryName', 'eventData.projectName'],
    branch: ['eventData.branch'],
    request: ['eventData.pullRequestId'],
    result: ['eventData.status'],
    url: ['eventData.buildUrl'],
    commit: ['eventData.commitId'],
    description: ['eventData.commitMessage'],
  },
  {
    name: 'Travis CI',
    signs: ['result_message', 'build_url', 'repository.name', 'matrix'],
    project: ['repository.name'],
    branch: ['branch'],
    request: ['pull_request_number'],
    result: ['result_message'],
    url: ['build_url'],
    commit: ['commit'],
    description: ['message'],
  },
  {
    name: 'Semaphore',
    signs: ['pipeline.result', 'pipeline.yaml_file_name', 'project.name'],
    project: ['repository.slug', 'project.name'],
    job: ['pipeline.name'],
    branch: ['revision.branch.name', 'revision.tag.name', 'revision.reference'],
    request: ['revision.pull_request.number'],
    result: ['pipeline.result'],
    url: ['pipeline.url', 'workflow.url'],
    commit: ['revision.commit_sha'],
    description: ['pipeline.error_description', 'revision.commit_message'],
  },
  {
    name: 'Semaphore Classic',
    signs: ['project_hash_id', 'build_url', 'result'],
    project: ['project_name'],
    branch: ['branch_name'],
    result: ['result'],
    url: ['build_url'],
    commit: ['commit.id'],
    description: ['commit.message'],
  },
  {
    name: 'Buildkite',
    signs: ['event', 'build.state', 'pipeline.slug'],
    project: ['pipeline.name', 'pipeline.slug'],
    branch: ['build.branch'],
    request: ['build.pull_request.id'],
    result: ['build.state'],
    url: ['build.web_url'],
    commit: ['build.commit'],
    description: ['build.message'],
  },
  {
    name: 'Drone',
    signs: ['build.status', 'repo.slug', 'build.number'],
    project: ['repo.slug'],
    branch: ['build.ref', 'build.target'],
    result: ['build.status'],
    url: ['build.link'],
    commit: ['build.after'],
    description: ['build.error', 'build.message'],
  },
];

/** Returns what became of a build; one that somebody stopped, or that goes on, says nothing. */
function resultOf(word: string | undefined): State {
  return /^(?:stopped|killed|blocked|declined)$/i.test(word ?? '') ? 'silent' : (readState(word) ?? 'silent');
}

function shapeOf({ name, signs, ...paths }: BuildFields): KnownShape {
  const first = (given: Payload, fields: readonly string[] = []) => given.first(...fields);
  return {
    name,
    signs,
    read(given) {
      const [project, job, request] = [paths.project, paths.job, paths.request].map((fields) => first(given, fields));
      const plain = first(given, paths.branch)?.replace(/^refs\/(?:heads|tags)\//, '');
      const branch = request === undefined ? plain : joined(' ', plain, `#${request}`);
      const status = resultOf(first(given, paths.result));
      const what = joined(' of ', job ?? 'Build', project);
      return {
        status,
        title: joined(' on ', `${what} ${status === 'resolved' ? 'passed' : 'failed'}`, branch),
        description: first(given, paths.description),
        identity: { parts: [name.toLowerCase(), project, branch, job] },
        labels: labelsOf({ project, branch, job, commit: first(given, paths.commit) }),
        url: [first(given, paths.url)],
      };
    },
  };
}

/** Builds and pipelines of which each run has another number: project and branch are what stays. */
export const ciShapes: readonly KnownShape[] = builders.map(shapeOf);
