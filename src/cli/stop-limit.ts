/**
 * The documentation promises an end within five seconds of Ctrl-C, and a busy process is late. What runs Tocsin has to allow
 * that time. The limits of the shutdown steps in `src/app/start.ts` are below it together.
 */
export const STOP_LIMIT_MS = 4_500;
