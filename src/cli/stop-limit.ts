/** Five seconds is what whoever presses Ctrl-C is promised. What runs Tocsin has to give it that long. */
export const STOP_LIMIT_MS = 4_800;
