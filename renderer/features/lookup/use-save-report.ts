/** Saves what was found out about a domain: as text, as JSON for programs, or as one page. */
import { useMemo } from 'react';
import type { DeliveryReport } from '../../../electron/contract/delivery/mail-domain.ts';
import { reportPage } from '../../../electron/words/delivery/report-page.ts';
import { reportLines } from '../../../electron/words/delivery/report-text.ts';
import { useClient } from '../../api/Api.tsx';
import { useLanguage, useWords } from '../../i18n/words.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useCommands, useWorkspace } from '../../state/State.tsx';
import { useSaveFile } from '../../state/use-save-file.ts';
import { useLatest } from '../../ui/use-latest.ts';

type ReportFormat = 'text' | 'json' | 'html';

const extensions: Readonly<Record<ReportFormat, string>> = { text: 'txt', json: 'json', html: 'html' };

export function useSaveReport(): (report: DeliveryReport, format: ReportFormat) => Promise<void> {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const save = useSaveFile();
  return async (report, format) => {
    const texts = {
      text: () => `${reportLines(report, say).join('\n')}\n`,
      json: () => `${JSON.stringify(report, null, 2)}\n`,
      html: () => reportPage(report, say, language),
    };
    const subject = report.subject.domain.replace(/[^a-z0-9.-]+/gi, '-').slice(0, 100);
    const file = { name: `postglass-${subject}.${extensions[format]}`, format, text: texts[format]() };
    const made = await client.call('application.makeFile', file);
    if (made.ok) await save({ url: made.value.url, name: file.name });
    else workspace.showFailure(made.failure);
  };
}

/** Bound once: new bindings at every part of a report would redraw the toolbar. The page is what the command saves. */
export function useSaveCommand(now: { readonly report: DeliveryReport | null; readonly save: ReturnType<typeof useSaveReport> }): void {
  const latest = useLatest(now);
  const bindings = useMemo<readonly CommandBinding[]>(
    () => [
      {
        id: 'delivery.save',
        isEnabled: () => latest.current.report !== null,
        run: () => {
          const { report, save } = latest.current;
          if (report) void save(report, 'html');
        },
      },
    ],
    [],
  );
  useCommands(bindings);
}
