/** The longest time without a line during a start. */
const SILENCE_MS = 2_500;

/** Reports a step, and repeats the line while the step runs. Lines that `work` reports with `say` count as well. */
export async function narrate<T>(
  say: (line: string) => void,
  line: string,
  work: (say: (line: string) => void) => Promise<T>,
): Promise<T> {
  const since = Date.now();
  let lastLineAt = since;
  say(`${line} …`);
  const again = setInterval(() => {
    if (Date.now() - lastLineAt < SILENCE_MS - 500) return;
    say(`${line} … ${Math.round((Date.now() - since) / 1000)} s`);
  }, SILENCE_MS);
  try {
    return await work((inner) => {
      lastLineAt = Date.now();
      say(inner);
    });
  } finally {
    clearInterval(again);
  }
}
