import type { Drawing, DrawnField } from './drawing.ts';

/** Returns the text/plain part: the same message, for people, screen readers and watches that prefer text. */
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
    // Mail programs treat everything below a line of two hyphens and a space as a signature.
    `-- \n${footer.join('\n')}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function fieldLine({ label, value, moment }: DrawnField): string {
  return `${label}: ${[value, moment?.words].filter(Boolean).join(' · ')}`.trim();
}
