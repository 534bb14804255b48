/** The alerts in one message of TrueNAS: new ones and cleared ones. Open alerts are repeated in each message. */
export interface TrueNasMessage {
  readonly host: string;
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
}

/** Parses the lines; undefined when they are not a message of TrueNAS. */
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
    // TrueNAS wraps lines after 78 characters.
    else if (list?.length) list.push(`${list.pop()} ${line}`);
  }
  return { host, firing, resolved };
}
