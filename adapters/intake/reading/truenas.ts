/** What TrueNAS tells in one message: alerts that are new, and those that are over. What is still open is told again each time. */
export interface TrueNasMessage {
  readonly host: string;
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
}

/** Returns undefined when the lines are no message of TrueNAS. */
export function readTrueNas(lines: readonly string[]): TrueNasMessage | undefined {
  const host = /^(?:True|Free)NAS[\w ]{0,20} @ (?<host>\S{1,200})$/.exec(lines[0] ?? '')?.groups?.host;
  if (host === undefined) return undefined;
  const firing: string[] = [];
  const resolved: string[] = [];
  let list: string[] | undefined;
  for (const line of lines.slice(1)) {
    if (/^new alerts?:/i.test(line)) list = firing;
    else if (/ha(?:s|ve) been cleared:$/i.test(line)) list = resolved;
    else if (/:$/.test(line)) list = undefined;
    else if (line.startsWith('* ')) list?.push(line.slice(2).trim());
    // Lines are broken after 78 characters.
    else if (list?.length) list.push(`${list.pop()} ${line}`);
  }
  return { host, firing, resolved };
}
