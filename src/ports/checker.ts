import type { Check, Finding } from '../domain/checks/check.ts';

export interface Checker {
  /** Asks once, within the check's time limit. Never throws: whatever goes wrong is what it found. */
  ask(check: Check): Promise<Finding>;
}
