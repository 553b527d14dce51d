import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAppRoot } from '../../../../main/app-root.ts'
import { createTranslator } from '../../../../main/i18n/translator.ts'
import { menuCommands } from '../../../../main/ipc/contract/events.ts'
import { languages } from '../../../../main/ipc/contract/records.ts'
import { quitQuestion } from '../../../../main/window/quit-question.ts'
import { commandAccelerators, menuSections, menuTemplate, ownActions } from '../../../../main/window/menu.ts'
import { groundColors } from '../../../../main/window/ground-colors.ts'
import { commandKeys } from '../../../../renderer/app/commands.tsx'

const platforms = ['linux', 'win32', 'darwin'] as const

describe('the menu', () => {
  it.each(platforms)('has every command and action once, on %s', (platform) => {
    const items = menuSections(platform, false).flatMap(({ items }) => items.filter((item) => item !== null))
    const commands = items.flatMap((item) => ('command' in item ? [item.command] : []))
    const actions = items.flatMap((item) => ('action' in item ? [item.action] : []))
    expect(commands.toSorted()).toEqual([...menuCommands].toSorted())
    expect(actions.toSorted()).toEqual([...ownActions].toSorted())
  })

  it.each(platforms)('gives no two items the same keys, on %s', (platform) => {
    const keys = menuSections(platform, true).flatMap(({ items }) => items.flatMap((item) => item?.keys ?? []))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each(languages)('has words for every item in %s', (language) => {
    const translator = createTranslator(language)
    for (const platform of platforms) {
      const template = menuTemplate(menuSections(platform, true), {
        text: (key) => translator.text(key),
        onCommand: () => undefined,
        onAction: () => undefined,
      })
      for (const section of template) {
        const items = Array.isArray(section.submenu) ? section.submenu : []
        for (const { label, type } of [section, ...items])
          if (type !== 'separator') expect(label).not.toMatch(/^menu\.|^$/)
      }
    }
  })

  it('has the keys that the list of shortcuts shows', () => {
    const shown = Object.fromEntries(
      Object.entries(commandKeys).map(([name, keys]) => [name, keys.replace('Mod', 'CmdOrCtrl')]),
    )
    expect(commandAccelerators).toEqual(shown)
  })

  it('tells which command was chosen', () => {
    const told: string[] = []
    const template = menuTemplate(menuSections('linux', false), {
      text: (key) => key,
      onCommand: (command) => told.push(command),
      onAction: (action) => told.push(action),
    })
    const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    for (const { click } of items) (click as (() => void) | undefined)?.()
    expect(told.toSorted()).toEqual([...menuCommands, ...ownActions].toSorted())
  })
})

describe('the question before quitting', () => {
  it.each(languages)('names the run, or counts them, in %s', (language) => {
    const translator = createTranslator(language)
    expect(quitQuestion(translator, ['MLP 7']).message).toContain('MLP 7')
    expect(quitQuestion(translator, ['a', 'b', 'c']).message).toContain('3')
  })

  it('keeps training when it is dismissed', () => {
    const question = quitQuestion(createTranslator('en'), ['MLP 7'])
    expect(question.buttons?.[question.cancelId ?? -1]).toBe('Keep training')
    expect(question.buttons?.[question.defaultId ?? -1]).toBe('Keep training')
  })
})

describe('the window before its page is there', () => {
  it("has the interface's own ground colours", () => {
    const tokens = readFileSync(join(findAppRoot(), 'renderer/design/tokens.css'), 'utf8')
    expect(tokens).toContain(`--ground: light-dark(${groundColors.light}, ${groundColors.dark})`)
  })
})
