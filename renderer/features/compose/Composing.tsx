/** The composer while something is being written; its file comes when the window has nothing else to do. */
import { useWorkspaceState } from '../../state/State.tsx';
import { later } from '../../ui/later.tsx';

export const Composer = later(() => import('./Composer.tsx').then((file) => file.Composer));

export function Composing() {
  const request = useWorkspaceState((state) => state.composer);
  return request && <Composer key={request.request} request={request} />;
}
