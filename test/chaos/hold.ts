/** Something is stopped on its way at a point that the test has named, once. */
export interface Hold {
  /** Settles when it is there. */
  readonly reached: Promise<void>;
  /** Lets it go on. */
  release(): void;
}

export interface OpenHold extends Hold {
  arrived(): void;
  readonly released: Promise<void>;
}

export function openHold(): OpenHold {
  let arrived = () => {};
  let release = () => {};
  const reached = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { reached, released, arrived: () => arrived(), release: () => release() };
}
