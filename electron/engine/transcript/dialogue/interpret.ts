/** A record as the contract shows it: its bytes, its codes, what base64 stands for, and where its explanation is found. */
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { Line } from '../../../contract/transcript.ts';
import { type LineRecord, recordBytes } from '../files/records.ts';
import { visibleText } from '../visible.ts';
import { decodeBase64 } from './decoded-base64.ts';
import { explain } from './explain.ts';
import { readDnsLine } from './explain-dns.ts';
import { explainNote } from './explain-note.ts';
import { replyParts } from './reply-parts.ts';

interface InterpretContext {
  readonly session: string;
  readonly protocol: Protocol;
  /** Whether the store of messages holds this hash now. */
  readonly holds: (hash: string) => boolean;
  readonly messageIdForHash: (hash: string) => number | null;
}

export function interpret(record: LineRecord, context: InterpretContext): Line {
  const { session, protocol, holds, messageIdForHash } = context;
  const { direction, kind, payload, sasl = null, masked = [], command = null } = record;
  const bytes = recordBytes(record);
  // Of one that is longer than a line of the log only the head is here.
  const dns = kind === 'message' && protocol === 'dns' && !payload ? readDnsLine(bytes) : null;
  const text = kind === 'literal' || (kind === 'payload' && bytes.length > 3) ? '' : bytes.toString('utf8');
  const { code, enhanced } = direction === 'server' ? replyParts(protocol, kind, text) : { code: null, enhanced: null };
  const inExchange = sasl !== null || (kind === 'continuation' && /^AUTH/.test(command ?? ''));
  const decoded = inExchange ? decodeBase64(bytes.toString('latin1'), direction === 'client' ? sasl : null, masked) : null;
  return {
    session,
    index: record.index,
    at: record.at,
    direction,
    offset: record.offset ?? 0,
    bytes: bytes.toString('base64'),
    masked: masked.filter((span) => span.offset + span.length <= bytes.length),
    payload:
      payload && payload.kept !== 'line'
        ? { hash: payload.hash, length: payload.length, held: payload.kept === 'parts' || holds(payload.hash) }
        : null,
    kind,
    tag: record.tag ?? null,
    command,
    code: dns ? dns.code : code,
    enhanced,
    answers: record.answers ?? null,
    elapsed: record.elapsed ?? null,
    decoded: dns ? dns.lines.map(visibleText).join('\n') : decoded === null ? null : visibleText(decoded),
    explanation:
      direction === 'note'
        ? record.note
          ? explainNote(record.note, protocol)
          : null
        : dns
          ? dns.explanation
          : explain({ protocol, kind, direction, text, tag: record.tag ?? null, command, code, enhanced, sasl, decoded }),
    note: record.note ?? null,
    cause: record.cause ?? null,
    messageId: record.messageId ?? (payload ? messageIdForHash(payload.hash) : null),
  };
}
