import type { Row } from './rows.ts';

/** A build that somebody stopped says nothing. */
const stopped = { stopped: 'silent', killed: 'silent', blocked: 'silent', declined: 'silent' } as const;

/** Builds and pipelines of which each run has another number: project and branch are what stays. */
export const buildRows: readonly Row[] = [
  {
    // The plugin tcWebHooks. Its notifyType says as well when a build starts.
    name: 'TeamCity',
    signs: ['build.buildResult', 'build.buildTypeId', 'build.buildFullName'],
    ...build({
      result: 'build.buildResult',
      project: 'build.buildFullName',
      branch: 'build.branchName|build.branchDisplayName',
      url: 'build.buildStatusUrl',
      description: 'build.buildStatus|build.text',
    }),
  },
  {
    name: 'TeamCity',
    signs: ['eventType', 'payload.buildTypeId', 'payload.status'],
    when: ['eventType', /^BUILD_FINISHED$/],
    ...build({
      result: 'payload.status',
      project: 'payload.buildType.projectName|payload.buildTypeId',
      job: 'payload.buildType.name',
      branch: 'payload.branchName',
      url: 'payload.webUrl',
      description: 'payload.statusText',
    }),
  },
  {
    // That it starts, is queued or was stopped.
    name: 'TeamCity',
    signs: ['eventType', 'payload.buildTypeId'],
    ...build({ result: '', project: '', url: '' }),
  },
  {
    name: 'AppVeyor',
    signs: ['eventName', 'eventData.buildVersion', 'eventData.projectName'],
    ...build({
      result: 'eventData.status',
      project: 'eventData.repositoryName|eventData.projectName',
      branch: 'eventData.branch',
      request: 'eventData.pullRequestId',
      url: 'eventData.buildUrl',
      commit: 'eventData.commitId',
      description: 'eventData.commitMessage',
    }),
  },
  {
    name: 'Travis CI',
    signs: ['result_message', 'build_url', 'repository.name', 'matrix'],
    ...build({
      result: 'result_message',
      project: 'repository.name',
      branch: 'branch',
      request: 'pull_request_number',
      url: 'build_url',
      commit: 'commit',
      description: 'message',
    }),
  },
  {
    name: 'Semaphore',
    signs: ['pipeline.result', 'pipeline.yaml_file_name', 'project.name'],
    ...build({
      result: 'pipeline.result',
      project: 'repository.slug|project.name',
      job: 'pipeline.name',
      branch: 'revision.branch.name|revision.tag.name|revision.reference',
      request: 'revision.pull_request.number',
      url: 'pipeline.url|workflow.url',
      commit: 'revision.commit_sha',
      description: 'pipeline.error_description|revision.commit_message',
    }),
  },
  {
    name: 'Semaphore Classic',
    signs: ['project_hash_id', 'build_url', 'result'],
    ...build({
      result: 'result',
      project: 'project_name',
      branch: 'branch_name',
      url: 'build_url',
      commit: 'commit.id',
      description: 'commit.message',
    }),
  },
  {
    name: 'Buildkite',
    signs: ['event', 'build.state', 'pipeline.slug'],
    ...build({
      result: 'build.state',
      project: 'pipeline.name|pipeline.slug',
      branch: 'build.branch',
      request: 'build.pull_request.id',
      url: 'build.web_url',
      commit: 'build.commit',
      description: 'build.message',
    }),
  },
  {
    name: 'Drone',
    signs: ['build.status', 'repo.slug', 'build.number'],
    ...build({
      result: 'build.status',
      project: 'repo.slug',
      branch: 'build.ref|build.target',
      url: 'build.link',
      commit: 'build.after',
      description: 'build.error|build.message',
    }),
  },
];

/** Where a program that builds says what it built, and what became of it. */
interface BuildPaths {
  readonly result: string;
  readonly project: string;
  readonly job?: string;
  readonly branch?: string;
  /** The number of a pull request, whose builds say nothing of the branch that it is for. */
  readonly request?: string;
  readonly url: string;
  readonly commit?: string;
  readonly description?: string;
}

function build({ result, project, job, branch, request, url, commit, description }: BuildPaths) {
  const of = branch === undefined ? '' : `[{@${branch}}]${request === undefined ? '' : `[ #{${request}}]`}`;
  return {
    state: result,
    words: stopped,
    title: `${job === undefined ? 'Build' : `{${job}}`} of {${project}} {verb}${of.replace('[{', '[ on {')}`,
    key: [project, of, job ?? ''],
    labels: { project, branch: of, ...(job && { job }), ...(commit && { commit }) },
    url,
    ...(description && { description }),
  } satisfies Partial<Row>;
}
