// Made from Asterisk's own API description (ARI, description version 10.0.0). Do not edit.
// Make it anew from a running Asterisk (here: of an environment that is up):
//   node -p 'require("./.hotline/secrets.json").ariPassword' | node src/adapters/asterisk/generate-types.ts http://127.0.0.1:21003 hotline
import type { Application, AsteriskInfo, AsteriskPing, Bridge, Channel, ConfigTuple, DeviceState, Endpoint, LiveRecording, LogChannel, Mailbox, Message, Module, Playback, RTPstat, Sound, StoredRecording, Variable, Variables } from './models.ts';

/** Every call of ARI. What stands under `query` may as well be sent as a JSON body. */
export interface AriOperations {
  /** Unsubscribe an application from an event source. Errors: 400, 404, 409, 422. */
  'DELETE /applications/{applicationName}/subscription': {
    path: { applicationName: string };
    query: { eventSource: string | readonly (string)[] };
    reply: Application;
  };
  /** Delete a dynamic configuration object. Errors: 403, 404. */
  'DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    path: { configClass: string; objectType: string; id: string };
    query: unknown;
    reply: undefined;
  };
  /** Deletes a log channel. Errors: 404. */
  'DELETE /asterisk/logging/{logChannelName}': {
    path: { logChannelName: string };
    query: unknown;
    reply: undefined;
  };
  /** Unload an Asterisk module. Errors: 404, 409. */
  'DELETE /asterisk/modules/{moduleName}': {
    path: { moduleName: string };
    query: unknown;
    reply: undefined;
  };
  /** Shut down a bridge. Errors: 404. */
  'DELETE /bridges/{bridgeId}': {
    path: { bridgeId: string };
    query: unknown;
    reply: undefined;
  };
  /** Stop playing music on hold to a bridge. Errors: 404, 409. */
  'DELETE /bridges/{bridgeId}/moh': {
    path: { bridgeId: string };
    query: unknown;
    reply: undefined;
  };
  /** Removes any explicit video source in a multi-party mixing bridge. This operation has no effect on bridges with two or fewer participants. When no explicit video source is set, talk detection will be used to determine the active video stream. Errors: 404. */
  'DELETE /bridges/{bridgeId}/videoSource': {
    path: { bridgeId: string };
    query: unknown;
    reply: undefined;
  };
  /** Delete (i.e. hangup) a channel. Errors: 400, 404. */
  'DELETE /channels/{channelId}': {
    path: { channelId: string };
    query: { reason_code?: string; reason?: 'normal' | 'busy' | 'congestion' | 'no_answer' | 'timeout' | 'rejected' | 'unallocated' | 'normal_unspecified' | 'number_incomplete' | 'codec_mismatch' | 'interworking' | 'failure' | 'answered_elsewhere' };
    reply: undefined;
  };
  /** Remove a channel from hold. Errors: 404, 409, 412. */
  'DELETE /channels/{channelId}/hold': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Stop playing music on hold to a channel. Errors: 404, 409, 412. */
  'DELETE /channels/{channelId}/moh': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Unmute a channel. Errors: 404, 409, 412. */
  'DELETE /channels/{channelId}/mute': {
    path: { channelId: string };
    query: { direction?: 'both' | 'in' | 'out' };
    reply: undefined;
  };
  /** Stop ringing indication on a channel if locally generated. Errors: 404, 409, 412. */
  'DELETE /channels/{channelId}/ring': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Stop playing silence to a channel. Errors: 404, 409, 412. */
  'DELETE /channels/{channelId}/silence': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Destroy a device-state controlled by ARI. Errors: 404, 409. */
  'DELETE /deviceStates/{deviceName}': {
    path: { deviceName: string };
    query: unknown;
    reply: undefined;
  };
  /** Destroy a mailbox. Errors: 404. */
  'DELETE /mailboxes/{mailboxName}': {
    path: { mailboxName: string };
    query: unknown;
    reply: undefined;
  };
  /** Stop a playback. Errors: 404. */
  'DELETE /playbacks/{playbackId}': {
    path: { playbackId: string };
    query: unknown;
    reply: undefined;
  };
  /** Stop a live recording and discard it. Errors: 404. */
  'DELETE /recordings/live/{recordingName}': {
    path: { recordingName: string };
    query: unknown;
    reply: undefined;
  };
  /** Unmute a live recording. Errors: 404, 409. */
  'DELETE /recordings/live/{recordingName}/mute': {
    path: { recordingName: string };
    query: unknown;
    reply: undefined;
  };
  /** Unpause a live recording. Errors: 404, 409. */
  'DELETE /recordings/live/{recordingName}/pause': {
    path: { recordingName: string };
    query: unknown;
    reply: undefined;
  };
  /** Delete a stored recording. Errors: 404. */
  'DELETE /recordings/stored/{recordingName}': {
    path: { recordingName: string };
    query: unknown;
    reply: undefined;
  };
  /** List all applications. */
  'GET /applications': {
    path: unknown;
    query: unknown;
    reply: readonly Application[];
  };
  /** Get details of an application. Errors: 404. */
  'GET /applications/{applicationName}': {
    path: { applicationName: string };
    query: unknown;
    reply: Application;
  };
  /** Retrieve a dynamic configuration object. Errors: 404. */
  'GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    path: { configClass: string; objectType: string; id: string };
    query: unknown;
    reply: readonly ConfigTuple[];
  };
  /** Gets Asterisk system information. */
  'GET /asterisk/info': {
    path: unknown;
    query: { only?: string | readonly ('build' | 'system' | 'config' | 'status')[] };
    reply: AsteriskInfo;
  };
  /** Gets Asterisk log channel information. */
  'GET /asterisk/logging': {
    path: unknown;
    query: unknown;
    reply: readonly LogChannel[];
  };
  /** List Asterisk modules. */
  'GET /asterisk/modules': {
    path: unknown;
    query: unknown;
    reply: readonly Module[];
  };
  /** Get Asterisk module information. Errors: 404, 409. */
  'GET /asterisk/modules/{moduleName}': {
    path: { moduleName: string };
    query: unknown;
    reply: Module;
  };
  /** Response pong message. */
  'GET /asterisk/ping': {
    path: unknown;
    query: unknown;
    reply: AsteriskPing;
  };
  /** Get the value of a global variable. Errors: 400. */
  'GET /asterisk/variable': {
    path: unknown;
    query: { variable: string };
    reply: Variable;
  };
  /** List all active bridges in Asterisk. */
  'GET /bridges': {
    path: unknown;
    query: unknown;
    reply: readonly Bridge[];
  };
  /** Get bridge details. Errors: 404. */
  'GET /bridges/{bridgeId}': {
    path: { bridgeId: string };
    query: unknown;
    reply: Bridge;
  };
  /** Get the value of a bridge variable or function. Errors: 400, 404, 409. */
  'GET /bridges/{bridgeId}/variable': {
    path: { bridgeId: string };
    query: { variable: string };
    reply: Variable;
  };
  /** Get the value of multiple bridge variables or functions. Errors: 400, 404, 409. */
  'GET /bridges/{bridgeId}/variables': {
    path: { bridgeId: string };
    query: { variables: string | readonly (string)[] };
    reply: Variables;
  };
  /** List all active channels in Asterisk. */
  'GET /channels': {
    path: unknown;
    query: unknown;
    reply: readonly Channel[];
  };
  /** Channel details. Errors: 404. */
  'GET /channels/{channelId}': {
    path: { channelId: string };
    query: unknown;
    reply: Channel;
  };
  /** RTP stats on a channel. Errors: 404. */
  'GET /channels/{channelId}/rtp_statistics': {
    path: { channelId: string };
    query: unknown;
    reply: RTPstat;
  };
  /** Get the value of a channel variable or function. Errors: 400, 404, 409. */
  'GET /channels/{channelId}/variable': {
    path: { channelId: string };
    query: { variable: string };
    reply: Variable;
  };
  /** Get the value of multiple channel variables or functions. Errors: 400, 404, 409. */
  'GET /channels/{channelId}/variables': {
    path: { channelId: string };
    query: { variables: string | readonly (string)[] };
    reply: Variables;
  };
  /** List all ARI controlled device states. */
  'GET /deviceStates': {
    path: unknown;
    query: unknown;
    reply: readonly DeviceState[];
  };
  /** Retrieve the current state of a device. */
  'GET /deviceStates/{deviceName}': {
    path: { deviceName: string };
    query: unknown;
    reply: DeviceState;
  };
  /** List all endpoints. */
  'GET /endpoints': {
    path: unknown;
    query: unknown;
    reply: readonly Endpoint[];
  };
  /** List available endoints for a given endpoint technology. Errors: 404. */
  'GET /endpoints/{tech}': {
    path: { tech?: string };
    query: unknown;
    reply: readonly Endpoint[];
  };
  /** Details for an endpoint. Errors: 400, 404. */
  'GET /endpoints/{tech}/{resource}': {
    path: { tech?: string; resource?: string };
    query: unknown;
    reply: Endpoint;
  };
  /** WebSocket connection for events. */
  'GET /events': {
    path: unknown;
    query: { app: string | readonly (string)[]; subscribeAll?: boolean };
    reply: Message;
  };
  /** List all mailboxes. */
  'GET /mailboxes': {
    path: unknown;
    query: unknown;
    reply: readonly Mailbox[];
  };
  /** Retrieve the current state of a mailbox. Errors: 404. */
  'GET /mailboxes/{mailboxName}': {
    path: { mailboxName: string };
    query: unknown;
    reply: Mailbox;
  };
  /** Get a playback's details. Errors: 404. */
  'GET /playbacks/{playbackId}': {
    path: { playbackId: string };
    query: unknown;
    reply: Playback;
  };
  /** List live recordings. Errors: 404. */
  'GET /recordings/live/{recordingName}': {
    path: { recordingName: string };
    query: unknown;
    reply: LiveRecording;
  };
  /** List recordings that are complete. */
  'GET /recordings/stored': {
    path: unknown;
    query: unknown;
    reply: readonly StoredRecording[];
  };
  /** Get a stored recording's details. Errors: 404. */
  'GET /recordings/stored/{recordingName}': {
    path: { recordingName: string };
    query: unknown;
    reply: StoredRecording;
  };
  /** Get the file associated with the stored recording. Errors: 403, 404. */
  'GET /recordings/stored/{recordingName}/file': {
    path: { recordingName: string };
    query: unknown;
    reply: Uint8Array;
  };
  /** List all sounds. */
  'GET /sounds': {
    path: unknown;
    query: { lang?: string; format?: string };
    reply: readonly Sound[];
  };
  /** Get a sound's details. */
  'GET /sounds/{soundId}': {
    path: { soundId: string };
    query: unknown;
    reply: Sound;
  };
  /** Subscribe an application to a event source. Errors: 400, 404, 422. */
  'POST /applications/{applicationName}/subscription': {
    path: { applicationName: string };
    query: { eventSource: string | readonly (string)[] };
    reply: Application;
  };
  /** Adds a log channel. Errors: 400, 409. */
  'POST /asterisk/logging/{logChannelName}': {
    path: { logChannelName: string };
    query: { configuration: string };
    reply: undefined;
  };
  /** Load an Asterisk module. Errors: 409. */
  'POST /asterisk/modules/{moduleName}': {
    path: { moduleName: string };
    query: unknown;
    reply: undefined;
  };
  /** Set the value of a global variable. Errors: 400. */
  'POST /asterisk/variable': {
    path: unknown;
    query: { variable: string; value?: string };
    reply: undefined;
  };
  /** Create a new bridge. Errors: 409. */
  'POST /bridges': {
    path: unknown;
    query: { type?: string; bridgeId?: string; name?: string };
    reply: Bridge;
  };
  /** Create a new bridge. Errors: 409. */
  'POST /bridges/{bridgeId}': {
    path: { bridgeId: string };
    query: { type?: string; name?: string };
    reply: Bridge;
  };
  /** Add a channel to a bridge. Errors: 400, 404, 409, 422. */
  'POST /bridges/{bridgeId}/addChannel': {
    path: { bridgeId: string };
    query: { channel: string | readonly (string)[]; role?: string; absorbDTMF?: boolean; mute?: boolean; inhibitConnectedLineUpdates?: boolean };
    reply: undefined;
  };
  /** Play music on hold to a bridge or change the MOH class that is playing. Errors: 404, 409. */
  'POST /bridges/{bridgeId}/moh': {
    path: { bridgeId: string };
    query: { mohClass?: string };
    reply: undefined;
  };
  /** Start playback of media on a bridge. Errors: 404, 409, 422. */
  'POST /bridges/{bridgeId}/play': {
    path: { bridgeId: string };
    query: { media: string | readonly (string)[]; announcer_format?: string; lang?: string; offsetms?: number; skipms?: number; playbackId?: string };
    reply: Playback;
  };
  /** Start playback of media on a bridge. Errors: 404, 409, 422. */
  'POST /bridges/{bridgeId}/play/{playbackId}': {
    path: { bridgeId: string; playbackId: string };
    query: { media: string | readonly (string)[]; announcer_format?: string; lang?: string; offsetms?: number; skipms?: number };
    reply: Playback;
  };
  /** Start a recording. Errors: 400, 404, 409, 422. */
  'POST /bridges/{bridgeId}/record': {
    path: { bridgeId: string };
    query: { name: string; format: string; recorder_format?: string; maxDurationSeconds?: number; maxSilenceSeconds?: number; ifExists?: 'fail' | 'overwrite' | 'append'; beep?: boolean; terminateOn?: 'none' | 'any' | '*' | '#' };
    reply: LiveRecording;
  };
  /** Remove a channel from a bridge. Errors: 400, 404, 409, 422. */
  'POST /bridges/{bridgeId}/removeChannel': {
    path: { bridgeId: string };
    query: { channel: string | readonly (string)[] };
    reply: undefined;
  };
  /** Set the value of a bridge variable or function. Errors: 400, 404, 409. */
  'POST /bridges/{bridgeId}/variable': {
    path: { bridgeId: string };
    query: { variable: string; value?: string; report_events?: boolean };
    reply: undefined;
  };
  /** Set the values of multiple bridge variables or functions. Errors: 400, 404, 409. */
  'POST /bridges/{bridgeId}/variables': {
    path: { bridgeId: string };
    query: unknown;
    reply: undefined;
  };
  /** Set a channel as the video source in a multi-party mixing bridge. This operation has no effect on bridges with two or fewer participants. Errors: 404, 409, 422. */
  'POST /bridges/{bridgeId}/videoSource/{channelId}': {
    path: { bridgeId: string; channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Create a new channel (originate). Errors: 400, 409. */
  'POST /channels': {
    path: unknown;
    query: { endpoint: string; extension?: string; context?: string; priority?: number; label?: string; app?: string; appArgs?: string; callerId?: string; timeout?: number; channelId?: string; otherChannelId?: string; originator?: string; formats?: string };
    reply: Channel;
  };
  /** Create channel. Errors: 409. */
  'POST /channels/create': {
    path: unknown;
    query: { endpoint: string; app: string; appArgs?: string; channelId?: string; otherChannelId?: string; originator?: string; formats?: string };
    reply: Channel;
  };
  /** Start an External Media session. Errors: 400, 409. */
  'POST /channels/externalMedia': {
    path: unknown;
    query: { channelId?: string; app: string; external_host?: string; encapsulation?: 'rtp' | 'audiosocket' | 'none'; transport?: 'udp' | 'tcp' | 'websocket'; connection_type?: 'client' | 'server'; format: string; direction?: 'both'; data?: string; transport_data?: string };
    reply: Channel;
  };
  /** Create a new channel (originate with id). Errors: 400, 409. */
  'POST /channels/{channelId}': {
    path: { channelId: string };
    query: { endpoint: string; extension?: string; context?: string; priority?: number; label?: string; app?: string; appArgs?: string; callerId?: string; timeout?: number; otherChannelId?: string; originator?: string; formats?: string };
    reply: Channel;
  };
  /** Answer a channel. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/answer': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Exit application; continue execution in the dialplan. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/continue': {
    path: { channelId: string };
    query: { context?: string; extension?: string; priority?: number; label?: string };
    reply: undefined;
  };
  /** Dial a created channel. Errors: 404, 409. */
  'POST /channels/{channelId}/dial': {
    path: { channelId: string };
    query: { caller?: string; timeout?: number };
    reply: undefined;
  };
  /** Send provided DTMF to a given channel. Errors: 400, 404, 409, 412. */
  'POST /channels/{channelId}/dtmf': {
    path: { channelId: string };
    query: { dtmf?: string; before?: number; between?: number; duration?: number; after?: number };
    reply: undefined;
  };
  /** Hold a channel. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/hold': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Play music on hold to a channel. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/moh': {
    path: { channelId: string };
    query: { mohClass?: string };
    reply: undefined;
  };
  /** Move the channel from one Stasis application to another. Errors: 404, 409. */
  'POST /channels/{channelId}/move': {
    path: { channelId: string };
    query: { app: string; appArgs?: string };
    reply: undefined;
  };
  /** Mute a channel. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/mute': {
    path: { channelId: string };
    query: { direction?: 'both' | 'in' | 'out' };
    reply: undefined;
  };
  /** Start playback of media. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/play': {
    path: { channelId: string };
    query: { media: string | readonly (string)[]; lang?: string; offsetms?: number; skipms?: number; playbackId?: string };
    reply: Playback;
  };
  /** Start playback of media and specify the playbackId. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/play/{playbackId}': {
    path: { channelId: string; playbackId: string };
    query: { media: string | readonly (string)[]; lang?: string; offsetms?: number; skipms?: number };
    reply: Playback;
  };
  /** Indicate progress on a channel. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/progress': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Start a recording. Errors: 400, 404, 409, 422. */
  'POST /channels/{channelId}/record': {
    path: { channelId: string };
    query: { name: string; format: string; maxDurationSeconds?: number; maxSilenceSeconds?: number; ifExists?: 'fail' | 'overwrite' | 'append'; beep?: boolean; terminateOn?: 'none' | 'any' | '*' | '#' };
    reply: LiveRecording;
  };
  /** Redirect the channel to a different location. Errors: 400, 404, 409, 412, 422. */
  'POST /channels/{channelId}/redirect': {
    path: { channelId: string };
    query: { endpoint: string };
    reply: undefined;
  };
  /** Indicate ringing to a channel. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/ring': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Play silence to a channel. Errors: 404, 409, 412. */
  'POST /channels/{channelId}/silence': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Start snooping. Errors: 400, 404. */
  'POST /channels/{channelId}/snoop': {
    path: { channelId: string };
    query: { spy?: 'none' | 'both' | 'out' | 'in'; whisper?: 'none' | 'both' | 'out' | 'in'; app: string; appArgs?: string; snoopId?: string };
    reply: Channel;
  };
  /** Start snooping. Errors: 400, 404. */
  'POST /channels/{channelId}/snoop/{snoopId}': {
    path: { channelId: string; snoopId: string };
    query: { spy?: 'none' | 'both' | 'out' | 'in'; whisper?: 'none' | 'both' | 'out' | 'in'; app: string; appArgs?: string };
    reply: Channel;
  };
  /** Inform the channel about the progress of the attended/blind transfer. Errors: 400, 404, 409, 412. */
  'POST /channels/{channelId}/transfer_progress': {
    path: { channelId: string };
    query: { states: string };
    reply: undefined;
  };
  /** Set the value of a channel variable or function. Errors: 400, 404, 409. */
  'POST /channels/{channelId}/variable': {
    path: { channelId: string };
    query: { variable: string; value?: string; report_events?: boolean };
    reply: undefined;
  };
  /** Set the values of multiple channel variables or functions. Errors: 400, 404, 409. */
  'POST /channels/{channelId}/variables': {
    path: { channelId: string };
    query: unknown;
    reply: undefined;
  };
  /** Refer an endpoint or technology URI to some technology URI or endpoint. Errors: 400, 404. */
  'POST /endpoints/refer': {
    path: unknown;
    query: { to: string; from: string; refer_to: string; to_self?: boolean };
    reply: undefined;
  };
  /** Refer an endpoint or technology URI to some technology URI or endpoint. Errors: 400, 404. */
  'POST /endpoints/{tech}/{resource}/refer': {
    path: { tech?: string; resource?: string };
    query: { from: string; refer_to: string; to_self?: boolean };
    reply: undefined;
  };
  /** Claim a broadcast channel for this application. Errors: 404, 409. */
  'POST /events/claim': {
    path: unknown;
    query: { channelId: string; application: string };
    reply: undefined;
  };
  /** Generate a user event. Errors: 400, 404, 422. */
  'POST /events/user/{eventName}': {
    path: { eventName: string };
    query: { application: string; source?: string | readonly (string)[] };
    reply: undefined;
  };
  /** Control a playback. Errors: 400, 404, 409. */
  'POST /playbacks/{playbackId}/control': {
    path: { playbackId: string };
    query: { operation: 'restart' | 'pause' | 'unpause' | 'reverse' | 'forward' };
    reply: undefined;
  };
  /** Mute a live recording. Errors: 404, 409. */
  'POST /recordings/live/{recordingName}/mute': {
    path: { recordingName: string };
    query: unknown;
    reply: undefined;
  };
  /** Pause a live recording. Errors: 404, 409. */
  'POST /recordings/live/{recordingName}/pause': {
    path: { recordingName: string };
    query: unknown;
    reply: undefined;
  };
  /** Stop a live recording and store it. Errors: 404. */
  'POST /recordings/live/{recordingName}/stop': {
    path: { recordingName: string };
    query: unknown;
    reply: undefined;
  };
  /** Copy a stored recording. Errors: 404, 409. */
  'POST /recordings/stored/{recordingName}/copy': {
    path: { recordingName: string };
    query: { destinationRecordingName: string };
    reply: StoredRecording;
  };
  /** Filter application events types. Errors: 400, 404. */
  'PUT /applications/{applicationName}/eventFilter': {
    path: { applicationName: string };
    query: unknown;
    reply: Application;
  };
  /** Create or update a dynamic configuration object. Errors: 400, 403, 404. */
  'PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    path: { configClass: string; objectType: string; id: string };
    query: unknown;
    reply: readonly ConfigTuple[];
  };
  /** Rotates a log channel. Errors: 404. */
  'PUT /asterisk/logging/{logChannelName}/rotate': {
    path: { logChannelName: string };
    query: unknown;
    reply: undefined;
  };
  /** Reload an Asterisk module. Errors: 404, 409. */
  'PUT /asterisk/modules/{moduleName}': {
    path: { moduleName: string };
    query: unknown;
    reply: undefined;
  };
  /** Change the state of a device controlled by ARI. (Note - implicitly creates the device state). Errors: 404, 409. */
  'PUT /deviceStates/{deviceName}': {
    path: { deviceName: string };
    query: { deviceState: 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD' };
    reply: undefined;
  };
  /** Send a message to some technology URI or endpoint. Errors: 400, 404. */
  'PUT /endpoints/sendMessage': {
    path: unknown;
    query: { to: string; from: string; body?: string };
    reply: undefined;
  };
  /** Send a message to some endpoint in a technology. Errors: 400, 404. */
  'PUT /endpoints/{tech}/{resource}/sendMessage': {
    path: { tech?: string; resource?: string };
    query: { from: string; body?: string };
    reply: undefined;
  };
  /** Change the state of a mailbox. (Note - implicitly creates the mailbox). Errors: 404. */
  'PUT /mailboxes/{mailboxName}': {
    path: { mailboxName: string };
    query: { oldMessages: number; newMessages: number };
    reply: undefined;
  };
}
