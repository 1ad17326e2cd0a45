import { useEffect, useRef, useState } from 'react';
import type { Destinations, TransferWish } from '../../../contract/desk/transfers.ts';
import { readDestinations } from '../../api/transfer-api.ts';
import { useWords } from '../../words/use-words.ts';

export interface TransferListProps {
  readonly choose: (mode: TransferWish['mode'], to: TransferWish['to']) => void;
  readonly survey: () => void;
  readonly close: () => void;
}

/** Whom the client may be handed to, as it is at this moment: colleagues, queues, numbers outside. */
export function TransferList({ choose, survey, close }: TransferListProps) {
  const { t, say } = useWords();
  const [found, setFound] = useState<Destinations | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    readDestinations().then(setFound, setFault);
  }, []);
  useEffect(() => {
    if (found !== null) list.current?.querySelector<HTMLButtonElement>('button:enabled')?.focus({ preventScroll: true });
  }, [found]);

  return (
    <div ref={list} className="transfer-list" role="group" aria-label={t('call.transfer.heading')} onKeyDown={(event) => event.key === 'Escape' && close()}>
      {fault !== null && <p role="alert">{say(fault)}</p>}
      {found?.seats.map(({ extension, agentName, phase }) => (
        <div key={extension} className="transfer-row" data-extension={extension}>
          <span><strong>{agentName}</strong> {extension} <em>{t(`seat.phase.${phase}`)}</em></span>
          <button type="button" disabled={phase !== 'ready'} onClick={() => choose('consult', { kind: 'seat', extension })}>{t('call.transfer.consult')}</button>
          <button type="button" disabled={phase !== 'ready'} onClick={() => choose('blind', { kind: 'seat', extension })}>{t('call.transfer.blind')}</button>
        </div>
      ))}
      {found?.outside.map((name) => (
        <div key={name} className="transfer-row" data-outside={name}>
          <span><strong>{name}</strong> <em>{t('call.transfer.outside')}</em></span>
          <button type="button" onClick={() => choose('consult', { kind: 'outside', name })}>{t('call.transfer.consult')}</button>
          <button type="button" onClick={() => choose('blind', { kind: 'outside', name })}>{t('call.transfer.blind')}</button>
        </div>
      ))}
      {found?.queues.map((queue) => (
        <div key={queue} className="transfer-row" data-queue={queue}>
          <span><strong>{queue}</strong> <em>{t('call.transfer.queue')}</em></span>
          <button type="button" onClick={() => choose('blind', { kind: 'queue', queue })}>{t('call.transfer.blind')}</button>
        </div>
      ))}
      <div className="transfer-row"><span>{t('call.transfer.survey')}</span><button type="button" data-survey onClick={survey}>{t('call.transfer.send')}</button></div>
      <button type="button" className="keypad-close" onClick={close}>{t('call.transfer.close')}</button>
    </div>
  );
}
