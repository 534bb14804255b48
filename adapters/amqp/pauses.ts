/** Delays that a stop ends early. */
export interface Pauses {
  rest(ms: number): Promise<void>;
  end(): void;
}

export function createPauses(): Pauses {
  const resting = new Set<() => void>();
  return {
    rest: (ms) =>
      new Promise((resolve) => {
        const over = () => {
          clearTimeout(timer);
          resting.delete(over);
          resolve();
        };
        const timer = setTimeout(over, ms);
        resting.add(over);
      }),
    end() {
      for (const over of [...resting]) over();
    },
  };
}
