import { CHANNEL_NAME } from './limits.ts';

const PREFIX = 'inc-';

/** A channel name: lower-case letters, digits and hyphens. The attempt tells apart rooms that would be named alike. */
export function channelName(name: string, key: string, attempt: number): string {
  const suffix = attempt > 1 ? `-${attempt}` : '';
  const words = slug(name) || slug(key) || 'room';
  return `${PREFIX}${words}`.slice(0, CHANNEL_NAME - suffix.length).replace(/-+$/, '') + suffix;
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
