/** The README of a project folder: says to whoever finds it what is in it. */
import type { Translator } from '../i18n/translator.ts'

/** The text, in the language of the app at the time. */
export function projectReadme(translator: Translator, name: string): string {
  const say = (key: string): string => translator.text(`project.readme.${key}`, { name })
  const parts = ['database', 'datasets', 'runs', 'exports', 'lock'].map((key) => `- ${say(key)}`)
  return [say('title'), '', say('folder'), '', ...parts, '', say('warning'), ''].join('\n')
}
