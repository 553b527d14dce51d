/** A menu under a button, for the actions on a thing. */
import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import './menu.css'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  /** Loses something: shown in red, under a hairline. */
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly onAction: () => void
}

export interface MenuProps {
  /** The menu's name, for screen readers. */
  readonly label: string
  readonly actions: readonly MenuAction[]
  /** The button that opens it. */
  readonly children: ReactElement
}

/** Opens a menu at its child. */
export function Menu({ label, actions, children }: MenuProps) {
  const firstDanger = actions.findIndex((action) => action.danger)
  return (
    <MenuTrigger>
      {children}
      <Popover className="menu-popover" offset={4}>
        <AriaMenu className="menu" aria-label={label}>
          {actions.flatMap(({ id, label: name, icon: Icon, danger = false, disabled = false, onAction }, index) => [
            ...(index === firstDanger && index > 0 ? [<Separator key={`${id}-line`} className="menu-line" />] : []),
            <MenuItem
              key={id}
              id={id}
              textValue={name}
              isDisabled={disabled}
              onAction={onAction}
              className={danger ? 'menu-item menu-danger' : 'menu-item'}
            >
              {Icon && <Icon className="icon" aria-hidden />}
              {name}
            </MenuItem>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
