/** Precision, recall, F1 and support of each class; a press on a column's name sorts by it. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { ClassificationReport } from '../../../compute/spec/evaluation.ts'
import { useWords } from '../../i18n/words.ts'
import { classColumns, type ClassOrder, nextOrder, orderClasses } from './class-order.ts'
import { honestShare } from './scores.ts'
import './tables.css'

export function ClassTable({ report }: { readonly report: ClassificationReport }) {
  const { text, format, language } = useWords()
  const [order, setOrder] = useState<ClassOrder | null>(null)
  const share = (value: number) => format.percent(honestShare(value))
  return (
    <table className="figures-table">
      <thead>
        <tr>
          {classColumns.map((column) => {
            const sorted = order?.column === column
            const Arrow = order?.descending ? ArrowDown : ArrowUp
            return (
              <th
                key={column}
                scope="col"
                className={column === 'label' ? undefined : 'number'}
                aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : undefined}
              >
                <AriaButton className="figures-sort" onPress={() => setOrder(nextOrder(order, column))}>
                  {text(`result.classColumns.${column}`)}
                  {sorted && <Arrow className="icon" aria-hidden />}
                </AriaButton>
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>
        {orderClasses(report.perClass, order, language).map((scores) => (
          <tr key={scores.label}>
            <th scope="row" title={scores.label}>
              {scores.label}
            </th>
            <td className="number">{share(scores.precision)}</td>
            <td className="number">{share(scores.recall)}</td>
            <td className="number">{share(scores.f1)}</td>
            <td className="number">{format.integer(scores.support)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
