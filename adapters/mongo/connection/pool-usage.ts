import type { MongoClient } from 'mongodb';

/** How the connections to the database are used at the moment. */
export interface PoolUsage {
  /** Connections that are open. */
  open(): number;
  /** Connections that a command is using. */
  inUse(): number;
  /** Commands that wait for a connection. */
  waiting(): number;
}

/** Follows the driver's events about its connection pools, which it emits in any case. */
export function observePool(client: MongoClient): PoolUsage {
  const open = new Set<string>();
  const inUse = new Set<string>();
  let waiting = 0;
  const settled = () => {
    waiting = Math.max(0, waiting - 1);
  };
  const nameOf = (one: { readonly address: string; readonly connectionId: unknown }) =>
    `${one.address} ${String(one.connectionId)}`;

  client.on('connectionCreated', (event) => void open.add(nameOf(event)));
  client.on('connectionClosed', (event) => {
    open.delete(nameOf(event));
    inUse.delete(nameOf(event));
  });
  client.on('connectionCheckOutStarted', () => {
    waiting += 1;
  });
  client.on('connectionCheckOutFailed', settled);
  client.on('connectionCheckedOut', (event) => {
    settled();
    // Those that were opened before anybody followed.
    open.add(nameOf(event));
    inUse.add(nameOf(event));
  });
  client.on('connectionCheckedIn', (event) => void inUse.delete(nameOf(event)));
  return { open: () => open.size, inUse: () => inUse.size, waiting: () => waiting };
}
