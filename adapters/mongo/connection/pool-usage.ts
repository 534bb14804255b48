import type { MongoClient } from 'mongodb';

/** The present use of the connections to the database. */
export interface PoolUsage {
  /** Returns how many connections are open. */
  open(): number;
  /** Returns how many connections a command is using. */
  inUse(): number;
  /** Returns how many commands wait for a connection. */
  waiting(): number;
}

/** Counts from the driver's events about its connection pools, which it emits in any case. */
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
    // Also counts connections that were opened before this function ran.
    open.add(nameOf(event));
    inUse.add(nameOf(event));
  });
  client.on('connectionCheckedIn', (event) => void inUse.delete(nameOf(event)));
  return { open: () => open.size, inUse: () => inUse.size, waiting: () => waiting };
}
