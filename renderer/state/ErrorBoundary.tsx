/** Stands in for a part of the window that threw while it was drawn, so that one mistake does not take the rest along. */
import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/Notices.tsx';

function ErrorNotice({ message }: { message: string }) {
  const say = useWords();
  return (
    <div className="crash">
      <FailureNotice happened={say('crash.title')} next={say('crash.text')} reply={message}>
        <Button onPress={() => location.reload()}>{say('crash.reload')}</Button>
      </FailureNotice>
    </div>
  );
}

/** React offers catching only to classes. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    return this.state.message === null ? this.props.children : <ErrorNotice message={this.state.message} />;
  }
}
