import type { Check, Finding } from '../../src/domain/checks/check.ts';
import type { Checker } from '../../src/ports/monitors.ts';
import { askTcp } from './tcp.ts';
import { askTls } from './tls.ts';
import { whyNot } from './why-not.ts';

export interface CheckerParts {
  /** Certificates of authorities to trust besides those that Node trusts (`NODE_EXTRA_CA_CERTS` adds to these). */
  readonly authorities?: readonly string[];
}

/**
 * Asks as the operator's own file says, private addresses and all: unlike a webhook's, nobody else can choose these.
 */
export function createChecker({ authorities = [] }: CheckerParts = {}): Checker {
  return {
    async ask(check) {
      try {
        return await askOnce(check, authorities);
      } catch (err) {
        return { ok: false, reason: whyNot(check, err) };
      }
    },
  };
}

async function askOnce(check: Check, authorities: readonly string[]): Promise<Finding> {
  const { probe } = check;
  const within = AbortSignal.timeout(check.timeoutMs);
  switch (probe.kind) {
    case 'http': {
      // Loaded with the first one: who checks nothing by HTTP does without its client's memory.
      const { askHttp } = await import('./http.ts');
      return askHttp(check.id, probe, { within, authorities });
    }
    case 'tcp':
      return askTcp(probe, { within });
    case 'tls':
      return askTls(probe, { within, authorities });
    default:
      return probe satisfies never;
  }
}
