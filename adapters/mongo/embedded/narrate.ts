/** A start is never silent for longer than this. */
const SILENCE_MS = 2_500;

/** Says what is going on, and again while it goes on. `say` inside `work` counts as well. */
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
