/** Matches words that say that something is wrong. */
const problems =
  /(?<![\p{L}\d])(?:down|slow\p{L}*|broken|break\p{L}*|broke|fail\p{L}*|errors?|erroring|time(?:d|s)?[\s-]?outs?|timing out|outages?|crash\p{L}*|unavailable|unreachable|cannot|can['’]?t|can not|does(?:n['’]?t| not)|won['’]?t|not (?:working|loading|responding|reachable|starting|available)|[45]xx|[45]\d\ds?|spik\p{L}*|stuck|hang(?:s|ing)?|hung|leak\p{L}*|lost|losing|missing|refus\p{L}*|rejected|oom\p{L}*|killed|dead|degraded|offline|overload\p{L}*|flapping|problems?|issues?|on fire|burning|expir\p{L}*|corrupt\p{L}*|breach\p{L}*|attack\p{L}*|ddos|hacked|unhealthy|exhausted|full|out of (?:memory|disk|space)|kaputt|langsam|ausfall|ausgefallen|fehler|störung|geht nicht|gehen nicht|nicht erreichbar|hängt|caíd[oa]s?|lent[oa]s?|falla\p{L}*|fallo|rot[oa]s?|no (?:funciona|responde|carga))(?![\p{L}\d])|障害|エラー|落ち|遅い|ダウン|つながら|繋がら/iu;

const isOver =
  /(?<!\p{L})(?:(?<!not (?:yet )?)(?:resolved|fixed|solved)(?: itself)?|gelöst|behoben|resuelto|solucionado|(?:for|during) planned)(?!\p{L})/iu;

/** Returns whether a text says that something is wrong: `checkout is slow`, but not `the fix is live`. */
export function saysProblem(text: string): boolean {
  return problems.test(text) && !isOver.test(text);
}
