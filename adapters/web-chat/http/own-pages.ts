/** The pages beside the chat. Each has its own script, style sheet and texts, so that the chat stays small. */
export const ownPages = {
  '/integrations': { name: 'integrations', title: 'web-integrations.title' },
  '/on-call': { name: 'on-call', title: 'web-on-call.title' },
  '/jobs': { name: 'jobs', title: 'web-jobs.title' },
} as const;

export type OwnPath = keyof typeof ownPages;

export function isOwnPath(path: string): path is OwnPath {
  return Object.hasOwn(ownPages, path);
}
