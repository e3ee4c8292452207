/** In every window, above the panes: why the program as a whole cannot keep what is done, and the way out. */
import { useCall } from '../../api/use-call.ts';
import { Failed } from '../../state/Failed.tsx';

export function Trouble() {
  const health = useCall('application.health', {}, { refetchOn: 'application.healthChanged' });
  if (!health.value?.trouble) return null;
  return (
    <div className="window-trouble">
      <Failed failure={health.value.trouble} />
    </div>
  );
}
