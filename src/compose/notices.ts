/** Who sends what clients asked for: the firm's gateways where they are set, else a folder of the home that can be read. */
import path from 'node:path';
import { readGateways } from '../adapters/files/gateways-file.ts';
import { createHttpGateway } from '../adapters/notify/http-gateway.ts';
import { createSimulatedInbox } from '../adapters/notify/simulated-inbox.ts';
import { createSmtpGateway } from '../adapters/notify/smtp-gateway.ts';
import type { Clock } from '../app/clock.ts';
import type { NoticeChannel } from '../app/house/ports.ts';
import type { Log } from '../app/log.ts';
import type { NoticeGateway } from '../app/notify/ports.ts';
import type { HttpGatewaySettings, SmtpGatewaySettings } from '../contract/gateways.ts';
import { BootRefused } from './foundation.ts';

export interface NoticeParts {
  readonly config: { readonly home: string };
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'info'>;
}

export function composeNotices({ config, clock, log }: NoticeParts): NoticeGateway {
  const told = readGateways(path.join(config.home, 'gateways.json'));
  if (told.kind === 'wrong') throw new BootRefused(told.sentence);
  const { gateways, read } = told;
  const inbox = createSimulatedInbox({ folder: path.join(config.home, 'inbox'), now: clock.now });
  const smtp = ({ host, port, tls, from, user, passwordFile, caFile }: SmtpGatewaySettings) => createSmtpGateway({
    host, port, tls, from, ...(user === undefined || passwordFile === undefined ? {} : { auth: { user, pass: read(passwordFile) } }), ...(caFile === undefined ? {} : { ca: read(caFile) }),
  });
  const http = ({ url, secretFile, body }: HttpGatewaySettings) => createHttpGateway({ url, body, secret: read(secretFile), now: clock.now });
  const byChannel: Readonly<Record<NoticeChannel, NoticeGateway>> = {
    email: gateways.email === undefined ? inbox : smtp(gateways.email),
    sms: gateways.sms === undefined ? inbox : http(gateways.sms),
    fax: gateways.fax === undefined ? inbox : http(gateways.fax),
  };
  log.info({ gateways: Object.keys(gateways) }, 'notices go to these gateways of the firm, all others to the simulated inbox');
  return { send: (notice) => byChannel[notice.channel].send(notice) };
}
