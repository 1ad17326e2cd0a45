/** The payload type of A-law in every call of the lab (RFC 3551). */
export const ALAW_PAYLOAD = 8;
const HEADER_BYTES = 12;

export interface RtpPacket {
  payloadType: number;
  isMarked: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payload: Buffer;
}

/** Reads one datagram; undefined for anything that is no whole RTP version 2 packet (RFC 3550, 5.1). */
export function parseRtp(datagram: Buffer): RtpPacket | undefined {
  if (datagram.length < HEADER_BYTES) return undefined;
  const first = datagram.readUInt8(0);
  if (first >> 6 !== 2) return undefined;
  let offset = HEADER_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (datagram.length < offset + 4) return undefined;
    offset += 4 + datagram.readUInt16BE(offset + 2) * 4;
  }
  const padding = (first & 0x20) !== 0 ? datagram.readUInt8(datagram.length - 1) : 0;
  const end = datagram.length - padding;
  if (end < offset) return undefined;
  const second = datagram.readUInt8(1);
  return {
    payloadType: second & 0x7f,
    isMarked: (second & 0x80) !== 0,
    sequence: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    payload: datagram.subarray(offset, end),
  };
}

export function formatRtp(packet: RtpPacket): Buffer {
  const datagram = Buffer.alloc(HEADER_BYTES + packet.payload.length);
  datagram.writeUInt8(0x80, 0);
  datagram.writeUInt8((packet.isMarked ? 0x80 : 0) | packet.payloadType, 1);
  datagram.writeUInt16BE(packet.sequence & 0xffff, 2);
  datagram.writeUInt32BE(packet.timestamp >>> 0, 4);
  datagram.writeUInt32BE(packet.ssrc >>> 0, 8);
  packet.payload.copy(datagram, HEADER_BYTES);
  return datagram;
}
