/** With this many unfinished writes the process is under pressure. */
const writePressure = 64;

/**
 * Counts the alerts and decisions of this process that are not stored yet. Under pressure, work that only follows from a
 * stored decision waits, because the decision is safe and unstored ones are not.
 */
export interface WritePressure {
  /** Call the returned function once, when the write is stored or has failed. */
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
