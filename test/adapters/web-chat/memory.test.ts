import { pushStoreContract } from '../../contracts/push-store.ts';
import { signInsContract } from '../../contracts/sign-ins.ts';
import { webChatStoreContract } from '../../contracts/web-chat-store.ts';
import { createMemoryOpenPages, createMemoryPushStore } from '../../harness/memory-push-store.ts';
import { createMemorySignIns } from '../../harness/memory-sign-ins.ts';
import { createMemoryWebChatStore } from '../../harness/memory-web-chat-store.ts';

const close = async () => {};

// What the adapter's own tests stand on must behave as the database does.
webChatStoreContract('the store in memory', async () => ({ store: createMemoryWebChatStore(), close }));
signInsContract('signing in, in memory', async () => ({ signIns: createMemorySignIns(), close }));
pushStoreContract('the push store in memory', async () => ({
  pushes: createMemoryPushStore(),
  openPages: createMemoryOpenPages(),
  close,
}));
