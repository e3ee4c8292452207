/** What an opened line means and where that is written; where something went wrong, why and what to do; what stands in it. */
import type { MouseEvent } from 'react';
import { useClient } from '../api/Api.tsx';
import { Advice } from '../state/replies/Advice.tsx';
import type { useExplanations } from './wire-words.ts';

type Explained = NonNullable<ReturnType<ReturnType<typeof useExplanations>>>;

const rfcAddress = (source: string): string | null => {
  const found = /RFC (\d+)(?: §([\d.]+))?/.exec(source);
  if (!found) return null;
  return `https://www.rfc-editor.org/rfc/rfc${found[1]}${found[2] ? `#section-${found[2].replace(/\.$/, '')}` : ''}`;
};

function Source({ source }: { source: string }) {
  const client = useClient();
  const address = rfcAddress(source);
  if (address === null) return <span className="line-source">{source}</span>;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    void client.call('application.openExternal', { url: address }).then((answer) => {
      if (!answer.ok) window.open(address, '_blank', 'noopener,noreferrer');
    });
  };
  return (
    <a className="line-source" href={address} target="_blank" rel="noopener noreferrer" onClick={open}>
      {source}
    </a>
  );
}

/** Capabilities, flags and the like that stand in the line, each with its meaning. */
function Terms({ terms }: { terms: Explained['terms'] }) {
  if (terms.length === 0) return null;
  return (
    <dl className="line-terms">
      {terms.map(({ name, means, source }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes, and may name a thing twice
        <div key={at}>
          <dt className="mono" dir="ltr">
            {name}
          </dt>
          <dd>
            {means} {source !== null && <Source source={source} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function LineExplanation({ explanation, source }: { explanation: Explained; source: string | null }) {
  return (
    <>
      <p className="line-explanation">
        {explanation.means} {source !== null && <Source source={source} />}
      </p>
      <Advice {...explanation} />
      <Terms terms={explanation.terms} />
    </>
  );
}
