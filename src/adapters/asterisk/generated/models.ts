// Made from Asterisk's own API description (ARI, description version 10.0.0). Do not edit.
// Make it anew from a running Asterisk (here: of an environment that is up):
//   node -p 'require("./.hotline/secrets.json").ariPassword' | node src/adapters/asterisk/generate-types.ts http://127.0.0.1:21003 hotline
/** Protocol specific additional parameter */
export interface AdditionalParam {
  readonly parameter_name: string;
  readonly parameter_value: string;
}

/** Details of a Stasis application */
export interface Application {
  readonly bridge_ids: readonly string[];
  readonly channel_ids: readonly string[];
  readonly device_names: readonly string[];
  readonly endpoint_ids: readonly string[];
  readonly events_allowed: readonly Readonly<Record<string, unknown>>[];
  readonly events_disallowed: readonly Readonly<Record<string, unknown>>[];
  readonly name: string;
}

/** Notification that trying to move a channel to another Stasis application failed. */
export interface ApplicationMoveFailed extends Event {
  readonly type: 'ApplicationMoveFailed';
  readonly args: readonly string[];
  readonly channel: Channel;
  readonly destination: string;
}

/** Notification that a Stasis app has been registered. */
export interface ApplicationRegistered extends Event {
  readonly type: 'ApplicationRegistered';
}

/** Notification that another WebSocket has taken over for an application. An application may only be subscribed to by a single WebSocket at a time. If multiple WebSockets attempt to subscribe to the same application, the newer WebSocket wins, and the older one receives this event. */
export interface ApplicationReplaced extends Event {
  readonly type: 'ApplicationReplaced';
}

/** Notification that a Stasis app has been unregistered. */
export interface ApplicationUnregistered extends Event {
  readonly type: 'ApplicationUnregistered';
}

/** Asterisk system information */
export interface AsteriskInfo {
  readonly build?: BuildInfo;
  readonly config?: ConfigInfo;
  readonly status?: StatusInfo;
  readonly system?: SystemInfo;
}

/** Asterisk ping information */
export interface AsteriskPing {
  readonly asterisk_id: string;
  readonly ping: string;
  readonly timestamp: string;
}

/** The merging of media from one or more channels. Everyone on the bridge receives the same audio. */
export interface Bridge {
  readonly bridge_class: string;
  readonly bridge_type: 'mixing' | 'holding';
  readonly bridgevars?: Readonly<Record<string, unknown>>;
  readonly channels: readonly string[];
  readonly creationtime: string;
  readonly creator: string;
  readonly id: string;
  readonly name: string;
  readonly technology: string;
  readonly video_mode?: string;
  readonly video_source_id?: string;
}

/** Notification that an attended transfer has occurred. */
export interface BridgeAttendedTransfer extends Event {
  readonly type: 'BridgeAttendedTransfer';
  readonly destination_application?: string;
  readonly destination_bridge?: string;
  readonly destination_link_first_leg?: Channel;
  readonly destination_link_second_leg?: Channel;
  readonly destination_threeway_bridge?: Bridge;
  readonly destination_threeway_channel?: Channel;
  readonly destination_type: string;
  readonly is_external: boolean;
  readonly replace_channel?: Channel;
  readonly result: string;
  readonly transfer_target?: Channel;
  readonly transferee?: Channel;
  readonly transferer_first_leg: Channel;
  readonly transferer_first_leg_bridge?: Bridge;
  readonly transferer_second_leg: Channel;
  readonly transferer_second_leg_bridge?: Bridge;
}

/** Notification that a blind transfer has occurred. */
export interface BridgeBlindTransfer extends Event {
  readonly type: 'BridgeBlindTransfer';
  readonly bridge?: Bridge;
  readonly channel: Channel;
  readonly context: string;
  readonly exten: string;
  readonly is_external: boolean;
  readonly replace_channel?: Channel;
  readonly result: string;
  readonly transferee?: Channel;
}

/** Notification that a bridge has been created. */
export interface BridgeCreated extends Event {
  readonly type: 'BridgeCreated';
  readonly bridge: Bridge;
}

/** Notification that a bridge has been destroyed. */
export interface BridgeDestroyed extends Event {
  readonly type: 'BridgeDestroyed';
  readonly bridge: Bridge;
}

/** Notification that one bridge has merged into another. */
export interface BridgeMerged extends Event {
  readonly type: 'BridgeMerged';
  readonly bridge: Bridge;
  readonly bridge_from: Bridge;
}

/** Notification that the source of video in a bridge has changed. */
export interface BridgeVideoSourceChanged extends Event {
  readonly type: 'BridgeVideoSourceChanged';
  readonly bridge: Bridge;
  readonly old_video_source_id?: string;
}

/** Info about how Asterisk was built */
export interface BuildInfo {
  readonly date: string;
  readonly kernel: string;
  readonly machine: string;
  readonly options: string;
  readonly os: string;
  readonly user: string;
}

/** Notification that a channel is being broadcast to ARI applications for claiming. */
export interface CallBroadcast extends Event {
  readonly type: 'CallBroadcast';
  readonly called?: string;
  readonly caller?: string;
  readonly channel: Channel;
}

/** Notification that a broadcast channel has been successfully claimed by an ARI application. */
export interface CallClaimed extends Event {
  readonly type: 'CallClaimed';
  readonly channel: Channel;
  readonly winner_app: string;
}

/** Caller identification */
export interface CallerID {
  readonly name: string;
  readonly number: string;
}

/** A specific communication connection between Asterisk and an Endpoint. */
export interface Channel {
  readonly accountcode: string;
  readonly caller: CallerID;
  readonly caller_rdnis?: string;
  readonly channelvars?: Readonly<Record<string, unknown>>;
  readonly connected: CallerID;
  readonly creationtime: string;
  readonly dialplan: DialplanCEP;
  readonly id: string;
  readonly language: string;
  readonly name: string;
  readonly protocol_id: string;
  readonly state: 'Down' | 'Rsrved' | 'OffHook' | 'Dialing' | 'Ring' | 'Ringing' | 'Up' | 'Busy' | 'Dialing Offhook' | 'Pre-ring' | 'Unknown';
  readonly tenantid?: string;
}

/** Channel changed Caller ID. */
export interface ChannelCallerId extends Event {
  readonly type: 'ChannelCallerId';
  readonly caller_presentation: number;
  readonly caller_presentation_txt: string;
  readonly channel: Channel;
}

/** Channel changed Connected Line. */
export interface ChannelConnectedLine extends Event {
  readonly type: 'ChannelConnectedLine';
  readonly channel: Channel;
}

/** Notification that a channel has been created. */
export interface ChannelCreated extends Event {
  readonly type: 'ChannelCreated';
  readonly channel: Channel;
}

/** Notification that a channel has been destroyed. */
export interface ChannelDestroyed extends Event {
  readonly type: 'ChannelDestroyed';
  readonly cause: number;
  readonly cause_txt: string;
  readonly channel: Channel;
  readonly tech_cause?: number;
}

/** Channel changed location in the dialplan. */
export interface ChannelDialplan extends Event {
  readonly type: 'ChannelDialplan';
  readonly channel: Channel;
  readonly dialplan_app: string;
  readonly dialplan_app_data: string;
}

/** DTMF received on a channel. This event is sent when the DTMF ends. There is no notification about the start of DTMF */
export interface ChannelDtmfReceived extends Event {
  readonly type: 'ChannelDtmfReceived';
  readonly channel: Channel;
  readonly digit: string;
  readonly duration_ms: number;
}

/** Notification that a channel has entered a bridge. */
export interface ChannelEnteredBridge extends Event {
  readonly type: 'ChannelEnteredBridge';
  readonly bridge: Bridge;
  readonly channel?: Channel;
}

/** A hangup was requested on the channel. */
export interface ChannelHangupRequest extends Event {
  readonly type: 'ChannelHangupRequest';
  readonly cause?: number;
  readonly channel: Channel;
  readonly soft?: boolean;
  readonly tech_cause?: number;
}

/** A channel initiated a media hold. */
export interface ChannelHold extends Event {
  readonly type: 'ChannelHold';
  readonly channel: Channel;
  readonly musicclass?: string;
}

/** Notification that a channel has left a bridge. */
export interface ChannelLeftBridge extends Event {
  readonly type: 'ChannelLeftBridge';
  readonly bridge: Bridge;
  readonly channel: Channel;
}

/** Notification of a channel's state change. */
export interface ChannelStateChange extends Event {
  readonly type: 'ChannelStateChange';
  readonly channel: Channel;
}

/** Talking is no longer detected on the channel. */
export interface ChannelTalkingFinished extends Event {
  readonly type: 'ChannelTalkingFinished';
  readonly channel: Channel;
  readonly duration: number;
}

/** Talking was detected on the channel. */
export interface ChannelTalkingStarted extends Event {
  readonly type: 'ChannelTalkingStarted';
  readonly channel: Channel;
}

/** Tone was detected on the channel. */
export interface ChannelToneDetected extends Event {
  readonly type: 'ChannelToneDetected';
  readonly channel: Channel;
}

/** transfer on a channel. */
export interface ChannelTransfer extends Event {
  readonly type: 'ChannelTransfer';
  readonly refer_to: ReferTo;
  readonly referred_by: ReferredBy;
  readonly state?: string;
}

/** A channel initiated a media unhold. */
export interface ChannelUnhold extends Event {
  readonly type: 'ChannelUnhold';
  readonly channel: Channel;
}

/** User-generated event with additional user-defined fields in the object. */
export interface ChannelUserevent extends Event {
  readonly type: 'ChannelUserevent';
  readonly bridge?: Bridge;
  readonly channel?: Channel;
  readonly endpoint?: Endpoint;
  readonly eventname: string;
  readonly userevent: Readonly<Record<string, unknown>>;
}

/** Channel variable changed. */
export interface ChannelVarset extends Event {
  readonly type: 'ChannelVarset';
  readonly channel?: Channel;
  readonly value: string;
  readonly variable: string;
}

/** Info about Asterisk configuration */
export interface ConfigInfo {
  readonly default_language: string;
  readonly max_channels?: number;
  readonly max_load?: number;
  readonly max_open_files?: number;
  readonly name: string;
  readonly setid: SetId;
}

/** A key/value pair that makes up part of a configuration object. */
export interface ConfigTuple {
  readonly attribute: string;
  readonly value: string;
}

/** Detailed information about a contact on an endpoint. */
export interface ContactInfo {
  readonly aor: string;
  readonly contact_status: 'Unreachable' | 'Reachable' | 'Unknown' | 'NonQualified' | 'Removed';
  readonly roundtrip_usec?: string;
  readonly uri: string;
}

/** The state of a contact on an endpoint has changed. */
export interface ContactStatusChange extends Event {
  readonly type: 'ContactStatusChange';
  readonly contact_info: ContactInfo;
  readonly endpoint: Endpoint;
}

/** Represents the state of a device. */
export interface DeviceState {
  readonly name: string;
  readonly state: 'UNKNOWN' | 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD';
}

/** Notification that a device state has changed. */
export interface DeviceStateChanged extends Event {
  readonly type: 'DeviceStateChanged';
  readonly device_state: DeviceState;
}

/** Dialing state has changed. */
export interface Dial extends Event {
  readonly type: 'Dial';
  readonly caller?: Channel;
  readonly dialstatus: string;
  readonly dialstring?: string;
  readonly forward?: string;
  readonly forwarded?: Channel;
  readonly peer: Channel;
}

/** Dialed channel information. */
export interface Dialed {
}

/** Dialplan location (context/extension/priority) */
export interface DialplanCEP {
  readonly app_data: string;
  readonly app_name: string;
  readonly context: string;
  readonly exten: string;
  readonly priority: number;
}

/** An external device that may offer/accept calls to/from Asterisk. Unlike most resources, which have a single unique identifier, an endpoint is uniquely identified by the technology/resource pair. */
export interface Endpoint {
  readonly channel_ids: readonly string[];
  readonly resource: string;
  readonly state?: 'unknown' | 'offline' | 'online';
  readonly technology: string;
}

/** Endpoint state changed. */
export interface EndpointStateChange extends Event {
  readonly type: 'EndpointStateChange';
  readonly endpoint: Endpoint;
}

/** Base type for asynchronous events from Asterisk. */
export interface Event extends Message {
  readonly application: string;
  readonly timestamp: string;
}

/** Identifies the format and language of a sound file */
export interface FormatLangPair {
  readonly format: string;
  readonly language: string;
}

/** A recording that is in progress */
export interface LiveRecording {
  readonly cause?: string;
  readonly duration?: number;
  readonly format: string;
  readonly name: string;
  readonly silence_duration?: number;
  readonly state: 'queued' | 'recording' | 'paused' | 'done' | 'failed' | 'canceled';
  readonly talking_duration?: number;
  readonly target_uri: string;
}

/** Details of an Asterisk log channel */
export interface LogChannel {
  readonly channel: string;
  readonly configuration: string;
  readonly status: string;
  readonly type: string;
}

/** Represents the state of a mailbox. */
export interface Mailbox {
  readonly name: string;
  readonly new_messages: number;
  readonly old_messages: number;
}

/** Base type for errors and events */
export interface Message {
  readonly asterisk_id?: string;
  readonly type: string;
}

/** Error event sent when required params are missing. */
export interface MissingParams extends Message {
  readonly params: readonly string[];
}

/** Details of an Asterisk module */
export interface Module {
  readonly description: string;
  readonly name: string;
  readonly status: string;
  readonly support_level: string;
  readonly use_count: number;
}

/** Detailed information about a remote peer that communicates with Asterisk. */
export interface Peer {
  readonly address?: string;
  readonly cause?: string;
  readonly peer_status: string;
  readonly port?: string;
  readonly time?: string;
}

/** The state of a peer associated with an endpoint has changed. */
export interface PeerStatusChange extends Event {
  readonly type: 'PeerStatusChange';
  readonly endpoint: Endpoint;
  readonly peer: Peer;
}

/** Object representing the playback of media to a channel */
export interface Playback {
  readonly id: string;
  readonly language?: string;
  readonly media_uri: string;
  readonly next_media_uri?: string;
  readonly state: 'queued' | 'playing' | 'continuing' | 'done' | 'failed';
  readonly target_uri: string;
}

/** Event showing the continuation of a media playback operation from one media URI to the next in the list. */
export interface PlaybackContinuing extends Event {
  readonly type: 'PlaybackContinuing';
  readonly playback: Playback;
}

/** Event showing the completion of a media playback operation. */
export interface PlaybackFinished extends Event {
  readonly type: 'PlaybackFinished';
  readonly playback: Playback;
}

/** Event showing the start of a media playback operation. */
export interface PlaybackStarted extends Event {
  readonly type: 'PlaybackStarted';
  readonly playback: Playback;
}

/** REST over Websocket header */
export interface RESTHeader {
  readonly name: string;
  readonly value: string;
}

/** REST over Websocket Query String Parameter */
export interface RESTQueryStringParameter {
  readonly name: string;
  readonly value: string;
}

/** REST over Websocket Request. */
export interface RESTRequest {
  readonly content_type?: string;
  readonly message_body?: string;
  readonly method: string;
  readonly query_strings?: readonly RESTQueryStringParameter[];
  readonly request_id: string;
  readonly transaction_id: string;
  readonly type: string;
  readonly uri: string;
}

/** REST over Websocket Response. */
export interface RESTResponse extends Event {
  readonly type: 'RESTResponse';
  readonly content_type?: string;
  readonly message_body?: string;
  readonly reason_phrase: string;
  readonly request_id: string;
  readonly status_code: number;
  readonly transaction_id: string;
  readonly uri: string;
}

/** A statistics of a RTP. */
export interface RTPstat {
  readonly channel_uniqueid: string;
  readonly local_maxjitter?: number;
  readonly local_maxrxploss?: number;
  readonly local_minjitter?: number;
  readonly local_minrxploss?: number;
  readonly local_normdevjitter?: number;
  readonly local_normdevrxploss?: number;
  readonly local_ssrc: number;
  readonly local_stdevjitter?: number;
  readonly local_stdevrxploss?: number;
  readonly maxrtt?: number;
  readonly minrtt?: number;
  readonly normdevrtt?: number;
  readonly remote_maxjitter?: number;
  readonly remote_maxrxploss?: number;
  readonly remote_minjitter?: number;
  readonly remote_minrxploss?: number;
  readonly remote_normdevjitter?: number;
  readonly remote_normdevrxploss?: number;
  readonly remote_ssrc: number;
  readonly remote_stdevjitter?: number;
  readonly remote_stdevrxploss?: number;
  readonly rtt?: number;
  readonly rxcount: number;
  readonly rxjitter?: number;
  readonly rxoctetcount: number;
  readonly rxploss: number;
  readonly stdevrtt?: number;
  readonly txcount: number;
  readonly txjitter?: number;
  readonly txoctetcount: number;
  readonly txploss: number;
}

/** Event showing failure of a recording operation. */
export interface RecordingFailed extends Event {
  readonly type: 'RecordingFailed';
  readonly recording: LiveRecording;
}

/** Event showing the completion of a recording operation. */
export interface RecordingFinished extends Event {
  readonly type: 'RecordingFinished';
  readonly recording: LiveRecording;
}

/** Event showing the start of a recording operation. */
export interface RecordingStarted extends Event {
  readonly type: 'RecordingStarted';
  readonly recording: LiveRecording;
}

/** transfer destination requested by transferee */
export interface ReferTo {
  readonly bridge?: Bridge;
  readonly connected_channel?: Channel;
  readonly destination_channel?: Channel;
  readonly requested_destination: RequiredDestination;
}

/** transfer destination requested by transferee */
export interface ReferredBy {
  readonly bridge?: Bridge;
  readonly connected_channel?: Channel;
  readonly source_channel: Channel;
}

/** Information about the requested destination */
export interface RequiredDestination {
  readonly additional_protocol_params?: readonly AdditionalParam[];
  readonly destination?: string;
  readonly protocol_id?: string;
}

/** Effective user/group id */
export interface SetId {
  readonly group: string;
  readonly user: string;
}

/** A media file that may be played back. */
export interface Sound {
  readonly formats: readonly FormatLangPair[];
  readonly id: string;
  readonly text?: string;
}

/** Notification that a channel has left a Stasis application. */
export interface StasisEnd extends Event {
  readonly type: 'StasisEnd';
  readonly channel: Channel;
}

/** Notification that a channel has entered a Stasis application. */
export interface StasisStart extends Event {
  readonly type: 'StasisStart';
  readonly args: readonly string[];
  readonly channel: Channel;
  readonly replace_channel?: Channel;
}

/** Info about Asterisk status */
export interface StatusInfo {
  readonly last_reload_time: string;
  readonly startup_time: string;
}

/** A past recording that may be played back. */
export interface StoredRecording {
  readonly format: string;
  readonly name: string;
}

/** Info about Asterisk */
export interface SystemInfo {
  readonly entity_id: string;
  readonly version: string;
}

/** A text message. */
export interface TextMessage {
  readonly body: string;
  readonly from: string;
  readonly to: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A text message was received from an endpoint. */
export interface TextMessageReceived extends Event {
  readonly type: 'TextMessageReceived';
  readonly endpoint?: Endpoint;
  readonly message: TextMessage;
}

/** The value of a channel variable */
export interface Variable {
  readonly value: string;
}

/** A dictionary of channel variables */
export interface Variables {
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Every event Asterisk can send. */
export type AriEvent =
  | ApplicationMoveFailed
  | ApplicationRegistered
  | ApplicationReplaced
  | ApplicationUnregistered
  | BridgeAttendedTransfer
  | BridgeBlindTransfer
  | BridgeCreated
  | BridgeDestroyed
  | BridgeMerged
  | BridgeVideoSourceChanged
  | CallBroadcast
  | CallClaimed
  | ChannelCallerId
  | ChannelConnectedLine
  | ChannelCreated
  | ChannelDestroyed
  | ChannelDialplan
  | ChannelDtmfReceived
  | ChannelEnteredBridge
  | ChannelHangupRequest
  | ChannelHold
  | ChannelLeftBridge
  | ChannelStateChange
  | ChannelTalkingFinished
  | ChannelTalkingStarted
  | ChannelToneDetected
  | ChannelTransfer
  | ChannelUnhold
  | ChannelUserevent
  | ChannelVarset
  | ContactStatusChange
  | DeviceStateChanged
  | Dial
  | EndpointStateChange
  | PeerStatusChange
  | PlaybackContinuing
  | PlaybackFinished
  | PlaybackStarted
  | RESTResponse
  | RecordingFailed
  | RecordingFinished
  | RecordingStarted
  | StasisEnd
  | StasisStart
  | TextMessageReceived;
