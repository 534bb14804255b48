import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { Refusal } from '../../problem.ts';
import { looseDate } from '../../reading/dates.ts';
import { alertFrom, labelsOf, maybeWords } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import type { Arrived, Sender } from '../../sender.ts';
import { isSecurityAlert, readDeployment, readSecurityAlert } from './github-events.ts';

const payload = z.object({
  action: maybeWords,
  workflow_run: z.object({
    workflow_id: maybeWords,
    name: maybeWords,
    display_title: maybeWords,
    head_branch: maybeWords,
    head_sha: maybeWords,
    event: maybeWords,
    conclusion: maybeWords,
    html_url: maybeWords,
    run_number: maybeWords,
    run_attempt: maybeWords,
    updated_at: looseDate,
    actor: z.object({ login: maybeWords }).nullish(),
  }),
  repository: z.object({ full_name: maybeWords }).nullish(),
});

type Payload = z.infer<typeof payload>;

const failed: ReadonlySet<unknown> = new Set(['failure', 'timed_out', 'startup_failure']);

/**
 * GitHub Actions: a webhook of a repository or an organisation, content type application/json, of the event “Workflow
 * runs”, to `https://tocsin.example.org/v1/alerts/github-actions`, with one of API_TOKENS as its secret: GitHub
 * signs with it and never sends it. `?branch=main`, as often as wanted, leaves all other branches alone; runs for pull
 * requests are always left alone, and so are those of a merge queue. Alerts of Dependabot, secret scanning and code scanning, and
 * statuses of deployments are read as well; all other events are no alerts.
 */
export const githubActions: Sender = {
  name: 'github-actions',
  label: 'GitHub Actions',
  about:
    'The event `workflow_run`, signed with one of API_TOKENS; `?branch=main` leaves all other branches alone. Security alerts and `deployment_status` as well.',
  documentation: 'https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run',
  token(arrived) {
    const signature = signatureOf(arrived);
    return signature === undefined ? undefined : (token) => isSignedWith(token, signature, arrived);
  },
  read(arrived) {
    refuseForged(arrived);
    const event = arrived.headers.get('x-github-event');
    if (isSecurityAlert(arrived.body)) return readSecurityAlert(arrived);
    if (event === 'deployment_status') return readDeployment(arrived);
    if (event ? event !== 'workflow_run' : isOther(arrived.body)) return [];
    const given = parse(payload, arrived.body, arrived.notes);
    return isOfInterest(given, arrived.query.getAll('branch')) ? ofRun(given, arrived.notes) : [];
  },
};

/** Fields that only other events have. */
const otherEvents = [
  'zen',
  'ref',
  'commits',
  'issue',
  'pull_request',
  'check_run',
  'check_suite',
  'workflow_job',
  'deployment',
];

/** Another event of GitHub, whose header somebody's proxy has left out. */
function isOther(body: unknown): boolean {
  return typeof body === 'object' && body !== null && otherEvents.some((name) => name in body);
}

function signatureOf({ headers }: Arrived): string | undefined {
  return headers.get('x-hub-signature-256') ?? undefined;
}

function isSignedWith(secret: string, signature: string, { raw }: Arrived): boolean {
  const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Where the address has the token as well, that has let the sender in, and nobody has looked at the signature yet. */
function refuseForged(arrived: Arrived): void {
  const signature = signatureOf(arrived);
  const token = arrived.query.get('token');
  if (signature === undefined || !token || isSignedWith(token, signature, arrived)) return;
  throw new Refusal(401, 'The signature does not fit: give the webhook the same secret as the token in its address.');
}

function isOfInterest({ action, workflow_run: run }: Payload, branches: readonly string[]): boolean {
  if (action?.trim() && action !== 'completed') return false;
  // A fork may call its branch as it likes, `main` too; a merge queue makes a branch for each try.
  if (run.event?.startsWith('pull_request') || run.event === 'merge_group') return false;
  return branches.length === 0 || branches.includes(run.head_branch ?? '');
}

function ofRun({ workflow_run: run, repository }: Payload, notes: IntakeNotes): readonly Alert[] {
  const fails = failed.has(run.conclusion);
  // Cancelled, skipped and what is not understood say neither.
  if (!fails && run.conclusion !== 'success') return [];
  const name = repository?.full_name?.trim() || undefined;
  const workflow = run.name?.trim() || (run.workflow_id?.trim() ? `Workflow ${run.workflow_id}` : 'Workflow');
  const branch = run.head_branch ?? undefined;
  return [
    alertFrom('github-actions', {
      status: fails ? 'firing' : 'resolved',
      title: [
        [`${workflow} ${outcome(run.conclusion)}`, [name, branch].filter((part) => part).join(' ')]
          .filter((part) => part)
          .join(' on '),
      ],
      description: [run.display_title, `Run ${run.run_number ?? '?'}, attempt ${run.run_attempt ?? '1'}`]
        .filter((text) => text)
        .join('\n'),
      identity: { parts: [name, run.workflow_id ?? run.name, branch] },
      labels: labelsOf({
        repository: name,
        workflow,
        branch,
        conclusion: run.conclusion,
        event: run.event,
        actor: run.actor?.login,
        commit: run.head_sha,
      }),
      url: [run.html_url],
      startsAt: notes.notAhead('workflow_run.updated_at', run.updated_at),
    }),
  ];
}

function outcome(conclusion: string | null | undefined): string {
  if (conclusion === 'success') return 'succeeded';
  return conclusion === 'timed_out' ? 'timed out' : 'failed';
}
