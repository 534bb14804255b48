import { truncateStart, withoutControls } from '../../src/lib/text.ts';

const longestReason = 1000;
const bytesRead = 4 * longestReason;

/**
 * What a job says about its failure, such as the last lines of its log: the body as it stands, whatever its type is
 * called, for curl calls any text a form. Undefined when there is none.
 */
export async function reasonIn(request: Request): Promise<string | undefined> {
  if (!request.body) return undefined;
  const bytes = new Uint8Array(await request.arrayBuffer());
  // The end of a log says more than its beginning. What is cut in two or not UTF-8 shows as a replacement character.
  const text = new TextDecoder().decode(bytes.subarray(-bytesRead));
  return truncateStart(withoutControls(text).trim(), longestReason) || undefined;
}
