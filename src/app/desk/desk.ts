/** All use cases of the desk, from the stores they work on. */
import { createCallControl } from './call-control.ts';
import type { CallControlDeps } from './call-control.ts';
import { createContactGaps } from './contact-gaps.ts';
import type { ContactGapsDeps } from './contact-gaps.ts';
import { createDeskCalls } from './calls.ts';
import type { DeskCallsDeps } from './calls.ts';
import { createDispositions } from './disposition.ts';
import type { DispositionDeps } from './disposition.ts';
import { createInbox } from './inbox.ts';
import type { InboxDeps } from './inbox.ts';
import { createMonitorCall } from './monitor-call.ts';
import type { MonitorCallDeps } from './monitor-call.ts';
import { createOverseeCall } from './oversee-call.ts';
import type { OverseeCallDeps } from './oversee-call.ts';
import { createOverseeSeat } from './oversee-seat.ts';
import type { OverseeSeatDeps } from './oversee-seat.ts';
import { createPagePhone } from './page-phone.ts';
import type { PagePhoneDeps } from './page-phone.ts';
import { createPlayback } from './playback.ts';
import type { PlaybackDeps } from './playback.ts';
import { createPops } from './pop.ts';
import type { PopDeps } from './pop.ts';
import { createDeskRouting } from './routing.ts';
import type { DeskRoutingDeps } from './routing.ts';
import { createDeskSeat } from './seat.ts';
import type { DeskSeatDeps } from './seat.ts';
import { createServiceFiles } from './service-file.ts';
import type { ServiceFileDeps } from './service-file.ts';
import { createSignIn } from './sign-in.ts';
import type { SignInDeps } from './sign-in.ts';
import { createDeskStreams } from './streams.ts';
import { createTransfers } from './transfers.ts';
import type { TransferDeps } from './transfers.ts';
import { createDeskTrail } from './trail.ts';
import type { DeskTrailDeps } from './trail.ts';

export type DeskDeps = SignInDeps & PopDeps & ContactGapsDeps & Omit<DeskSeatDeps, 'pops'> & DeskCallsDeps & PlaybackDeps & CallControlDeps & TransferDeps & DispositionDeps & InboxDeps & PagePhoneDeps & DeskTrailDeps & OverseeSeatDeps & OverseeCallDeps & MonitorCallDeps & DeskRoutingDeps & ServiceFileDeps;

export type Desk = ReturnType<typeof createDesk>;

export function createDesk(deps: DeskDeps) {
  const pops = createPops(deps);
  return {
    signIn: createSignIn(deps),
    seat: createDeskSeat({ ...deps, pops }),
    oversee: createOverseeSeat(deps),
    overseeCall: createOverseeCall(deps),
    monitorCall: createMonitorCall(deps),
    calls: createDeskCalls(deps),
    routing: createDeskRouting(deps),
    callControl: createCallControl(deps),
    transfers: createTransfers(deps),
    dispositions: createDispositions(deps),
    pagePhone: createPagePhone(deps),
    inbox: createInbox(deps),
    serviceFiles: createServiceFiles(deps),
    contactGaps: createContactGaps(deps),
    playback: createPlayback(deps),
    trail: createDeskTrail(deps),
    streams: createDeskStreams({ ...deps, pops }),
  };
}
