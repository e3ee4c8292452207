/** A dialog over the window: title, body, buttons. Escape and the close button end it. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './Button.tsx';
import { useKeyScrolling } from './focus/use-key-scrolling.ts';

interface DialogFrameProps {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the end, the main one last. */
  footer?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** Whether a click beside the dialog closes it; never where text would be lost. */
  isDismissable?: boolean;
}

export function DialogFrame({ title, closeLabel, onClose, children, footer, size = 'medium', isDismissable = false }: DialogFrameProps) {
  const [attach, tabIndex] = useKeyScrolling();
  return (
    <ModalOverlay isOpen isDismissable={isDismissable} onOpenChange={(open) => !open && onClose()} className="dialog-scrim">
      <Modal className={`dialog-modal dialog-${size}`}>
        <Dialog className="dialog">
          <header className="dialog-header">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton icon={X} label={closeLabel} onPress={onClose} />
          </header>
          <div ref={attach} tabIndex={tabIndex} className="dialog-body">
            {children}
          </div>
          {footer && <footer className="dialog-footer">{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
