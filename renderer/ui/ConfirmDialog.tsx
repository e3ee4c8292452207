/** Asks before something is done that cannot be taken back. What keeps everything as it is has the focus. */
import { Button } from './Button.tsx';
import { DialogFrame } from './DialogFrame.tsx';

interface ConfirmDialogProps {
  title: string;
  text: string;
  closeLabel: string;
  keepLabel: string;
  doLabel: string;
  onDo: () => void;
  onClose: () => void;
}

export function ConfirmDialog({ title, text, closeLabel, keepLabel, doLabel, onDo, onClose }: ConfirmDialogProps) {
  return (
    <DialogFrame
      title={title}
      closeLabel={closeLabel}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {keepLabel}
          </Button>
          <Button
            kind="danger"
            onPress={() => {
              onClose();
              onDo();
            }}
          >
            {doLabel}
          </Button>
        </>
      }
    >
      <p>{text}</p>
    </DialogFrame>
  );
}
