import type { Fake } from './fakes.ts';
import type { webPeople } from './soak-team.ts';

const answerWithinMs = 15_000;

/** Signs in as a person does: asks the bot for a link, opens it, and keeps the cookie. */
export async function signIn(url: string, slack: Fake, { slack: account }: (typeof webPeople)[number]) {
  const came = slack.arrivals.next(account);
  slack.gives(account, 'web', {});
  await Promise.race([came, new Promise((resolve) => setTimeout(resolve, answerWithinMs))]);
  const secret = /\/sign-in\/([A-Za-z0-9_-]{16,})/.exec(slack.lastTo?.(account) ?? '')?.[1];
  if (!secret) throw new Error(`No link came to ${account}: ${slack.lastTo?.(account)}`);
  const response = await fetch(`${url}/sign-in/${secret}`, { method: 'POST', redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`The link did not sign in: ${response.status}`);
  return cookie;
}

/** Opens the page as a browser would, looks around, listens for a while, and goes. @returns how many events it heard */
export async function visit(url: string, cookie: string, listenMs: number): Promise<number> {
  const headers = { cookie };
  const get = async (path: string) => {
    const response = await fetch(`${url}/web/api/${path}`, { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
    return (await response.json()) as { me?: { rooms: { id: string }[] } };
  };
  const { me } = await get('state');
  for (const room of ['incidents', ...(me?.rooms ?? []).slice(0, 2).map(({ id }) => id)])
    await get(`posts?room=${encodeURIComponent(room)}`);
  await get('dashboard');
  const leaving = new AbortController();
  const timer = setTimeout(() => leaving.abort(), listenMs);
  let heard = 0;
  try {
    const stream = await fetch(`${url}/web/api/live`, { headers, signal: leaving.signal });
    for await (const chunk of stream.body ?? [])
      heard += new TextDecoder().decode(chunk as Uint8Array).split('event: ').length - 1;
  } catch (err) {
    if (!leaving.signal.aborted) throw err;
  } finally {
    clearTimeout(timer);
  }
  return heard;
}
