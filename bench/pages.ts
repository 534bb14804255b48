import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeSlackServer } from '../test/harness/fake-slack/server.ts';
import { pagedPeople, slackAccount } from './alert-team.ts';

/** What was told of alerts, by their names, as soon as the request that tells is there. */
export interface Pages {
  /** How often an alert of that name was told. */
  count(name: string): number;
  /** When it is told for the first time, in `performance.now()`. */
  first(name: string): Promise<number>;
  /** What the next loads do not ask for. */
  forget(): void;
}

interface Told extends Pages {
  tell(name: string): void;
}

function createPages(): Told {
  const told = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  return {
    count: (name) => told.get(name) ?? 0,
    first: (name) => new Promise((resolve) => waiting.set(name, resolve)),
    forget() {
      told.clear();
      waiting.clear();
    },
    tell(name) {
      told.set(name, (told.get(name) ?? 0) + 1);
      waiting.get(name)?.(performance.now());
      waiting.delete(name);
    },
  };
}

/** Slack without anybody behind it, with everybody who may be paged. */
export async function openPagedSlack() {
  const server = new FakeSlackServer();
  await server.listen();
  for (let person = 0; person < pagedPeople; person += 1) server.workspace.users.add(slackAccount(person));
  const pages = createPages();
  const calls = server.calls;
  calls.push = (...made) => {
    for (const { method, args } of made) if (method === 'chat.postMessage') pages.tell(nameIn(String(args.text)));
    // They are not looked at again, and would only fill the memory.
    return 0;
  };
  return {
    pages: pages as Pages,
    settings: { SLACK_BOT_TOKEN: server.botToken, SLACK_APP_TOKEN: server.appToken, SLACK_API_URL: server.apiUrl },
    complaints: () => server.complaints,
    close: () => server.close(),
  };
}

/** Where Alertmanager posts its notices. */
export async function openWebhook() {
  const pages = createPages();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { groupLabels } = JSON.parse(Buffer.concat(pieces).toString()) as { groupLabels: { alertname: string } };
      pages.tell(groupLabels.alertname);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    pages: pages as Pages,
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The alert's name is the title of its incident, and stands in the text of the page. */
function nameIn(text: string): string {
  return /\b[a-z]+\d+-\d+\b/.exec(text)?.[0] ?? text;
}
