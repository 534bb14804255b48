import pTimeout from 'p-timeout';

/** Something that is opened and later closed, such as a connection. */
export interface Resource {
  open(): Promise<void>;
  /** May be called at any moment, also while it opens, and more than once. */
  close(): Promise<void>;
}

/** Holds at most one resource at a time. */
export interface Slot<R extends Resource> {
  /**
   * Makes and opens a resource, and gives it once it is open. While one is open already, or opens, gives that one. When
   * opening fails, or `signal` aborts, or the slot is closed meanwhile, the resource is closed and this throws.
   */
  open(make: () => R, signal?: AbortSignal): Promise<R>;
  /** The resource that is open now. */
  current(): R | undefined;
  /** Closes what is open or opens; only if it is `which`, when that is given. */
  close(which?: R): Promise<void>;
}

interface Entry<R> {
  readonly resource: R;
  readonly cancel: AbortController;
  opening: Promise<R>;
  isOpen: boolean;
}

/** @param cancelled makes the error of an `open` that was cancelled before it ended */
export function createSlot<R extends Resource>(cancelled: () => Error): Slot<R> {
  let entry: Entry<R> | undefined;

  async function open(mine: Entry<R>, signal: AbortSignal): Promise<R> {
    const { resource } = mine;
    try {
      const work = resource.open();
      // Cancelled, it may still succeed later, when nobody expects it.
      work.then(
        () => (signal.aborted ? resource.close() : undefined),
        () => undefined,
      );
      await pTimeout(work, { milliseconds: Number.POSITIVE_INFINITY, signal });
      mine.isOpen = true;
      return resource;
    } catch (err) {
      if (entry === mine) entry = undefined;
      await resource.close();
      throw signal.aborted ? cancelled() : err;
    }
  }

  return {
    open(make, signal) {
      if (entry) return entry.opening;
      const resource = make();
      const cancel = new AbortController();
      const mine: Entry<R> = { resource, cancel, isOpen: false, opening: Promise.resolve(resource) };
      entry = mine;
      mine.opening = open(mine, signal ? AbortSignal.any([signal, cancel.signal]) : cancel.signal);
      return mine.opening;
    },
    current: () => (entry?.isOpen ? entry.resource : undefined),
    async close(which) {
      const ended = entry;
      if (!ended || (which && ended.resource !== which)) return;
      entry = undefined;
      ended.cancel.abort();
      await ended.resource.close();
    },
  };
}
