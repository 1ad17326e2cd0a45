/**
 * What Asterisk must know of a phone in a page, tried on 22.10.1. Made at run time by
 * `PUT asterisk/config/dynamic/res_pjsip/<type>/<id>` with `{"fields": [...]}`, in this order; taken away in the opposite
 * order by DELETE. A PUT of auth again replaces the password at once; aor and endpoint are put once only, for put again while a
 * page is registered they leave the endpoint "online" for ever. The reply shows the password: it is never logged.
 */
export interface DynamicObject {
  readonly type: 'auth' | 'aor' | 'endpoint';
  readonly id: string;
  readonly fields: readonly { readonly attribute: string; readonly value: string }[];
}

export interface BrowserPhone {
  /** Name of all three objects and SIP user: `web-<extension>`. */
  readonly endpoint: string;
  readonly extension: string;
  readonly password: string;
}

const auth = ({ endpoint, password }: BrowserPhone) => ({ auth_type: 'digest', username: endpoint, password });

const aor = {
  // A page that is reloaded displaces the one before.
  max_contacts: '1',
  remove_existing: 'yes',
  minimum_expiration: '30',
  default_expiration: '300',
  maximum_expiration: '3600',
};

const endpointOf = ({ endpoint, extension }: BrowserPhone) => ({
  transport: 'transport-ws',
  context: 'from-seats',
  auth: endpoint,
  aors: endpoint,
  identify_by: 'username,auth_username',
  callerid: `${extension} <${extension}>`,
  language: 'zh_CN',
  // As all seats: no transcoding anywhere.
  disallow: 'all',
  allow: 'alaw',
  dtmf_mode: 'rfc4733',
  // DTLS with a certificate made for each call, ICE, RTP and RTCP on one port.
  webrtc: 'yes',
  direct_media: 'no',
  // In-dialog requests go back through the socket that the last request came by.
  rewrite_contact: 'yes',
  // A page that is reloaded leaves its leg up without media.
  rtp_timeout: '5',
  rtp_timeout_hold: '300',
  // A transfer never moves a channel inside Asterisk: it reaches the server as an event (asterisk-facts 8).
  set_var: 'PJSIP_TRANSFER_HANDLING()=ari-only',
});

const object = (type: DynamicObject['type'], id: string, values: Readonly<Record<string, string>>): DynamicObject => ({
  type, id, fields: Object.entries(values).map(([attribute, value]) => ({ attribute, value })),
});

/** The three objects, in the order in which they are put. */
export function browserEndpoint(phone: BrowserPhone): readonly DynamicObject[] {
  return [object('auth', phone.endpoint, auth(phone)), object('aor', phone.endpoint, aor), object('endpoint', phone.endpoint, endpointOf(phone))];
}
