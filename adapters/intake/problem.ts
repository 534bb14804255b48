import { type ProblemStatus, problem, problemTitles } from '../../src/ports/http.ts';

/** A field that does not fit, and the reason. */
export interface Problem {
  readonly field: string;
  readonly message: string;
}

/** Most problems in an answer or a log line; one request may have thousands. */
const mostNamed = 50;

/** Returns the first 50 problems, and a note of how many more there are. */
export function firstOf(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - mostNamed;
  return more > 0 ? [...problems.slice(0, mostNamed), { field: '', message: `And ${more} more.` }] : problems;
}

/** Thrown to refuse a request, with the answer for its sender. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly Problem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    detail: string,
    also: { readonly errors?: readonly Problem[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.status = status;
    this.errors = also.errors ?? [];
    this.headers = also.headers ?? {};
  }
}

/** Returns the refusal as problem+json (RFC 9457); `errors` names each field. */
export function problemJson({ status, message, errors, headers }: Refusal): Response {
  const title = problemTitles[status as ProblemStatus] ?? 'Refused';
  return problem(status, title, message, { headers, members: { errors } });
}
