import type { ServerResponse } from 'node:http';

/** What a call gets that the Bot API itself would answer otherwise. */
export interface OddAnswer {
  readonly status?: number;
  readonly body: string;
  /** The call was carried out all the same. */
  readonly done?: true;
  /** The connection ends before the answer is whole, or before it begins. */
  readonly ends?: 'halfway' | 'before';
}

/** What the Bot API answers when it refuses. */
export function refusal(code: number, description: string, parameters?: object): OddAnswer {
  return { status: code, body: JSON.stringify({ ok: false, error_code: code, description, parameters }) };
}

export function answerOddly(response: ServerResponse, { status = 200, body, ends }: OddAnswer): void {
  if (ends === 'before') return void response.socket?.resetAndDestroy();
  const length = Buffer.byteLength(body) + (ends ? 100 : 0);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length });
  if (ends) response.write(body, () => response.destroy());
  else response.end(body);
}
