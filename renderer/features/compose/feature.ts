/** What writing brings to the window. */
import type { Feature } from '../../state/feature.ts';
import { Composer, Composing } from './Composing.tsx';
import { DraftOffer, DraftsLine } from './Drafts.tsx';

export const compose: Feature = {
  commands: (workspace) => [
    {
      id: 'compose.new',
      // A mailto: link comes as the argument.
      run: (mailto) => workspace.compose(mailto ? { mode: 'new', mailto } : { mode: 'new' }),
    },
  ],
  Footer: DraftsLine,
  Notices: DraftOffer,
  files: [Composer.fetch],
  AlwaysMounted: Composing,
};
