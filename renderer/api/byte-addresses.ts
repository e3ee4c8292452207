/**
 * Answers that name bytes by a path below `bytes/` (contract/contract.ts), and how that path becomes one that this page may ask for: in the
 * browser host bytes lie under a handle of the page's own, which no other page can guess. Done once, here, so that what shows or saves bytes uses the answer as it is.
 */
import type { OutputOf } from '../../electron/contract/call.ts';
import type { Calls, PostglassClient } from '../../electron/contract/contract.ts';

type ToAddress = (path: string) => string;
type Placed = { readonly [Name in keyof Calls]?: (value: OutputOf<Calls[Name]>, toAddress: ToAddress) => OutputOf<Calls[Name]> };

/** Every call whose answer holds such a path. */
const placed: Placed = {
  'messages.open': (detail, toAddress) => ({
    ...detail,
    sourceUrl: toAddress(detail.sourceUrl),
    attachments: detail.attachments.map((one) => ({ ...one, url: toAddress(one.url) })),
  }),
  'messages.remotePicture': (picture, toAddress) => ({ ...picture, url: toAddress(picture.url) }),
  'application.makeFile': (file, toAddress) => ({ ...file, url: toAddress(file.url) }),
  'transcript.bytes': (bytes, toAddress) => ({ ...bytes, url: toAddress(bytes.url) }),
  'transcript.export': (file, toAddress) => ({ ...file, url: toAddress(file.url) }),
};

/** The same client, whose answers name bytes as this page may ask for them. */
export function withByteAddresses(client: PostglassClient, toAddress: ToAddress): PostglassClient {
  return {
    ...client,
    async call(name, input) {
      const answer = await client.call(name, input);
      const place = placed[name];
      return answer.ok && place ? { ok: true, value: place(answer.value, toAddress) } : answer;
    },
  };
}
