/**
 * Moving without losing: MOVE where there is one; else COPY, proof that the copy stands, and only then deletion. When
 * the proof fails nothing is deleted, and there are two copies rather than none.
 */

import type { MoveResult } from '../imap-types.ts';
import { type Attribute, atom, attributeText, type ParsedResponse, sequence } from '../library.ts';
import { mailbox } from '../mailbox-name.ts';
import { readNumber, responseCode } from '../response-code.ts';
import { type ImapSession, isBad } from '../session.ts';
import { expandSpans, isUid, readSpans, writeUidsInPieces } from '../uid-set.ts';
import { deleteForever } from './change.ts';
import { searchUids } from './search.ts';
import { select } from './select.ts';

/** Only within `run`. */
export async function move(session: ImapSession, uids: readonly number[], target: string): Promise<MoveResult> {
  if (uids.length === 0 || !uids.every(isUid) || !session.selected) throw session.fail('input-invalid', { detail: { path: 'uids' } });
  if (session.has('MOVE')) {
    let moved = 0;
    try {
      const told = await transfer(session, 'UID MOVE', uids, target, () => {
        moved += 1;
      });
      return { ...told, proven: true, expunged: true };
    } catch (error) {
      // BAD: nothing was done (RFC 9051 §7.1.3). A second attempt, now that it is not offered, is a COPY.
      if (moved === 0 && session.ended() === undefined && isBad(error)) session.unknown.add('MOVE');
      throw error;
    }
  }
  const identifiers = await messageIds(session, uids);
  const before = await nextUid(session, target);
  const told = await transfer(session, 'UID COPY', uids, target);
  const proven = uids.every((uid) => told.uidMap?.has(uid)) || (await provenBySearch(session, target, uids, identifiers, before));
  if (!proven) return { ...told, proven: false, expunged: false };
  return { ...told, proven: true, ...(await deleteForever(session, uids)) };
}

/** MOVE or COPY; COPYUID comes in an untagged OK (RFC 6851 §4.3) or in the tagged one (RFC 4315 §3). */
async function transfer(
  session: ImapSession,
  command: 'UID MOVE' | 'UID COPY',
  uids: readonly number[],
  target: string,
  onPiece?: () => void,
) {
  const map = new Map<number, number>();
  let validity: number | null = null;
  const take = (response: ParsedResponse) => {
    const [name, uidValidity, sources, targets] = responseCode(response) ?? [];
    if (attributeText(name)?.toUpperCase() !== 'COPYUID') return;
    validity = readNumber(uidValidity) ?? validity;
    // Bounded by the number asked for, before ranges are expanded: a hostile range has 4,294,967,295 members.
    const from = expandSpans(readSpans(attributeText(sources) ?? '') ?? [], uids.length);
    const to = expandSpans(readSpans(attributeText(targets) ?? '') ?? [], uids.length);
    if (!from || from.length !== to?.length) return;
    const asked = new Set(uids);
    from.forEach((uid, at) => {
      const placed = to[at];
      if (asked.has(uid) && placed !== undefined) map.set(uid, placed);
    });
  };
  for (const { set } of writeUidsInPieces(uids)) {
    take(await session.send(command, [sequence(set), mailbox(session, target)], { untagged: { ok: take } }));
    onPiece?.();
  }
  return { uidMap: map.size > 0 ? map : null, targetUidValidity: validity };
}

const headerField: Attribute = { type: 'ATOM', value: 'BODY.PEEK', section: [atom('HEADER.FIELDS'), [atom('MESSAGE-ID')]] };

async function messageIds(session: ImapSession, uids: readonly number[]): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  const asked = new Set(uids);
  for (const { set } of writeUidsInPieces(uids))
    await session.send('UID FETCH', [sequence(set), [atom('UID'), headerField]], {
      onFetch: ({ uid, section }) => {
        const identifier = /^message-id:\s*(<[^<>\s]+>)/im.exec(section?.toString('latin1').replace(/\r?\n[ \t]+/g, ' ') ?? '')?.[1];
        if (uid === null || section === null || !asked.delete(uid)) return false;
        if (identifier) found.set(uid, identifier);
        return true;
      },
    });
  return found;
}

async function nextUid(session: ImapSession, target: string): Promise<number | null> {
  let next: number | null = null;
  await session.send('STATUS', [mailbox(session, target), [atom('UIDNEXT')]], {
    refusedAs: 'folder-missing',
    untagged: {
      status: ({ attributes = [] }) => {
        const list = attributes[1];
        if (Array.isArray(list)) next = readNumber(list[1]);
      },
    },
  });
  return next;
}

/** Without COPYUID: every message must be found by its Message-ID among those that came after the copy began. */
async function provenBySearch(
  session: ImapSession,
  target: string,
  uids: readonly number[],
  identifiers: ReadonlyMap<number, string>,
  before: number | null,
): Promise<boolean> {
  const source = session.selected;
  if (!source || before === null) return false;
  await select(session, target, { readOnly: true });
  let proven = true;
  const used = new Set<number>();
  for (const uid of uids) {
    const messageId = identifiers.get(uid);
    const candidates = messageId ? await searchUids(session, { messageId }) : [];
    const copy = candidates.find((candidate) => candidate >= before && !used.has(candidate));
    if (copy === undefined) {
      proven = false;
      break;
    }
    used.add(copy);
  }
  const again = await select(session, source.path, { readOnly: source.readOnly });
  // Renumbered meanwhile: the UIDs to delete would be other messages (RFC 9051 §2.3.1.1).
  return proven && again.uidValidity === source.uidValidity;
}
