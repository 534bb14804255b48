/** What a colour stands for: green for what is over, red for what is wrong. */
export type Colour = 'good' | 'bad' | 'other';

/** Returns what a colour means: a word of Slack's or Teams', RGB in hexadecimal with or without `#`, or a decimal number. */
export function colourOf(colour: string | null | undefined): Colour | undefined {
  const given = colour?.trim().toLowerCase() ?? '';
  if (given === 'good' || given === 'green') return 'good';
  if (given === 'danger' || given === 'attention') return 'bad';
  const hex = /^#?([\da-f]{6})$/.exec(given)?.[1];
  const value = /^\d{1,8}$/.test(given) && !given.startsWith('0') ? Number(given) : Number.parseInt(hex ?? '', 16);
  if (!(value > 0 && value <= 0xffffff)) return undefined;
  const [red, green, blue] = [value >> 16, (value >> 8) & 0xff, value & 0xff];
  if (green > 1.3 * Math.max(red, blue) || value === 0x57f287) return 'good';
  return red > 1.3 * Math.max(green, blue) ? 'bad' : 'other';
}
