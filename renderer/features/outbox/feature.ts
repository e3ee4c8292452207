/** What the outbox brings to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';
import { OutboxLine } from './OutboxLine.tsx';
import { SendOutcomes } from './SendOutcomes.tsx';

declare module '../../state/routes.ts' {
  interface ViewParameters {
    readonly outbox: object;
  }
}

const Outbox = later(() => import('./Outbox.tsx').then((file) => file.Outbox));

export const outbox: Feature = {
  views: { outbox: Outbox },
  commands: (workspace) => [{ id: 'folder.outbox', run: () => workspace.openView({ name: 'outbox' }) }],
  Footer: OutboxLine,
  Notices: SendOutcomes,
  files: [Outbox.fetch],
};
