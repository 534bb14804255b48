import type { Check, Finding } from '../../src/domain/checks/check.ts';
import { type Network, realNetwork } from '../../src/lib/network/public-address.ts';
import type { Checker } from '../../src/ports/monitors.ts';
import { askTcp } from './tcp.ts';
import { askTls } from './tls.ts';
import { whyNot } from './why-not.ts';

export interface CheckerParts {
  /** Certificates of authorities to trust besides those that Node trusts (`NODE_EXTRA_CA_CERTS` adds to these). */
  readonly authorities?: readonly string[];
  /** Absent: this machine's own. */
  readonly network?: Network;
}

/**
 * Asks the address that the operator's file names, also a private one. A redirect is chosen by whoever answers, so a
 * public host cannot redirect a check into a private network.
 */
export function createChecker({ authorities = [], network = realNetwork }: CheckerParts = {}): Checker {
  return {
    async run(check) {
      try {
        return await askOnce(check, { authorities, network });
      } catch (err) {
        return { ok: false, reason: whyNot(check, err) };
      }
    },
  };
}

async function askOnce(check: Check, { authorities, network }: Required<CheckerParts>): Promise<Finding> {
  const { probe } = check;
  const asking = { within: AbortSignal.timeout(check.timeoutMs), authorities, network };
  switch (probe.kind) {
    case 'http': {
      // Loaded with the first one: who checks nothing by HTTP does without its client's memory.
      const { askHttp } = await import('./http.ts');
      return askHttp(check.id, probe, asking);
    }
    case 'statusPage': {
      const { readStatusPage } = await import('./status-page.ts');
      return readStatusPage(check.id, probe, asking);
    }
    case 'tcp':
      return askTcp(probe, asking);
    case 'tls':
      return askTls(probe, asking);
    default:
      return probe satisfies never;
  }
}
