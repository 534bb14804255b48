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
   * Makes and opens a resource, and returns it once it is open. Returns the present resource when one is open or opening.
   * Closes the resource and throws when opening fails, `signal` aborts or the slot is closed meanwhile.
   */
  open(make: () => R, signal?: AbortSignal): Promise<R>;
  /** The open resource. */
  current(): R | undefined;
  /** Closes the resource that is open or opening. With `which`, closes it only when it is that one. */
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
      // An opening that was cancelled may still succeed later, when no caller expects it.
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
