/** The pictures that a mail carries itself and refers to by their Content-ID (RFC 2392). */
import type { AttachmentInfo } from '../../../../electron/contract/messages.ts';
import { ownBackground, remoteBackground } from './backgrounds.ts';

/** Blobs are given one of these types whatever the sender called them. */
const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);

const isPicture = (part: Pick<AttachmentInfo, 'type'>): boolean => pictureTypes.has(part.type.toLowerCase());

/** The part that an identifier stands for: the last one, should a sender have used it twice. */
const partsById = (attachments: readonly AttachmentInfo[]): ReadonlyMap<string, AttachmentInfo> =>
  new Map(attachments.flatMap((part) => (part.contentId === null ? [] : [[part.contentId, part] as const])));

/** What is to be listed below the text: everything but the pictures that stand in it. A part that only claims to be one is listed. */
export function partsToList(attachments: readonly AttachmentInfo[], referenced: ReadonlySet<string>): AttachmentInfo[] {
  const byId = partsById(attachments);
  const stands = (part: AttachmentInfo) =>
    part.inline && isPicture(part) && part.contentId !== null && referenced.has(part.contentId) && byId.get(part.contentId) === part;
  return attachments.filter((part) => !stands(part));
}

/** Told the variable of a background and the address of its picture. */
type ShowBackground = (variable: string, url: string) => void;

/**
 * Puts the pictures of the message's own parts where the text refers to them; `urls` takes what to release later.
 * @param backgrounds those that stand behind words
 */
export async function fillPictures(
  body: Pick<HTMLElement, 'querySelectorAll'>,
  attachments: readonly AttachmentInfo[],
  signal: AbortSignal,
  urls: string[],
  backgrounds: readonly string[] = [],
  showBackground: ShowBackground = () => {},
): Promise<void> {
  const byId = partsById(attachments);
  // A text may name one picture ten thousand times: it is fetched once.
  const fetched = new Map<AttachmentInfo, Promise<string | null>>();
  const fetchPart = async (part: AttachmentInfo): Promise<string | null> => {
    const response = await fetch(part.url, { signal });
    if (!response.ok) return null;
    const url = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: part.type.toLowerCase() }));
    urls.push(url);
    return url;
  };
  const urlOf = async (id: string): Promise<string | null> => {
    const part = byId.get(id);
    if (!part || !isPicture(part)) return null;
    const fetching = fetched.get(part) ?? fetchPart(part);
    fetched.set(part, fetching);
    return fetching;
  };
  const fill = async (picture: HTMLImageElement) => {
    const url = await urlOf(picture.dataset.cid ?? '');
    if (url !== null) picture.src = url;
  };
  const fillBackground = async (id: string, place: number) => {
    const url = await urlOf(id);
    if (url !== null) showBackground(ownBackground(place), url);
  };
  await Promise.all([...[...body.querySelectorAll<HTMLImageElement>('img[data-cid]')].map(fill), ...backgrounds.map(fillBackground)]);
}

/** Fetches one picture from elsewhere, through the engine; null when it cannot be had. */
export type FetchRemote = (address: string) => Promise<{ readonly url: string; readonly type: string } | null>;

/** Shows pictures from elsewhere where the text has them; `urls` takes what to release later. Answers how many were shown and how many not. */
export async function fillRemotePictures(
  body: Pick<HTMLElement, 'querySelectorAll'>,
  addresses: readonly string[],
  fetchRemote: FetchRemote,
  signal: AbortSignal,
  urls: string[],
  showBackground: ShowBackground,
): Promise<{ shown: number; refused: number }> {
  const fetched = new Map<string, Promise<string | null>>();
  const load = async (address: string): Promise<string | null> => {
    const found = await fetchRemote(address);
    if (!found || signal.aborted || !pictureTypes.has(found.type)) return null;
    const response = await fetch(found.url, { signal });
    if (!response.ok) return null;
    const url = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: found.type }));
    urls.push(url);
    return url;
  };
  let shown = 0;
  let refused = 0;
  const pictures = [...body.querySelectorAll<HTMLImageElement>('img[data-remote]')];
  const byPlace = new Map(pictures.map((picture) => [Number(picture.dataset.remote), picture]));
  const fill = async (address: string, place: number) => {
    // A picture that cannot be had stays an outline.
    const loading = fetched.get(address) ?? load(address).catch(() => null);
    fetched.set(address, loading);
    const url = await loading;
    if (url === null) {
      refused += 1;
      return;
    }
    shown += 1;
    const picture = byPlace.get(place);
    if (picture) {
      picture.src = url;
      delete picture.dataset.blocked;
    } else showBackground(remoteBackground(place), url);
  };
  await Promise.all(addresses.map(fill));
  return { shown, refused };
}
