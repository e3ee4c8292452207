/** Attachments with their true names, types and sizes, and how to save them. */
import { Download, FileText, Image, type LucideIcon, Mail, MailOpen, Music, Package, TriangleAlert, Video } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { AttachmentInfo } from '../../../electron/contract/messages.ts';
import { useAction } from '../../api/use-action.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useCapability, useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { hasLongRun, visibleStart } from '../../ui/text/visible-text.ts';
import { partsOfName } from './file-name.ts';
import { partsToList } from './html/pictures.ts';

function iconOf({ type, isMessage }: Pick<AttachmentInfo, 'type' | 'isMessage'>): LucideIcon {
  if (isMessage) return Mail;
  if (type.startsWith('image/')) return Image;
  if (type.startsWith('audio/')) return Music;
  if (type.startsWith('video/')) return Video;
  if (/zip|tar|compressed|rar|7z/.test(type)) return Package;
  return FileText;
}

/** More of a name is for the structure. */
const longestName = 200;

/** File types that run something when they are opened, on any system. */
const running =
  /\.(?:exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|msi|msp|msix|reg|lnk|url|desktop|sh|bash|command|app|dmg|pkg|iso|img|vhd|vhdx|jar|jnlp|svg|html?|xhtml|shtml|xll|docm|xlsm|pptm|dotm|xltm|py|pl|rb|appimage|deb|rpm|chm|cpl|scf|inf|ws|application|gadget)$/i;

const canRun = (safeName: string): boolean => running.test(safeName.trim());

/** What the file is, in the word that people use for it: the ending of its name, else what its type says (`application/pdf` → PDF). */
function kindOf({ safeName, type }: Pick<AttachmentInfo, 'safeName' | 'type'>): string {
  const ending = /\.([a-z0-9]{1,5})\s*$/i.exec(safeName)?.[1] ?? /(?:^|[/.+-])([a-z0-9]{1,8})$/i.exec(type)?.[1] ?? '';
  return ending.toUpperCase();
}

interface AttachmentsProps {
  messageId: number;
  attachments: readonly AttachmentInfo[];
  /** Content identifiers of images that are already in the text. */
  referenced: ReadonlySet<string>;
}

/** As many are drawn at first, and more on request: a message may hold ten thousand. */
const firstShown = 40;
const moreShown = 200;

function FileName({ name }: { name: string }) {
  const [start, end] = partsOfName(name);
  return (
    <bdi className={`attachment-name${hasLongRun(name) ? ' long-run' : ''}`} title={name}>
      {start !== '' && <span className="attachment-name-start">{start}</span>}
      <span className="attachment-name-end">{end}</span>
    </bdi>
  );
}

export function Attachments({ messageId, attachments, referenced }: AttachmentsProps) {
  const say = useWords();
  const language = useLanguage();
  const saves = useCapability('save-dialog');
  const save = useAction('application.save');
  const workspace = useWorkspace();
  const openPart = useAction('messages.openPart');
  const open = async (partId: string) => {
    const answer = await openPart.run({ id: messageId, partId });
    if (answer.ok) workspace.openEnclosed(answer.value);
  };
  const [most, setMost] = useState(firstShown);
  const listed = useMemo(() => partsToList(attachments, referenced), [attachments, referenced]);
  if (listed.length === 0) return null;
  return (
    <section className="attachments" aria-label={say('attachments.label')}>
      <h2 className="attachments-title">{say('attachments.count', { count: listed.length })}</h2>
      <ul className="attachment-list" tabIndex={listed.length > 1 ? 0 : undefined}>
        {listed.slice(0, most).map((one) => {
          const Icon = iconOf(one);
          const name = visibleStart(one.name, longestName).trim() || one.safeName;
          const words = say('attachments.save', { name });
          return (
            <li key={one.partId} className="attachment">
              <Icon size="1rem" strokeWidth={1.5} className="attachment-icon" aria-hidden />
              <div className="attachment-words">
                <FileName name={name} />
                <span className="attachment-facts numeric" title={visibleStart(one.type, 200)}>
                  {[kindOf(one), formatBytes(one.size, language)].filter((word) => word !== '').join(' · ')}
                </span>
                {canRun(one.safeName) && (
                  <span className="attachment-warning">
                    <TriangleAlert size="0.75rem" aria-hidden /> {say('attachments.canRun')}
                  </span>
                )}
              </div>
              {one.isMessage && (
                <button
                  type="button"
                  className="attachment-save"
                  aria-label={say('attachments.open', { name })}
                  title={say('attachments.open', { name })}
                  onClick={() => void open(one.partId)}
                >
                  <MailOpen size="1rem" strokeWidth={1.75} aria-hidden />
                </button>
              )}
              {saves ? (
                <button
                  type="button"
                  className="attachment-save"
                  aria-label={words}
                  title={words}
                  onClick={() => void save.run({ url: one.url, suggestedName: one.safeName })}
                >
                  <Download size="1rem" strokeWidth={1.75} aria-hidden />
                </button>
              ) : (
                <a className="attachment-save" href={one.url} download={one.safeName} aria-label={words} title={words}>
                  <Download size="1rem" strokeWidth={1.75} aria-hidden />
                </a>
              )}
            </li>
          );
        })}
        {listed.length > most && (
          <li className="attachment">
            <Button kind="quiet" onPress={() => setMost(most + moreShown)}>
              {say('source.more')}
            </Button>
          </li>
        )}
      </ul>
      {openPart.failure && <Failed failure={openPart.failure} onDismiss={openPart.clear} />}
      {save.failure && <Failed failure={save.failure} onDismiss={save.clear} />}
    </section>
  );
}
