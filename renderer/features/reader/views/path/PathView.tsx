/** The way of a message from host to host, as its trace fields tell it: a line to read at a glance, and every value with its header field. */
import { Fragment } from 'react';
import type { MessagePath } from '../../../../../electron/contract/delivery/path.ts';
import type { HeaderField } from '../../../../../electron/contract/messages.ts';
import { useCall } from '../../../../api/use-call.ts';
import { useLanguage, useWords } from '../../../../i18n/words.ts';
import { Failed } from '../../../../state/Failed.tsx';
import { visibleStart } from '../../../../ui/text/visible-text.ts';
import { HopLine } from './HopLine.tsx';
import { formatWait } from './wait.ts';

interface PathViewProps {
  messageId: number;
  /** The fields that the hops name by their place. */
  headers: readonly HeaderField[];
}

/** @param props of one message; give the component its id as key */
export function PathView({ messageId, headers }: PathViewProps) {
  const say = useWords();
  const path = useCall('messages.path', { id: messageId });
  if (path.failure)
    return (
      <div className="reader-note">
        <Failed failure={path.failure} onRetry={path.retry} />
      </div>
    );
  if (!path.value) return null;
  const { hops, envelope } = path.value;
  return (
    <div className="path-view">
      {hops.length === 0 ? <p className="path-none">{say('path.none')}</p> : <Way path={path.value} headers={headers} />}
      {envelope.length > 0 && <Envelope envelope={envelope} />}
    </div>
  );
}

function Way({ path, headers }: { path: MessagePath; headers: readonly HeaderField[] }) {
  const say = useWords();
  const language = useLanguage();
  const { hops, total, left, smartHost } = path;
  const longest = Math.max(1, ...hops.map(({ delay }) => delay ?? 0));
  const boundary = hops.findIndex(({ trusted }) => trusted);
  return (
    <>
      <p className="path-summary">
        {say('path.hops', { count: hops.length })}
        {total !== null && ` ${say('path.total', { time: formatWait(total, language) })}`}
      </p>
      {smartHost && <p className="path-hint">{say('path.smartHost', smartHost)}</p>}
      {left > 0 && <p className="path-hint">{say('path.left', { count: left })}</p>}
      <ol className="path-hops" aria-label={say('path.list')}>
        {hops.map((hop, index) => (
          <Fragment key={hop.field}>
            {index === boundary && index > 0 && <li className="path-boundary">{say('path.boundary')}</li>}
            <HopLine hop={hop} isFirst={index === 0} share={(hop.delay ?? 0) / longest} field={headers[hop.field]} />
          </Fragment>
        ))}
      </ol>
    </>
  );
}

function Envelope({ envelope }: { envelope: MessagePath['envelope'] }) {
  const say = useWords();
  return (
    <section className="path-envelope" aria-label={say('path.envelope')}>
      <h2>{say('path.envelope')}</h2>
      <table>
        <tbody>
          {envelope.map(({ name, value, field }) => (
            <tr key={field}>
              <th scope="row">{fieldNames[name]}</th>
              <td dir="auto">
                <span className="path-value">{visibleStart(value, 500)}</span>
                <span className="path-hint">{say(`path.envelope.${name}`)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** As RFC 5322 and the servers write them. */
const fieldNames: Readonly<Record<MessagePath['envelope'][number]['name'], string>> = {
  'return-path': 'Return-Path',
  'delivered-to': 'Delivered-To',
  'x-original-to': 'X-Original-To',
  'envelope-to': 'Envelope-To',
  'x-forwarded-to': 'X-Forwarded-To',
  'resent-to': 'Resent-To',
};
