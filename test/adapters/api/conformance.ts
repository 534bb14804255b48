import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Answer } from './ask.ts';

type Schema = Record<string, unknown>;

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly { in: string; name: string; required?: boolean; schema: Schema }[];
  readonly body?: Schema;
  readonly responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

// biome-ignore lint/suspicious/noExplicitAny: a document as it came over the wire
export type Document = any;

/** Every method of every path that the document names. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries<Record<string, Document>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      method: method.toUpperCase(),
      path,
      operationId: one.operationId,
      parameters: one.parameters ?? [],
      ...(one.requestBody && { body: one.requestBody.content['application/json']?.schema }),
      responses: one.responses,
    })),
  );
}

/** Says what is wrong with an answer by the document; undefined when nothing is. */
export function createJudge(document: Document): (operation: Operation, answer: Answer) => string | undefined {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  ajv.addSchema({ $id: 'doc:', components: document.components });
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();

  return ({ path, method, responses }, answer) => {
    const said = responses[answer.status];
    if (!said) return `${method} ${path}: ${answer.status} is not documented: ${answer.text}`;
    if (method === 'HEAD') return said.content ? `${method} ${path}: a HEAD has no body` : undefined;
    const type = answer.headers.get('content-type') ?? '';
    const schema = said.content?.[type]?.schema;
    if (!schema) return `${method} ${path}: ${answer.status} with ${type} is not documented`;
    const key = JSON.stringify(schema).replaceAll('#/components', 'doc:#/components');
    const validate = compiled.get(key) ?? ajv.compile(JSON.parse(key));
    compiled.set(key, validate);
    return validate(type.includes('json') ? answer.body : answer.text)
      ? undefined
      : `${method} ${path}: ${ajv.errorsText(validate.errors)}: ${answer.text}`;
  };
}
