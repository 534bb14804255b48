import { createContext, Script } from 'node:vm';
import { compile, type JSONValue, TreeInterpreter } from '@jmespath-community/jmespath';

/** In characters. */
export const longestExpression = 1_000;
/** In processor time. Most expressions need a hundredth of this, but the sender of a payload chooses its size. */
const longestEvaluationMs = 100;
/**
 * Node ends a script by the wall clock only, and on a busy machine that clock runs while the process waits for a processor.
 * So an evaluation that was ended before it used its processor time is repeated with a longer limit.
 */
const patienceMs = [longestEvaluationMs, 4 * longestEvaluationMs, 15 * longestEvaluationMs];

/** An expression that cannot be parsed. The message says what is wrong with it and where. */
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

// Node can end only a script of the `vm` module; the code that the script calls ends with it.
const context = createContext({ evaluate: undefined });
const script = new Script('evaluate()');

/** Compiles a JMESPath expression. Throws BadExpression. */
export function compileExpression(source: string): Expression {
  if (source.length > longestExpression)
    throw new BadExpression(`has ${source.length} characters; expected at most ${longestExpression}`);
  let tree: ReturnType<typeof compile>;
  try {
    tree = compile(source);
    // JMESPath reports a function that does not exist only when the function is called.
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

/** Returns the processor time of this thread in milliseconds; before Node 23.9 of the whole process, which is never less. */
function processorMs(): number {
  const measure = (process as { threadCpuUsage?: typeof process.cpuUsage }).threadCpuUsage ?? process.cpuUsage;
  const { user, system } = measure();
  return (user + system) / 1000;
}

/** Returns whether an error is about the data. Without any data, functions complain about their arguments. */
function isAboutData(message: string): boolean {
  return /^Invalid type|invalid-type|^Runtime error|not a valid/i.test(message);
}
