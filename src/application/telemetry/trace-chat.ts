import type { Chat } from '../../ports/chat.ts';
import type { Tracing } from '../../ports/telemetry/tracing.ts';

/** The same chat, each of whose calls to its platform is a span. */
export function tracedChat<C extends Chat>(chat: C, tracing: Tracing): Chat {
  const { platform } = chat;
  const call = <T>(name: string, run: () => Promise<T>) =>
    tracing.span({ name: `${platform} ${name}`, kind: 'client', attributes: { 'tocsin.platform': platform } }, run);
  return {
    platform,
    limits: chat.limits,
    connected: () => chat.connected(),
    linkTo: (room) => chat.linkTo(room),
    send: (...args) => call('send', () => chat.send(...args)),
    update: (...args) => call('edit', () => chat.update(...args)),
    openRoom: (...args) => call('open room', () => chat.openRoom(...args)),
    addMembers: (...args) => call('add members', () => chat.addMembers(...args)),
    renameRoom: (...args) => call('rename room', () => chat.renameRoom(...args)),
  };
}
