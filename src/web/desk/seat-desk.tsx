import { useEffect, useState } from 'react';
import type { Seat } from '../../contract/desk/seat.ts';
import type { Me } from '../../contract/desk/session.ts';
import { CallList } from '../calls/call-list.tsx';
import { InboxList } from '../inbox/inbox-list.tsx';
import { TalkList } from '../supervision/talk-list.tsx';
import { useWords } from '../words/use-words.ts';
import { CallBar } from './call/call-bar.tsx';
import { situationOf } from './call/situation.ts';
import type { Situation } from './call/situation.ts';
import { useCallWish } from './call/use-call-wish.ts';
import { DeskBanner } from './desk-banner.tsx';
import { DeskHeader } from './desk-header.tsx';
import type { DeskState } from './desk-state.ts';
import type { DeskStore } from './desk-store.ts';
import { KeysHelp } from './keys/keys-help.tsx';
import { useDeskKeys } from './keys/use-desk-keys.ts';
import { LinkBadge } from './links/link-badge.tsx';
import { phoneLink, serverLink } from './links/links.ts';
import { MicrophoneCheck } from './microphone-check.tsx';
import type { MicrophoneCheckProps } from './microphone-check.tsx';
import { PhoneNotice } from '../phone/phone-notice.tsx';
import { PopCard } from './pop-card.tsx';
import { SeatCard } from './seat-card.tsx';
import { StatePill } from './state-pill.tsx';
import { usePhonePlace } from './use-phone-place.ts';
import { useDrafts } from './wrap-up/use-drafts.ts';
import { WrapUpPanel } from './wrap-up/wrap-up-panel.tsx';

export interface SeatDeskProps {
  readonly me: Me;
  readonly desk: DeskState;
  readonly seat: Seat;
  readonly store: DeskStore;
}

/** A talk that has begun, or is being made, has something to file. */
const formKinds: readonly Situation['kind'][] = ['dialling', 'announcing', 'connected', 'held', 'rejoining', 'ended'];

export function SeatDesk({ me, desk, seat, store }: SeatDeskProps) {
  const { offsetMs } = desk;
  const situation = situationOf(seat.state, seat.call);
  const phone = usePhonePlace(desk, seat);
  const wishes = useCallWish(situation, { send: store.ask, hangUpLocally: phone.actions.hangUpLocally });
  const [check, setCheck] = useState<MicrophoneCheckProps['reason'] | null>(null);
  const serverNow = () => Date.now() + offsetMs;
  const formCallId = formKinds.includes(situation.kind) ? situation.callId : null;
  const drafts = useDrafts(formCallId, serverNow);
  const keys = useDeskKeys({ situation, phone, wishes, seat, serverNow, endAcw: () => change({ action: 'acw-done' }) });
  useTitle(seat);

  const change: DeskStore['change'] = async (wish) => {
    const isUntested = phone.choice === 'page' && phone.phone.microphone !== 'ready';
    if (wish.action === 'ready' && seat.state.phase === 'not-ready' && isUntested) return setCheck('before-ready');
    await store.change(wish);
  };

  return (
    <div className="desk">
      <div className="desk-top">
        <DeskHeader me={me} showKeys={() => keys.showHelp(true)} checkMicrophone={phone.choice === 'page' ? () => setCheck('asked') : null}>
          <StatePill seat={seat} offsetMs={offsetMs} />
          <Links desk={desk} seat={seat} phone={phone} />
        </DeskHeader>
        <CallBar seat={seat} situation={situation} place={phone.place} phone={phone} offsetMs={offsetMs} {...wishes} isKeypadOpen={keys.isKeypadOpen} openKeypad={keys.openKeypad} isTransferOpen={keys.isTransferOpen} openTransfer={keys.openTransfer} />
        <DeskBanner desk={desk} />
        {check === null && phone.choice === 'page' && <PhoneNotice phone={phone.phone} actions={phone.actions} offsetMs={offsetMs} />}
      </div>
      <main className="desk-body" data-form={drafts.drafts.length > 0}>
        <aside className="desk-side"><SeatCard seat={seat} extensions={desk.extensions} offsetMs={offsetMs} change={change} phone={phone} /></aside>
        <div className="desk-pop"><PopCard seat={seat} /></div>
        <div className="desk-form"><WrapUpPanel {...drafts} callId={formCallId} now={serverNow} file={store.file} /></div>
        <div className="desk-calls">{me.isSupervisor && <TalkList extension={seat.extension} version={desk.callsVersion} offsetMs={offsetMs} />}<CallList canSeeAll={me.canSeeAllCalls} version={desk.callsVersion} />{me.agent.series !== 'marketing' && <InboxList version={desk.callsVersion} />}</div>
      </main>
      <KeysHelp isOpen={keys.isHelpOpen} close={() => keys.showHelp(false)} shortcuts={keys.shortcuts} />
      {check !== null && (
        <MicrophoneCheck {...phone} reason={check} close={() => setCheck(null)} ready={() => { setCheck(null); void store.change({ action: 'ready' }); }} />
      )}
    </div>
  );
}

function Links({ desk, seat, phone }: { desk: DeskState; seat: Seat; phone: ReturnType<typeof usePhonePlace> }) {
  const server = serverLink(desk.connection);
  const line = phoneLink({ place: phone.place, isSignedIn: seat.state.phase !== 'signed-out', isDeviceOnline: seat.isDeviceOnline, phone: phone.phone });
  return (
    <>
      <LinkBadge of="server" state={server} word={`server.${server}`} />
      {line !== null && <LinkBadge of="phone" state={line} word={`${phone.place}.${line}`} />}
    </>
  );
}

function useTitle({ state: { phase } }: Seat): void {
  const { t } = useWords();
  useEffect(() => {
    const sign = phase === 'ringing' || phase === 'reserved' ? '☎ ' : '';
    document.title = `${sign}${t(`seat.phase.${phase}`)} · ${t('title')}`;
  }, [phase, t]);
}
