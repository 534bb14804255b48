import { truncate, utf8Length } from '../../lib/text.ts';
import { type Alert, type AlertLink, type Label, linkKinds } from './alert.ts';

/** The details of an alert that people read. They are bounded, because an incident lists many alerts. */
export interface AlertDetails {
  readonly labels?: readonly Label[];
  readonly links?: readonly AlertLink[];
  readonly image?: string;
  readonly value?: string;
}

/** In bytes, all labels of one alert together. */
const mostLabelBytes = 1_024;
const mostNameCharacters = 60;
const mostValueCharacters = 200;
/** As many as a card has link buttons. */
export const mostLinks = 4;
/** A longer address is left out: half an address leads nowhere. */
const mostUrlCharacters = 1_000;
/** Signed addresses of cloud storage are long. */
const mostImageCharacters = 2_000;
const mostLinkBytes = 2_048;

/** Returns the details that are kept. Labels are cut; labels and links that do not fit any more are left out. */
export function keptDetails({ labels, links, image, url, value }: Alert): AlertDetails {
  if (labels.length === 0 && !links && !url && !image && !value) return {};
  const kept = within(
    labels.map((label) => ({
      name: truncate(label.name, mostNameCharacters),
      value: truncate(label.value, mostValueCharacters),
    })),
    mostLabelBytes,
    ({ name, value: text }) => bytesOf(name) + bytesOf(text) + labelOverhead,
  );
  const addresses = within(
    shownLinks(links ?? (url ? [{ kind: 'source', url }] : [])).filter((one) => one.url.length <= mostUrlCharacters),
    mostLinkBytes,
    (one) => bytesOf(one.url) + labelOverhead,
  );
  return {
    ...(kept.length > 0 && { labels: kept }),
    ...(addresses.length > 0 && { links: addresses }),
    ...(image && image.length <= mostImageCharacters && { image }),
    ...(value && { value }),
  };
}

/** Returns the labels that say more than the links do: an address among them is a link already. */
export function labelsBesideLinks({ labels = [], links = [], image }: AlertDetails): readonly Label[] {
  const addresses = new Set([...links.map(({ url }) => url), image]);
  return labels.filter(({ value }) => !addresses.has(value));
}

/** Bytes that a label or link takes in a document besides its texts, about. */
const labelOverhead = 40;

/** Returns about how many bytes the details take in a document. */
export function bytesOfDetails({ labels = [], links = [], image = '', value = '' }: AlertDetails): number {
  const texts = [
    ...labels.map((label) => bytesOf(label.name) + bytesOf(label.value)),
    ...links.map((link) => bytesOf(link.url)),
  ];
  return texts.reduce((sum, bytes) => sum + bytes + labelOverhead, bytesOf(value) + bytesOf(image));
}

/** Returns at most four links, of each kind the first. A dashboard is left out where its panel is known. */
export function shownLinks(links: readonly AlertLink[]): readonly AlertLink[] {
  const hasPanel = links.some(({ kind }) => kind === 'panel');
  const seen = new Set<string>();
  return linkKinds
    .flatMap((kind) => links.find((one) => one.kind === kind) ?? [])
    .filter(({ kind, url }) => {
      if (kind === 'dashboard' && hasPanel) return false;
      if (seen.has(url)) return false;
      seen.add(url);
      return true;
    })
    .slice(0, mostLinks);
}

function within<T>(all: readonly T[], most: number, size: (one: T) => number): readonly T[] {
  let bytes = 0;
  return all.filter((one) => {
    const next = bytes + size(one);
    if (next > most) return false;
    bytes = next;
    return true;
  });
}

function bytesOf(text: string): number {
  return utf8Length(text, 0);
}
