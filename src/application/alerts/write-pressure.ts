/** So much that waits to be kept is a rush. */
const writePressure = 64;

/**
 * What waits to be kept in this process: alerts, and decisions of any kind. In a rush, what only follows from a decision had
 * better wait: what is kept cannot be lost any more, and until then it can.
 */
export interface WritePressure {
  /** Call what it returns, once, when it is kept or never will be. */
  waits(): () => void;
  isOn(): boolean;
}

export function createWritePressure(): WritePressure {
  let waiting = 0;
  return {
    waits() {
      waiting += 1;
      return () => {
        waiting -= 1;
      };
    },
    isOn: () => waiting >= writePressure,
  };
}
