/** The servers that were connected to, with what they said first; one that is chosen shows its lines. */
import type { DeliveryReport } from '../../../electron/contract/delivery/mail-domain.ts';
import { visible } from '../../ui/text/visible-text.ts';

interface ServersProps {
  servers: DeliveryReport['servers'];
  /** Whose lines are shown. */
  session: string | null;
  onShow: (session: string) => void;
}

export function Servers({ servers, session, onShow }: ServersProps) {
  return (
    <ul className="lookup-steps">
      {servers.map((server) => (
        <li key={`${server.host} ${server.address} ${server.port}`}>
          <button
            type="button"
            className="delivery-look-up"
            aria-pressed={session !== null && server.session === session}
            onClick={() => server.session !== null && onShow(server.session)}
          >
            <span className="lookup-asked mono" dir="ltr">
              {visible(server.host)}:{server.port} <span className="lookup-faint">{visible(server.address)}</span>
            </span>
            <span className="mono delivery-greeting" dir="ltr">
              {server.greeting === null ? '–' : visible(server.greeting.split('\n')[0] ?? '')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
