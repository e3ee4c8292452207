/** What was found out about the mail of a domain: sections with their findings, and the records that they are about. */
import { CircleCheck, CircleX, Copy, Download, TriangleAlert } from 'lucide-react';
import {
  type DeliveryLookUp,
  type DeliveryReport,
  type Finding,
  findingSections,
} from '../../../electron/contract/delivery/mail-domain.ts';
import { recordLine, reportLines } from '../../../electron/words/delivery/report-text.ts';
import { useWords } from '../../i18n/words.ts';
import { useCopy } from '../../state/use-copy.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { MenuButton } from '../../ui/Menus.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { Records } from './Records.tsx';
import { Servers } from './Servers.tsx';
import type { useSaveReport } from './use-save-report.ts';

interface ReportProps {
  /** Null until the first part is there. */
  report: DeliveryReport | null;
  lookUps: readonly DeliveryLookUp[];
  isRunning: boolean;
  /** Whose lines are shown. */
  session: string | null;
  onShow: (session: string) => void;
  save: ReturnType<typeof useSaveReport>;
}

export function Report({ report, lookUps, isRunning, session, onShow, save }: ReportProps) {
  const say = useWords();
  const copy = useCopy();
  const findings = report?.findings ?? [];
  const number = (state: Finding['state']) => String(findings.filter((each) => each.state === state).length);
  const counts = say('finding.counts', { broken: number('broken'), warnings: number('warning'), fine: number('fine') });
  return (
    <>
      <div className="delivery-head">
        <p role="status">
          {isRunning ? say('delivery.running', { number: String(lookUps.length) }) : counts}
          {report?.state === 'cancelled' && <> · {say('finding.cancelled')}</>}
        </p>
        {report && !isRunning && (
          <Button icon={Copy} kind="quiet" onPress={() => void copy(`${reportLines(report, say).join('\n')}\n`, say('delivery.copied'))}>
            {say('delivery.copyText')}
          </Button>
        )}
        {report && !isRunning && (
          <MenuButton
            label={say('delivery.save')}
            entries={[
              { id: 'text', label: say('export.text'), run: () => void save(report, 'text') },
              // The name of a format.
              { id: 'json', label: 'JSON', run: () => void save(report, 'json') },
              { id: 'html', label: say('export.html'), run: () => void save(report, 'html') },
            ]}
          >
            <Button icon={Download} kind="quiet">
              {say('delivery.save')}
            </Button>
          </MenuButton>
        )}
      </div>
      {report &&
        findingSections.map((section) => {
          const own = findings.filter((each) => each.section === section);
          if (own.length === 0 && !(section === 'answers' && report.servers.length > 0)) return null;
          const name = say(`finding.section.${section}`);
          return (
            <section key={section} className="delivery-section" aria-label={name}>
              <h3>{name}</h3>
              <ul className="delivery-findings">
                {own.map((finding, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same may be found of two hosts
                  <FindingRow key={at} finding={finding} />
                ))}
              </ul>
              <Records section={section} report={report} />
              {section === 'answers' && <Servers servers={report.servers} session={session} onShow={onShow} />}
            </section>
          );
        })}
    </>
  );
}

const icons = { fine: CircleCheck, warning: TriangleAlert, broken: CircleX } as const;

function FindingRow({ finding: { id, state, facts, publish } }: { finding: Finding }) {
  const say = useWords();
  const copy = useCopy();
  const Icon = icons[state];
  const shown = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, visible(value)]));
  return (
    <li className={`delivery-finding is-${state}`}>
      <Icon size="1rem" role="img" aria-label={say(`finding.state.${state}`)} className="delivery-state" />
      <div>
        <p>{say(`finding.${id}`, shown)}</p>
        {publish.map((record) => {
          const line = recordLine(record);
          return (
            <p key={line} className="delivery-publish">
              <span className="lookup-faint">{say('finding.publish')}</span>
              <code dir="ltr">{visible(line)}</code>
              <IconButton icon={Copy} label={say('delivery.copyRecord')} onPress={() => void copy(line, say('delivery.copied'))} />
            </p>
          );
        })}
      </div>
    </li>
  );
}
