/** The documentation promises an end within five seconds of Ctrl-C. What runs Tocsin has to allow that time. */
export const STOP_LIMIT_MS = 4_800;
