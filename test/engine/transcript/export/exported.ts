/** The file of an export, with other names unless it is said otherwise. */
import type { ExportOrder } from '../../../../electron/contract/transcript.ts';
import type { Transcript } from '../../../../electron/engine/transcript/transcript-interface.ts';

export async function exported(
  transcript: Transcript,
  order: Omit<ExportOrder, 'names'> & Partial<Pick<ExportOrder, 'names'>>,
): Promise<string> {
  const prepared = await transcript.export({ names: 'replaced', ...order });
  if (!prepared.ok) throw new Error(prepared.failure.code);
  const file = await transcript.exported(prepared.value.handle);
  if (!file.ok) throw new Error(file.failure.code);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.value.stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Bytes of JSON Lines as they are read. */
export const readable = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => Buffer.from(JSON.parse(line).bytes, 'base64').toString('utf8'))
    .join('');
