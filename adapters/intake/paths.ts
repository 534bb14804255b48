import leven from 'leven';
import type { Integration } from '../../src/domain/alerts/integration.ts';
import { withoutTrailingSlashes } from '../../src/lib/slashes.ts';
import { Refusal } from './problem.ts';
import type { Sender } from './sender.ts';

const ALERTS_PATH = '/v1/alerts';
const INTEGRATIONS = '/v1/integrations';
const LONGEST_COMPARED = 60;

/** Returns the paths to mount: `/v1/alerts`, everything below it, and the senders' own paths. */
export function pathsOf(senders: readonly Sender[]): readonly string[] {
  return [
    ...new Set([
      ALERTS_PATH,
      `${ALERTS_PATH}/*`,
      INTEGRATIONS,
      `${INTEGRATIONS}/*`,
      ...senders.flatMap(({ paths }) => paths ?? []),
    ]),
  ];
}

/** The sender of a request, and the rest of the path for it. */
export interface Addressed {
  readonly sender: Sender;
  readonly rest: string;
  /** Which of the sender's own paths was used. */
  readonly home?: string;
  /** The integration of the path. Absent: the token's name decides. */
  readonly integration?: Integration;
  /** The path names no sender, so the integration of the token decides. */
  readonly isOpen?: true;
}

/** @throws Refusal 404 with similar names of senders or integrations */
export function senderAt(
  pathname: string,
  senders: readonly Sender[],
  generic: Sender,
  integrations: ReadonlyMap<string, Integration>,
): Addressed {
  const path = withoutTrailingSlashes(pathname);
  refuseUndecodable(path);
  if (path === INTEGRATIONS || path.startsWith(`${INTEGRATIONS}/`)) {
    const [name = '', ...parts] = path.slice(INTEGRATIONS.length + 1).split('/');
    const integration = integrations.get(decodeURIComponent(name));
    if (!integration) throw unknownIntegration(name, integrations);
    return {
      ...inside(`${INTEGRATIONS}/${name}`, senderNamed(integration.sender, senders, generic), parts),
      integration,
    };
  }
  for (const sender of senders) {
    const found = below(sender, path);
    if (found) return { sender, ...found };
  }
  if (path === ALERTS_PATH) return { sender: generic, rest: '', isOpen: true };
  const [name = '', ...parts] = path.slice(ALERTS_PATH.length + 1).split('/');
  const sender = senders.find((one) => one.name === name);
  if (!sender) throw unknown(name, senders);
  return inside(`${ALERTS_PATH}/${name}`, sender, parts);
}

/**
 * Finds a sender's own path behind Tocsin's, for programs that append it to a base URL: /v1/alerts/pagerduty/v2/enqueue.
 */
function inside(home: string, sender: Sender, parts: readonly string[]): Addressed {
  if (parts.length === 0) return { sender, rest: '' };
  const found = below(sender, `/${parts.join('/')}`);
  if (found) return { sender, ...found };
  if (sender.paths?.some(isOpen)) return { sender, rest: parts.join('/') };
  throw new Refusal(404, `There is nothing below ${home}: post to ${home} itself.`);
}

export function senderNamed(name: string, senders: readonly Sender[], generic: Sender): Sender {
  return senders.find((one) => one.name === name) ?? generic;
}

function unknownIntegration(typed: string, integrations: ReadonlyMap<string, Integration>): Refusal {
  const names = [...integrations.keys()];
  const near = names.filter((name) => isNear(typed.toLowerCase(), name.toLowerCase()));
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  return new Refusal(404, `No integration of this name is in the file.${hint} Add it under integrations.`);
}

function below(sender: Sender, path: string): Required<Pick<Addressed, 'rest' | 'home'>> | undefined {
  for (const own of sender.paths ?? []) {
    if (path === own.replace(/\/\*$/, '')) return { rest: '', home: own };
    if (isOpen(own) && path.startsWith(own.slice(0, -1))) return { rest: path.slice(own.length - 1), home: own };
  }
  return undefined;
}

function isOpen(path: string): boolean {
  return path.endsWith('/*');
}

function refuseUndecodable(path: string): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw new Refusal(400, 'The address is not valid: a % stands before what is no UTF-8 in hexadecimal.');
  }
}

function unknown(typed: string, senders: readonly Sender[]): Refusal {
  const names = senders.map(({ name }) => name);
  const near = names.filter((name) => isNear(typed.toLowerCase(), name));
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are: ${names.join(', ')}.`;
  return new Refusal(
    404,
    `No sender of this name is known. ${hint} Others post to ${ALERTS_PATH} in Tocsin's own shape.`,
  );
}

function isNear(typed: string, name: string): boolean {
  if (typed.length < 3 || typed.length > LONGEST_COMPARED) return false;
  const [a, b] = [typed, name].map((text) => text.replace(/[-_]/g, '')) as [string, string];
  return a.startsWith(b) || b.startsWith(a) || leven(a, b) <= Math.max(1, Math.floor(b.length / 3));
}
