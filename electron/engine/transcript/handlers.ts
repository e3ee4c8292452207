/** The transcript's calls. */
import type { Handlers } from '../../contract/call.ts';
import { bytesPrefix } from '../../contract/contract.ts';
import { succeed } from '../../contract/failure.ts';
import type { transcriptCalls } from '../../contract/transcript.ts';
import type { Transcript } from './transcript.ts';

export function createTranscriptHandlers({ transcript }: { readonly transcript: Transcript }): Handlers<typeof transcriptCalls> {
  return {
    'transcript.sessions': async ({ accountId, protocol, text, limit }) =>
      succeed(
        await transcript.sessions({
          limit,
          ...(accountId === undefined ? {} : { accountId }),
          ...(protocol === undefined ? {} : { protocol }),
          ...(text === undefined ? {} : { text }),
        }),
      ),
    'transcript.lines': (request) => transcript.lines(request),
    'transcript.bytes': async ({ session, index }) => {
      const bytes = await transcript.bytes(session, index);
      if (!bytes.ok) return bytes;
      return succeed({ url: `${bytesPrefix}transcript/${session}/${index}`, size: bytes.value.length });
    },
    'transcript.export': async ({ sessions, format, mail }) => {
      const prepared = await transcript.export(sessions, format, mail);
      if (!prepared.ok) return prepared;
      return succeed({ url: `${bytesPrefix}export/${prepared.value.handle}`, name: prepared.value.name });
    },
    'transcript.pin': async ({ session, pinned }) => {
      const done = await transcript.pin(session, pinned);
      return done.ok ? succeed({}) : done;
    },
    'transcript.remove': async ({ session }) => {
      const done = await transcript.remove(session);
      return done.ok ? succeed({}) : done;
    },
  };
}
