/** The last line of a text in OpenMetrics. */
const endOfText = '# EOF';
const headerOf = /^# (?:HELP|TYPE|UNIT) (\S+)/;

/**
 * Merges the metrics of several processes, in Prometheus's format or OpenMetrics. Each metric has its header once, and the
 * samples of all processes, which differ by a label.
 */
export function mergeMetrics(texts: readonly string[]): string {
  const metrics = new Map<string, { readonly headers: string[]; readonly samples: string[] }>();
  for (const text of texts) {
    let current: { readonly headers: string[]; readonly samples: string[] } | undefined;
    for (const line of text.split('\n')) {
      if (line === '' || line === endOfText) continue;
      const name = headerOf.exec(line)?.[1];
      if (name !== undefined) {
        current = metrics.get(name) ?? { headers: [], samples: [] };
        metrics.set(name, current);
        if (!current.headers.includes(line)) current.headers.push(line);
      } else current?.samples.push(line);
    }
  }
  const lines = [...metrics.values()].flatMap(({ headers, samples }) => [...headers, ...samples]);
  const isOpen = texts.some((text) => text.trimEnd().endsWith(endOfText));
  return `${[...lines, ...(isOpen ? [endOfText] : [])].join('\n')}\n`;
}
