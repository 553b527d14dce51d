/** Dialogs: for a question that has to be answered first. Whatever can be undone is not asked about. */
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useWords } from '../i18n/words.ts'
import { Button } from './button.tsx'
import './dialog.css'

export interface DialogProps {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the main one last. */
  readonly actions?: ReactNode
  readonly wide?: boolean
}

/** A dialog over the page; Escape and a click beside it close it. */
export function Dialog({ title, open, onClose, children, actions, wide = false }: DialogProps) {
  return (
    <ModalOverlay className="dialog-scrim" isOpen={open} onOpenChange={(next) => !next && onClose()} isDismissable>
      <Modal className={wide ? 'dialog dialog-wide' : 'dialog'}>
        <AriaDialog className="dialog-content">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          {actions !== undefined && <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export interface ConfirmDialogProps extends Omit<DialogProps, 'actions' | 'wide'> {
  /** The verb of the button that does it. */
  readonly confirm: string
  readonly danger?: boolean
  readonly onConfirm: () => void
}

/** Asks before something that can't be undone. */
export function ConfirmDialog({ confirm, danger = false, onConfirm, ...rest }: ConfirmDialogProps) {
  const { text } = useWords()
  return (
    <Dialog
      {...rest}
      actions={
        <>
          <Button onPress={rest.onClose}>{text('common.cancel')}</Button>
          <Button variant={danger ? 'danger' : 'primary'} onPress={onConfirm} autoFocus={!danger}>
            {confirm}
          </Button>
        </>
      }
    />
  )
}
