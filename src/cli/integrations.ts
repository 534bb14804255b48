import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { TrialJson } from '../app/try-payload.ts';
import { tokenOf } from './server/token.ts';
import { Exit, type Terminal } from './terminal.ts';

interface TryOptions {
  readonly json?: boolean;
  readonly live?: boolean;
  readonly url?: string;
  readonly token?: string;
}

/** `tocsin integrations try <name>`: says what a payload would cause, and changes nothing. */
export function integrationsVerb(terminal: Terminal): Command {
  const attempt = new Command('try')
    .description('Say what would come of a payload of an integration, and change nothing')
    .argument('<name>', 'an integration of the configuration file')
    .argument('[payload]', 'a file with the payload; standard input unless said')
    .option('--json', 'print the result as JSON')
    .option('--live', 'ask the running Tocsin, which knows its open incidents')
    .option('--url <url>', 'where it runs, instead of the address in the settings; means --live')
    .option('--token <token>', 'a token of its API_TOKENS, instead of TOCSIN_TOKEN or the first of the settings')
    .action(async (name: string, file: string | undefined, options: TryOptions) => {
      const payload = file === undefined ? await terminal.input() : await readFile(file, 'utf8');
      const { loadConfig } = await import('../config.ts');
      const config = await loadConfig(terminal.env);
      const isLive = options.live || options.url !== undefined;
      const trial = isLive
        ? await tryLive(config.settings, name, payload, { ...options, env: terminal.env })
        : await (await import('../app/try-payload.ts')).tryByFile(config.directory, name, payload);
      terminal.out(`${options.json ? JSON.stringify(trial, undefined, 2) : trialText(trial, !isLive)}\n`);
      if (trial.alerts.length === 0 && trial.refused.length > 0) throw new Exit(1);
    });
  return new Command('integrations').description('Try the payloads of monitors').addCommand(attempt);
}

const answerWithinMs = 20_000;

async function tryLive(
  settings: {
    readonly http: { readonly publicUrl: string };
    readonly apiTokens: readonly { readonly token: string }[];
  },
  name: string,
  payload: string,
  { url, token, env }: TryOptions & Pick<Terminal, 'env'>,
): Promise<TrialJson> {
  const base = (url ?? settings.http.publicUrl).replace(/\/+$/, '');
  const bearer = (await tokenOf(env, token)) ?? settings.apiTokens[0]?.token;
  const address = `${base}/v1/integrations/${encodeURIComponent(name)}/try`;
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
    body: payload,
    signal: AbortSignal.timeout(answerWithinMs),
  }).catch((cause: unknown) => {
    throw new Error(`${address} does not answer: start Tocsin there, or name its address with --url.`, { cause });
  });
  const answer = (await response.json().catch(() => ({}))) as TrialJson & { readonly detail?: string };
  if (response.ok) return answer;
  const todo = response.status === 401 || response.status === 403 ? ' Give a token with --token or TOCSIN_TOKEN.' : '';
  throw new Error(`${address} answers ${response.status}${answer.detail ? `: ${answer.detail}` : '.'}${todo}`);
}

/** Returns the result as text for people. */
function trialText({ integration, sender, alerts, ignored, refused }: TrialJson, byFile: boolean): string {
  const problems = (title: string, all: TrialJson['ignored']) =>
    all.length === 0 ? [] : ['', title, ...all.map(({ field, message }) => `  ${field ? `${field}: ` : ''}${message}`)];
  const isUnusable = alerts.length === 0 && refused.length > 0;
  const count = isUnusable ? 'nothing usable' : alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`;
  return [
    `${integration} (${sender}): ${count}`,
    ...alerts.flatMap((alert) => ['', ...alertLines(alert)]),
    ...problems('Ignored:', ignored),
    ...problems('Refused:', refused),
    ...(byFile && alerts.length > 0
      ? ['', 'By the file alone, which knows no open incident. --live asks the running Tocsin.']
      : []),
  ].join('\n');
}

function alertLines(alert: TrialJson['alerts'][number]): string[] {
  const { title, status, key, severity, labels, url, service, policy } = alert;
  const named = Object.entries(labels).map(([name, value]) => `${name}: ${value}`);
  return [
    title,
    `  ${[status, ...(severity ? [severity] : []), `key ${key}`].join(' · ')}`,
    ...(named.length > 0 ? [`  ${named.join(' · ')}`] : []),
    ...(url ? [`  ${url}`] : []),
    `  service ${service ?? 'none'} · policy ${policy ?? 'none'}`,
    `  ${outcomeSentence(alert)}`,
  ];
}

function outcomeSentence(alert: TrialJson['alerts'][number]): string {
  const { outcome, incident, pages, deferredUntil, maintenance, waitsFor } = alert;
  const which = incident === undefined ? 'the new incident' : `incident #${incident}`;
  const deferral =
    deferredUntil && `Nobody is paged before ${deferredUntil}${maintenance ? ` (maintenance ${maintenance})` : ''}.`;
  const waits = waitsFor && `Nobody is paged before ${waitsFor.alerts} alerts came within ${waitsFor.withinSeconds} s.`;
  const paging = deferral ?? waits ?? (pages.length > 0 ? `Pages ${pages.join(', ')} first.` : 'Pages nobody.');
  switch (outcome) {
    case 'ignored':
      return 'Ignored: a route says so.';
    case 'opens':
      return `Opens a new incident. ${paging}`;
    case 'joins':
      return `Joins ${which}. ${pages.length > 0 ? paging : 'Pages nobody again.'}`;
    case 'reopens':
      return `Reopens ${which}. ${paging}`;
    case 'repeats':
      return `Repeats what ${which} knows. Pages nobody again.`;
    case 'ends':
      return `Resolves this alert of ${which}; others still fire, or a person resolves it.`;
    case 'resolves':
      return `Resolves ${which}.`;
    case 'over':
      return 'Nothing: its resolve came before it.';
    case 'nothing':
      return 'Nothing: it resolves an alert that does not fire.';
    default:
      return outcome satisfies never;
  }
}
