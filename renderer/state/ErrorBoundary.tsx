/** The error boundary of one part of the window: a part that throws while rendering does not take the rest along. */
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

/** A class, because React has no other error boundaries. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    return this.state.message === null ? this.props.children : <ErrorNotice message={this.state.message} />;
  }
}
