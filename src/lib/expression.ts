import { createContext, Script } from 'node:vm';
import { compile, type JSONValue, TreeInterpreter } from '@jmespath-community/jmespath';

/** In characters. */
export const longestExpression = 1_000;
/** Of processor time. What most expressions need is a hundredth of this; whoever posts a payload chooses its size. */
const longestEvaluationMs = 100;
/**
 * A script can be ended by the clock only. On a busy machine the clock runs on while the process waits for a processor, so an
 * evaluation that had not used up its processor time is made again, with more patience.
 */
const patienceMs = [longestEvaluationMs, 4 * longestEvaluationMs, 15 * longestEvaluationMs];

/** An expression that cannot be read. The message says what is wrong with it and where. */
export class BadExpression extends Error {
  override readonly name = 'BadExpression';
}

/** A JMESPath expression (https://jmespath.site), compiled. */
export interface Expression {
  readonly source: string;
  /**
   * Returns what the expression finds in `data`, JSON as `JSON.parse` gives it; undefined when it finds nothing, does not
   * fit the data, or takes longer than 100 ms of processor time.
   */
  evaluate(data: unknown): unknown;
}

// Only a script of this module can be ended when it takes too long; what it calls is ended with it.
const context = createContext({ evaluate: undefined });
const script = new Script('evaluate()');

/** @throws BadExpression */
export function compileExpression(source: string): Expression {
  if (source.length > longestExpression)
    throw new BadExpression(`has ${source.length} characters; expected at most ${longestExpression}`);
  let tree: ReturnType<typeof compile>;
  try {
    tree = compile(source);
    // Calls of functions that do not exist are noticed only when they are made.
    TreeInterpreter.search(tree, null);
  } catch (err) {
    const message = err instanceof Error ? err.message : String(err);
    if (!isAboutData(message)) throw new BadExpression(message.replace(/^Syntax error: /, ''));
    tree = compile(source);
  }
  return {
    source,
    evaluate(data) {
      return evaluateWithin(() => TreeInterpreter.search(tree, data as JSONValue));
    },
  };
}

function evaluateWithin(evaluate: () => unknown): unknown {
  context.evaluate = evaluate;
  try {
    for (const timeout of patienceMs) {
      const before = processorMs();
      try {
        return script.runInContext(context, { timeout }) ?? undefined;
      } catch (err) {
        if (!isTimeout(err) || processorMs() - before >= longestEvaluationMs) return undefined;
      }
    }
    return undefined;
  } finally {
    context.evaluate = undefined;
  }
}

function isTimeout(err: unknown): boolean {
  return (err as { readonly code?: unknown } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** Of this thread; before Node 23.9 of the whole process, which is at least what the evaluation took. */
function processorMs(): number {
  const measure = (process as { threadCpuUsage?: typeof process.cpuUsage }).threadCpuUsage ?? process.cpuUsage;
  const { user, system } = measure();
  return (user + system) / 1000;
}

/** With no data at all, functions complain of their arguments. */
function isAboutData(message: string): boolean {
  return /^Invalid type|invalid-type|^Runtime error|not a valid/i.test(message);
}
