import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../components/note.js';
import { Dialog } from './dialog.js';

export interface ConfirmProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The verb on the button: what happens when it is pressed. */
  action: string;
  onConfirm: () => void;
  pending: boolean;
  problem: Error | null;
  ready?: boolean;
  /** The act takes something away from somebody. */
  danger?: boolean;
  children: ReactNode;
}

/** Asks once more before an act that binds: what will happen, and the act's own verb. */
export function Confirm({ opened, onClose, title, action, onConfirm, pending, problem, ready = true, danger = false, children }: ConfirmProps): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      {children}
      <ProblemNote problem={problem} />
      <p className="acts">
        <Button loading={pending} disabled={!ready} onClick={onConfirm} {...(danger && { color: 'danger' })}>{action}</Button>
        <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
      </p>
    </Dialog>
  );
}
