/** Attachments with their true names, types and sizes, and how to save them. */
import { Download, FileText, Image, type LucideIcon, Mail, MailOpen, Music, Package, TriangleAlert, Video } from 'lucide-react';
import type { AttachmentInfo } from '../../../electron/contract/messages.ts';
import { useAction } from '../../api/use-action.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useCapability, useWorkspace } from '../../state/State.tsx';
import { visible } from '../../ui/visible-text.ts';
import { partsToList } from './pictures.ts';

function iconOf(type: string): LucideIcon {
  if (type.startsWith('image/')) return Image;
  if (type.startsWith('audio/')) return Music;
  if (type.startsWith('video/')) return Video;
  if (type === 'message/rfc822') return Mail;
  if (/zip|tar|compressed|rar|7z/.test(type)) return Package;
  return FileText;
}

/** Files that do something when they are opened, on one system or another. */
const running =
  /\.(?:exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|msi|msp|msix|reg|lnk|url|desktop|sh|bash|command|app|dmg|pkg|iso|img|vhd|vhdx|jar|jnlp|svg|html?|xhtml|shtml|xll|docm|xlsm|pptm|dotm|xltm|py|pl|rb|appimage|deb|rpm|chm|cpl|scf|inf|ws|application|gadget)$/i;

export const canRun = (safeName: string): boolean => running.test(safeName.trim());

/** Parts that are messages of their own, and open in the reader (RFC 2046 §5.2.1, RFC 6532 §3.7). */
const isMessage = (type: string): boolean => /^message\/(?:rfc822|global|news)$/.test(type);

export interface AttachmentsProps {
  messageId: number;
  attachments: readonly AttachmentInfo[];
  /** Content identifiers of images that are already in the text. */
  referenced: ReadonlySet<string>;
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
  const listed = partsToList(attachments, referenced);
  if (listed.length === 0) return null;
  return (
    <section className="attachments" aria-label={say('attachments.label')}>
      <h2 className="attachments-title">{say('attachments.count', { count: listed.length })}</h2>
      <ul className="attachment-list">
        {listed.map((one) => {
          const Icon = iconOf(one.type);
          const name = visible(one.name).trim() || one.safeName;
          const words = say('attachments.save', { name });
          return (
            <li key={one.partId} className="attachment">
              <Icon size={18} strokeWidth={1.5} aria-hidden />
              <span className="attachment-words">
                <bdi className="attachment-name" title={name}>
                  {name}
                </bdi>
                <span className="attachment-facts numeric">
                  {formatBytes(one.size, language)} · {one.type}
                  {canRun(one.safeName) && (
                    <span className="attachment-warning">
                      <TriangleAlert size={12} aria-hidden /> {say('attachments.canRun')}
                    </span>
                  )}
                </span>
              </span>
              {isMessage(one.type) && (
                <button
                  type="button"
                  className="attachment-save"
                  aria-label={say('attachments.open', { name })}
                  title={say('attachments.open', { name })}
                  onClick={() => void open(one.partId)}
                >
                  <MailOpen size={16} strokeWidth={1.75} aria-hidden />
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
                  <Download size={16} strokeWidth={1.75} aria-hidden />
                </button>
              ) : (
                <a className="attachment-save" href={one.url} download={one.safeName} aria-label={words} title={words}>
                  <Download size={16} strokeWidth={1.75} aria-hidden />
                </a>
              )}
            </li>
          );
        })}
      </ul>
      {openPart.failure && <Failed failure={openPart.failure} onDismiss={openPart.clear} />}
      {save.failure && <Failed failure={save.failure} onDismiss={save.clear} />}
    </section>
  );
}
