import type { Colour } from './colour.ts';

/** The object that a message of Flux is about. */
interface FluxObject {
  /** `kustomization/shop.default` */
  readonly name: string;
  /** The line that has nothing but its name. */
  readonly line: string;
  /** How it is, by the colour or symbol of the message: the words of Flux tell of each step. */
  readonly state?: 'firing' | 'resolved' | undefined;
}

const object =
  /^(?<sign>[^\p{L}]{1,6})?(?<name>(?:kustomization|helm(?:release|repository|chart)|(?:git|oci|image)repository|image(?:policy|updateautomation)|bucket|fluxinstance|resourceset(?:inputprovider)?|externalartifact|terraform|canary)\/[a-z\d][\w.-]{0,250}(?:\/[\w.-]{1,250})?)$/iu;
const good = /[💫✅]/u;
const bad = /[🚨💣]/u;

/** Finds the object among the first lines of a message; undefined when it is not one of Flux. */
export function readFluxObject(lines: readonly string[], colour: Colour | undefined): FluxObject | undefined {
  for (const line of lines.slice(0, 3)) {
    const { sign = '', name } = object.exec(line)?.groups ?? {};
    if (name === undefined) continue;
    // On Google Chat only what is wrong has a colour; the second line names the controller.
    const hasState = colour !== undefined || good.test(sign) || bad.test(sign) || lines.some(isController);
    const isWrong = bad.test(sign) || (colour === 'bad' && !good.test(sign));
    return { name: name.toLowerCase(), line, state: hasState ? (isWrong ? 'firing' : 'resolved') : undefined };
  }
  return undefined;
}

function isController(line: string): boolean {
  return /^[a-z]{3,40}(?:-[a-z]{3,40}){0,3}-controller$/.test(line);
}
