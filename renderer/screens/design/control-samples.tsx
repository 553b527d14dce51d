/** Every control in its states. */
import { Download, Ellipsis, Pencil, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { StudioError } from '../../../compute/spec/errors.ts'
import { message } from '../../../compute/spec/message.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Explain } from '../../components/explain.tsx'
import { NumberField, SearchField, TextField } from '../../components/field.tsx'
import { Menu } from '../../components/menu.tsx'
import { Reasoned } from '../../components/page.tsx'
import { Progress } from '../../components/progress.tsx'
import { RadioRows, Segments, Select } from '../../components/select.tsx'
import { notify } from '../../components/toast.tsx'
import { Checkbox, Switch } from '../../components/toggle.tsx'
import { useWords } from '../../i18n/words.ts'

const kinds = ['number', 'category', 'date', 'text'] as const

/** Buttons, fields, choices, progress, notes and errors. */
export function ControlSamples() {
  return (
    <div className="design-controls">
      <ButtonSamples />
      <FieldSamples />
      <ChoiceSamples />
      <StateSamples />
    </div>
  )
}

function ButtonSamples() {
  const { text } = useWords()
  const show = () => notify({ message: message('common.restored', { name: 'penguins' }), undo: show })
  return (
    <div className="design-row">
      <Button variant="primary" icon={Play}>
        {text('design.train')}
      </Button>
      <Button icon={Download} onPress={show}>
        {text('design.note')}
      </Button>
      <Button variant="quiet" icon={Pencil}>
        {text('common.rename')}
      </Button>
      <Button variant="danger" icon={Trash2}>
        {text('common.delete')}
      </Button>
      <Button isDisabled>{text('common.undo')}</Button>
      <Button size="small">{text('common.reset')}</Button>
      <Menu
        label={text('common.moreActions')}
        actions={[
          { id: 'rename', label: text('common.rename'), icon: Pencil, onAction: show },
          { id: 'delete', label: text('common.delete'), icon: Trash2, danger: true, onAction: show },
        ]}
      >
        <IconButton icon={Ellipsis} label={text('common.moreActions')} />
      </Menu>
    </div>
  )
}

function FieldSamples() {
  const { text } = useWords()
  return (
    <div className="design-grid">
      <TextField label={text('design.name')} defaultValue="penguins" hint={text('design.nameHint')} />
      <TextField label={text('design.name')} defaultValue="" error={text('design.nameError')} />
      <NumberField label={text('design.epochs')} defaultValue={200} stepper />
      <Select
        label={text('design.kind')}
        value="category"
        onChange={() => undefined}
        options={kinds.map((value) => ({ value, label: text(`common.kinds.${value}`) }))}
      />
      <SearchField label={text('design.search')} />
    </div>
  )
}

function ChoiceSamples() {
  const { text } = useWords()
  const [task, setTask] = useState<'classification' | 'regression'>('classification')
  const [budget, setBudget] = useState<'quick' | 'balanced'>('balanced')
  const tasks = (['classification', 'regression'] as const).map((value) => ({
    value,
    label: text(`common.tasks.${value}`),
  }))
  return (
    <>
      <Reasoned reason={text('design.reason')}>
        <Segments
          label={
            <>
              {text('design.task')} <Explain term={text('design.task')} meaning={text('design.taskMeaning')} />
            </>
          }
          value={task}
          onChange={setTask}
          options={tasks}
        />
      </Reasoned>
      <Reasoned reason={text('design.reasonBudget')}>
        <RadioRows
          label={text('design.budget')}
          value={budget}
          onChange={setBudget}
          options={(['quick', 'balanced'] as const).map((value) => ({
            value,
            label: text(`design.budgets.${value}`),
            hint: text(`design.budgetHints.${value}`),
          }))}
        />
      </Reasoned>
      <div className="design-row">
        <Checkbox defaultSelected>{text('design.stratify')}</Checkbox>
        <Checkbox>{text('design.skip')}</Checkbox>
        <Checkbox isDisabled defaultSelected>
          {text('design.skip')}
        </Checkbox>
        <Switch defaultSelected>{text('design.live')}</Switch>
        <Switch>{text('design.log')}</Switch>
      </div>
    </>
  )
}

function StateSamples() {
  const { text } = useWords()
  return (
    <div className="design-states">
      <Progress
        label={text('design.importing')}
        progress={{ stage: 'converting', fraction: 0.62, secondsLeft: 74 }}
        onCancel={() => undefined}
      />
      <Progress label={text('design.importing')} progress={{ stage: 'reading', fraction: null, secondsLeft: null }} />
      <ErrorNotice error={new StudioError('disk-full', { path: '/home/ada/Modelwright' }, { cause: 'ENOSPC' })} />
    </div>
  )
}
