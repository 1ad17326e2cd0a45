/**
 * Brings a case as far as it can go now: look, decide (core/callback/plan.ts), do, look again. Whoever wakes it and how often
 * does not matter; two at once are told apart by the store, where every change says from what it starts.
 */
import { planCase } from '../../core/callback/plan.ts';
import { later, MAX_AHEAD_MS, performPlan, type Progress, type ProgressDeps } from './perform-plan.ts';

/** A case takes three or four; more would be a circle. */
const MAX_STEPS = 12;

export type ProgressCase = (caseId: string) => Promise<Progress>;

export function createProgressCase(deps: ProgressDeps): ProgressCase {
  return async (caseId) => {
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const found = await deps.cases.find(caseId);
      if (found === null) return { kind: 'over' };
      const plan = planCase(found, { at: deps.clock.now(), businessAt: deps.clock.businessNow() }, deps.rules);
      const result = await performPlan(deps, found, plan);
      if (result !== 'again') return result;
    }
    deps.log.error({ caseId }, 'case goes round in circles');
    return later(MAX_AHEAD_MS);
  };
}
