import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { EventStore } from '../../app/api/event-ports.ts';
import type { ApiTokens } from '../../app/api/tokens.ts';
import type { ReadContactGaps } from '../../app/desk/contact-gaps.ts';
import type { DeskCalls } from '../../app/desk/calls.ts';
import type { CallControl } from '../../app/desk/call-control.ts';
import type { Dispositions } from '../../app/desk/disposition.ts';
import type { DeskInbox } from '../../app/desk/inbox.ts';
import type { MonitorCall } from '../../app/desk/monitor-call.ts';
import type { OverseeCall } from '../../app/desk/oversee-call.ts';
import type { OverseeSeat } from '../../app/desk/oversee-seat.ts';
import type { PagePhone } from '../../app/desk/page-phone.ts';
import type { Playback } from '../../app/desk/playback.ts';
import type { Readiness } from '../../app/desk/ports.ts';
import type { DeskSeat } from '../../app/desk/seat.ts';
import type { Transfers } from '../../app/desk/transfers.ts';
import type { DeskRouting } from '../../app/desk/routing.ts';
import type { ServiceFiles } from '../../app/desk/service-file.ts';
import type { SignIn } from '../../app/desk/sign-in.ts';
import type { DeskStreams } from '../../app/desk/streams.ts';
import type { DeskTrail } from '../../app/desk/trail.ts';
import type { ReadOwnDay } from '../../app/figures/own-day.ts';
import type { FigureReport } from '../../app/figures/report.ts';
import type { Wakeups } from '../../app/ports.ts';

/** Use cases behind the door; app/desk/desk.ts makes them all from the stores. */
export interface HttpDeps {
  readonly signIn: SignIn;
  readonly seat: DeskSeat;
  readonly oversee: OverseeSeat;
  readonly overseeCall: OverseeCall;
  readonly monitorCall: MonitorCall;
  readonly calls: DeskCalls;
  readonly routing: DeskRouting;
  readonly callControl: CallControl;
  readonly transfers: Transfers;
  readonly dispositions: Dispositions;
  readonly pagePhone: PagePhone;
  readonly inbox: DeskInbox;
  readonly serviceFiles: ServiceFiles;
  readonly contactGaps: ReadContactGaps;
  readonly playback: Playback;
  readonly streams: DeskStreams;
  readonly trail: DeskTrail;
  readonly figures: FigureReport;
  readonly ownDay: ReadOwnDay;
  readonly events: Pick<EventStore, 'read' | 'ends'>;
  readonly tokens: Pick<ApiTokens, 'check' | 'isValid'>;
  readonly readiness: Readiness;
  readonly wakeups: Pick<Wakeups, 'on'>;
  readonly now: () => number;
}

export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;
