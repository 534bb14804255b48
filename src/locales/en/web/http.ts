/** Errors that a browser shows which belong to no adapter. */
export const http = {
  'http.not-found': 'There is nothing at this address.',
  'http.failed': 'Something went wrong. The log has the details.',
  'http.timeout': 'The request timed out and may still complete. Check before you retry.',
  'http.too-large': 'The request is too large. Send less at once.',
  'http.start-page': 'Go to the start page',
} as const;
