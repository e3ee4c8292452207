/**
 * Byte streams by path (contract/contract.ts): a message's source and parts, the exact bytes of a transcript line, an
 * export prepared for download, attachments on their way into a draft, and messages out of files. Paths are parsed here and nowhere else.
 */
import type { Draft } from '../../contract/compose.ts';
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { MessageRow } from '../../contract/messages.ts';
import type { ByteSource } from '../engine-thread.ts';
import type { MadeFiles } from './made-files.ts';

export interface BytesDependencies {
  /** A raw message by its number; null when there is none. */
  readonly raw: (id: number) => Buffer | null;
  /** The decoded bytes of one leaf of the message with this number; null when there is no such part. */
  readonly part: (
    id: number,
    partId: string,
  ) => Promise<Result<{ readonly bytes: Uint8Array; readonly type: string; readonly safeName: string } | null>>;
  readonly transcriptBytes: (session: string, index: number) => Promise<Result<Buffer>>;
  readonly exported: (handle: string) => Promise<Result<ByteSource>>;
  /** A file that a window has made. */
  readonly made: MadeFiles['find'];
  /** A picture from elsewhere that was just fetched. */
  readonly remote: (handle: string) => { readonly type: string; readonly bytes: Buffer } | null;
  readonly addAttachment: (
    draftId: string,
    attachment: { readonly name: string; readonly type: string; readonly bytes: Buffer },
  ) => Promise<Result<Draft>>;
  readonly addFile: (raw: Buffer) => Promise<Result<MessageRow>>;
}

const missing = (path: string) => ({ ok: false as const, failure: failure('not-found', { detail: { path } }) });

/** The largest attachment taken into a draft. */
const largestAttachment = 256 * 1024 * 1024;
/** The largest message opened out of a file: as large as one that is fetched. */
const largestFile = 64 * 1024 * 1024;

function source(bytes: Uint8Array, type: string, name: string | null): Result<ByteSource> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      // A slice of its own: the chunk may be transferred to another thread, and a pooled Buffer shares its memory.
      controller.enqueue(Uint8Array.from(bytes));
      controller.close();
    },
  });
  return succeed({ type, name, size: bytes.length, stream });
}

/** Types that a browser shows without running anything: all others are served as plain bytes. */
const harmlessTypes = /^(image\/(png|jpeg|gif|webp|bmp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

export async function openBytes(
  path: string,
  { raw: rawOf, part, transcriptBytes, exported, made, remote }: BytesDependencies,
): Promise<Result<ByteSource>> {
  const [kind, first, second, third, ...more] = path.split('/');
  if (first === undefined || more.length > 0) return missing(path);
  if (kind === 'message') {
    if (!/^-?\d{1,16}$/.test(first)) return missing(path);
    if (second === 'source' && third === undefined) {
      const raw = rawOf(Number(first));
      return raw ? source(raw, 'text/plain; charset=utf-8', null) : missing(path);
    }
    if (second !== 'part' || third === undefined) return missing(path);
    const answer = await part(Number(first), third);
    if (!answer.ok) return fail(answer.failure);
    const found = answer.value;
    if (!found) return missing(path);
    return source(found.bytes, harmlessTypes.test(found.type) ? found.type : 'application/octet-stream', found.safeName);
  }
  if (kind === 'transcript' && second !== undefined && third === undefined) {
    const bytes = await transcriptBytes(first, Number(second));
    return bytes.ok ? source(bytes.value, 'application/octet-stream', `${first}-${second}.txt`) : bytes;
  }
  if (kind === 'remote' && second === undefined) {
    const picture = remote(first);
    return picture ? source(picture.bytes, picture.type, null) : missing(path);
  }
  if (kind === 'made' && second === undefined) {
    const file = made(first);
    return file ? source(file.bytes, file.type, file.name) : missing(path);
  }
  if (kind === 'export' && second === undefined) return exported(first);
  return missing(path);
}

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function acceptBytes(
  path: string,
  parameters: Readonly<Record<string, string>>,
  stream: ReadableStream<Uint8Array>,
  { addAttachment, addFile }: BytesDependencies,
): Promise<Result<unknown>> {
  const [kind, draftId, what, ...more] = path.split('/');
  const isFile = kind === 'file' && draftId === undefined;
  if (!isFile && (kind !== 'draft' || draftId === undefined || what !== 'attachment' || more.length > 0)) return missing(path);
  const limit = isFile ? largestFile : largestAttachment;
  const bytes = await collect(stream, limit);
  if (bytes === null) return { ok: false, failure: failure(isFile ? 'limit-exceeded' : 'draft-too-large', { detail: { limit } }) };
  if (isFile || draftId === undefined) return addFile(bytes);
  return addAttachment(draftId, { name: parameters.name || 'attachment', type: parameters.type || 'application/octet-stream', bytes });
}
