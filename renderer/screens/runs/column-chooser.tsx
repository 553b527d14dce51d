/** Which columns the runs table has and in which order, without a mouse: check boxes and arrows in a popover. */
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Button, IconButton } from '../../components/button.tsx'
import { Checkbox } from '../../components/toggle.tsx'
import { useWords } from '../../i18n/words.ts'
import './column-chooser.css'
import { visibleColumns } from './column-layout.ts'
import type { RunsTable } from './use-runs-table.ts'

export function ColumnChooser({ table }: { readonly table: RunsTable }) {
  const { text } = useWords()
  const { layout } = table
  const visible = visibleColumns(layout)
  return (
    <DialogTrigger>
      <Button icon={Columns3}>{text('runs.columnsButton')}</Button>
      <Popover className="menu-popover" offset={4} placement="bottom end">
        <Dialog className="columns" aria-label={text('runs.columnsButton')}>
          <ul className="columns-list">
            {layout.order.map((key) => {
              const name = text(`runs.columns.${key}`)
              const at = visible.indexOf(key)
              return (
                <li key={key} className="columns-row">
                  <Checkbox
                    isSelected={at >= 0}
                    isDisabled={key === 'name'}
                    onChange={(shown) => table.changeLayout({ kind: 'show', key, shown })}
                  >
                    {name}
                  </Checkbox>
                  <span className="columns-moves">
                    <IconButton
                      size="small"
                      icon={ArrowUp}
                      label={text('runs.moveLeft', { name })}
                      isDisabled={at <= 0}
                      onPress={() => table.changeLayout({ kind: 'nudge', key, by: -1 })}
                    />
                    <IconButton
                      size="small"
                      icon={ArrowDown}
                      label={text('runs.moveRight', { name })}
                      isDisabled={at < 0 || at === visible.length - 1}
                      onPress={() => table.changeLayout({ kind: 'nudge', key, by: 1 })}
                    />
                  </span>
                </li>
              )
            })}
          </ul>
          <Button size="small" onPress={() => table.changeLayout({ kind: 'reset' })}>
            {text('runs.resetColumns')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
