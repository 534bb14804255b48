import type { SignIns } from '../../src/ports/people.ts';
import type { Clock } from '../../src/ports/runtime.ts';
import { smallPage } from './small-page.ts';
import { fromOurPages, type Visitors } from './visitor.ts';

/** A link that the bot sent is opened here. Looking at it does not spend it: chats and mail scanners look at links. */
export async function answerSignIn(
  request: Request,
  secret: string,
  parts: { publicUrl: string; signIns: SignIns; visitors: Visitors; clock: Clock },
): Promise<Response> {
  if (request.method === 'GET' || request.method === 'HEAD')
    return smallPage(200, 'Sign in to Tocsin', [
      '<p>This link signs you in once, on this browser, for 30 days.</p>',
      '<form method="post"><button class="button primary wide" type="submit">Sign in</button></form>',
    ]);
  if (request.method !== 'POST') return smallPage(405, 'Not like this', ['<p>Open the link in a browser.</p>']);
  if (!fromOurPages(request, parts.publicUrl))
    return smallPage(403, 'Not from there', [
      '<p>Another site sent your browser here. Open the link from your chat instead.</p>',
    ]);
  const redeemed = await parts.signIns.redeem(secret, parts.clock.now());
  if (!redeemed)
    return smallPage(410, 'This link no longer works', [
      '<p>It was used already, or is older than 10 minutes. For a new one type <code>/incident web</code> in Slack, Discord or Telegram, or <code>tocsin sign-in</code> on the server.</p>',
    ]);
  return new Response(null, {
    status: 303,
    headers: {
      location: '/',
      'set-cookie': parts.visitors.welcome(redeemed.person, redeemed.session),
      'cache-control': 'no-store',
    },
  });
}

/** What somebody gets who has not signed in. */
export function howToSignIn(): Response {
  return smallPage(401, 'Sign in to Tocsin', [
    '<p>In Slack, Discord or Telegram, type</p>',
    '<p class="try"><code>/incident web</code></p>',
    '<p>The bot sends you, and only you, a link that signs you in here. It works once and for 10 minutes. With none of these, on the server:</p>',
    '<p class="try"><code>tocsin sign-in &lt;person&gt;</code></p>',
  ]);
}
