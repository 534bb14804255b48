import type { Drawing, DrawnField } from './drawing.ts';

/** The same for who reads mail as text, and for screen readers and watches that prefer it. */
export function drawPlain(
  { title, body, fields, buttons, links, linkText, charts }: Drawing,
  footer: readonly string[],
): string {
  const parts = [
    title,
    body,
    buttons.map(({ label, url }) => `${label}:\n${url}`).join('\n\n'),
    fields.map(fieldLine).join('\n'),
    ...charts.map(({ title: about, bars }) =>
      [about, ...bars.map(({ label, value }) => `${label}: ${value}`)].join('\n'),
    ),
    [...links.map(({ label, url }) => `${label}: ${url}`), linkText].filter(Boolean).join('\n'),
    // Two hyphens and a space: mail programs know what follows as a signature.
    `-- \n${footer.join('\n')}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function fieldLine({ label, value, moment }: DrawnField): string {
  return `${label}: ${[value, moment?.words].filter(Boolean).join(' · ')}`.trim();
}
