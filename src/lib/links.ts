import { isPublic } from './network/public-address.ts';
import { oneLine, truncate } from './text.ts';

export interface Link {
  readonly label: string;
  readonly url: string;
}

const LABEL_LENGTH = 80;
/** A truncated address leads nowhere, so a longer one is left out of a text. */
const URL_LENGTH = 1_000;

/**
 * Returns the parsed address when its scheme is `http` or `https`; undefined for others such as `javascript:`, and for other
 * text.
 */
export function webAddress(url: string): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const address = new URL(url);
  return /^https?:$/.test(address.protocol) ? address : undefined;
}

/** Returns the percent-decoded text, or the text itself when a `%` in it encodes nothing. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Returns whether servers on the Internet may find this address: its host is a name with a dot, or a public address. The
 * name is not resolved.
 */
function isOnTheInternet({ hostname }: URL): boolean {
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return isPublic(hostname);
  return hostname.includes('.') && !/\.(local|internal|localhost|lan|home\.arpa|svc)$/.test(hostname);
}

/** Returns the address of a picture that the servers of a platform can fetch; undefined also for one that is too long. */
export function pictureAddress(url: string, longest = Number.POSITIVE_INFINITY): string | undefined {
  const address = webAddress(url);
  return address && address.href.length <= longest && isOnTheInternet(address) ? address.href : undefined;
}

/**
 * Divides links into those that a platform shows as buttons and the rest, which it shows as text: one line for each, such as
 * "Runbook: http://localhost/cache". No link is lost because a platform refuses its address.
 *
 * @param takes returns whether the platform shows this address as a button
 * @param room the most buttons that the platform shows
 */
export function divideLinks<L extends Link>(
  links: readonly L[],
  takes: (address: URL) => boolean,
  room: number,
): { readonly asButtons: readonly L[]; readonly asText: string } {
  const asButtons: L[] = [];
  const lines: string[] = [];
  for (const link of links) {
    const address = webAddress(link.url);
    if (address && asButtons.length < room && takes(address)) asButtons.push({ ...link, url: address.href });
    else lines.push(linkLine(link));
  }
  return { asButtons, asText: lines.join('\n') };
}

function linkLine({ label, url }: Link): string {
  const words = truncate(oneLine(label), LABEL_LENGTH);
  const address = oneLine(url);
  return address.length <= URL_LENGTH ? [words, address].filter(Boolean).join(': ') : words;
}
