import { useEffect, useState } from 'react';
import type { SeatServiceFile } from '../../../contract/desk/service-file.ts';
import { readServiceFile } from '../../api/desk-api.ts';

export type ServiceFileShown = SeatServiceFile | 'asking' | 'failed';

/** Read anew when another client is chosen, and when the agent asks. */
export function useServiceFile(callId: string, clientId: string | null): { shown: ServiceFileShown; again: () => void } {
  const [shown, show] = useState<ServiceFileShown>('asking');
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isHere = true;
    if (clientId === null) return;
    readServiceFile(clientId).then(
      (answer) => isHere && show(answer.callId === callId ? answer : 'failed'),
      () => isHere && show('failed'),
    );
    return () => {
      isHere = false;
    };
  }, [callId, clientId, round]);
  return {
    shown,
    again: () => {
      show('asking');
      setRound((before) => before + 1);
    },
  };
}
