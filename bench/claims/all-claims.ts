import type { Claim } from './claim.ts';
import { costClaim } from './cost.ts';
import { driversClaim } from './drivers.ts';
import { inviteClaim, popClaim } from './invite.ts';
import { ivrAtOnceClaim, keyOthersClaim } from './ivr.ts';
import { keyIdleClaim, keyLoadClaim } from './keys.ts';
import { memoryClaim } from './memory.ts';
import { routingClaim } from './routing.ts';
import { setupClaim } from './setup.ts';

/** In the order of their rows. */
export const allClaims: readonly Claim[] = [costClaim, driversClaim, setupClaim, keyIdleClaim, keyLoadClaim, keyOthersClaim, ivrAtOnceClaim, inviteClaim, popClaim, routingClaim, memoryClaim];
