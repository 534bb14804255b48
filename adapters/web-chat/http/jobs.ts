import { Refused } from '../../../src/domain/refusal.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import { within } from '../within.ts';
import { answered, json, refuse } from './answers.ts';
import type { ApiParts } from './api-parts.ts';
import type { Body } from './body.ts';
import { languageFor } from './language.ts';
import type { Visitor } from './visitor.ts';

type Parts = Pick<ApiParts, 'jobPage' | 'directory'>;

export async function listJobs(
  { jobPage, directory }: Parts,
  request: Request,
  { person }: Visitor,
): Promise<Response> {
  const language = languageFor(request, person, directory());
  const [jobs, mayRun] = await Promise.all([within(jobPage.list(language)), jobPage.mayRun(person)]);
  return json({ jobs, mayRun });
}

export async function listRuns(
  { jobPage, directory }: Parts,
  request: Request,
  { person }: Visitor,
): Promise<Response> {
  const job = new URL(request.url).searchParams.get('job') ?? '';
  return json({ runs: await within(jobPage.runs(job, languageFor(request, person, directory()))) });
}

/** Begins a run for the visitor, who must be an admin. */
export async function runJob({ jobPage }: Parts, { person }: Visitor, body: Body, t: Translate): Promise<Response> {
  // The page in this tab may be older than the cookie.
  if (body.text('as') !== person.id) return refuse(409, t('web-error.other-person', { name: person.name }));
  const begun = jobPage.run(body.text('job'), person.id, `web/${person.id}/${body.action()}`).then(
    () => undefined,
    (err: unknown) => {
      if (err instanceof Refused) return err.rule;
      throw err;
    },
  );
  switch (await within(begun)) {
    case undefined:
      return answered<'run-job'>({});
    case 'unknown-job':
      return refuse(404, t('web-error.no-job'));
    case 'job-running':
      return refuse(422, t('web-jobs.run.running'));
    default:
      return refuse(403, t('web-jobs.run.admins'));
  }
}
