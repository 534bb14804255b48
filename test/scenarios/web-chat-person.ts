import { randomUUID } from 'node:crypto';
import type { WirePost, WireState } from '../../adapters/web-chat/wire.ts';

/** One of the demo people, doing what their page would do. */
export interface WebPerson {
  posts(room: string): Promise<WirePost[]>;
  rooms(): Promise<readonly { id: string; name: string }[]>;
  /** What came back: usually the answer's text. */
  says(room: string, text: string): Promise<string>;
  presses(post: WirePost, label: string): Promise<string>;
}

export function webPerson(url: string, account: string): WebPerson {
  const headers = { cookie: `tocsin_person=${account}`, 'x-tocsin': '1', 'content-type': 'application/json' };

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(`${url}/web/api/${path}`, { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async function act(path: string, body: object): Promise<string> {
    const init = { method: 'POST', headers, body: JSON.stringify({ action: randomUUID(), ...body }) };
    const response = await fetch(`${url}/web/api/${path}`, init);
    const { post, error } = (await response.json()) as { post?: WirePost; error?: string };
    if (!post) throw new Error(`POST ${path}: ${response.status} ${error ?? 'a form opened'}`);
    return post.text;
  }

  return {
    posts: async (room) => (await get<{ posts: WirePost[] }>(`posts?room=${encodeURIComponent(room)}`)).posts,
    rooms: async () => (await get<WireState>('state')).me?.rooms ?? [],
    says: (room, text) => act('say', { room, text }),
    presses: (post, label) => {
      const button = post.buttons.find((one) => one.label === label);
      if (!button) throw new Error(`There is no button “${label}” on ${post.title ?? post.text}`);
      return act('press', { room: post.room, about: post.id, button: button.code });
    },
  };
}
