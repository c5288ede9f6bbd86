import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './dialog.css';

/** A dialog with a title and a way out. Its head is no `header` element, which would count as a second banner of the page. */
export function Dialog({ opened, onClose, title, children }: {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Modal.Root opened={opened} onClose={onClose} centered radius="lg">
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className="dialog">
          <div className="dialoghead"><Modal.Title>{title}</Modal.Title><Modal.CloseButton aria-label={t('close')} /></div>
          <div className="stack tight">{children}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
