/**
 * The names of all channels and events, without their schemas: all that the preload needs to know.
 *
 * Total over the contract: a channel or event that is missing here, or is not one, does not compile.
 */
import type { Channel } from './channels.ts'
import type { EventName } from './events.ts'

export const channelNames = {
  'app.info': true,
  'devices.list': true,
  'settings.get': true,
  'settings.change': true,
  'shell.reveal': true,
  'jobs.cancel': true,
  'projects.recent': true,
  'projects.create': true,
  'projects.open': true,
  'projects.choose': true,
  'projects.current': true,
  'projects.close': true,
  'projects.discard': true,
  'projects.forget': true,
  'samples.list': true,
  'samples.path': true,
  'files.choose': true,
  'folders.choose': true,
  'pictures.choose': true,
  'recordings.choose': true,
  'sources.kind': true,
  'images.inspect': true,
  'recordings.inspect': true,
  'tables.inspect': true,
  'datasets.import': true,
  'datasets.importImages': true,
  'datasets.importRecordings': true,
  'datasets.images': true,
  'datasets.pictures': true,
  'datasets.recordings': true,
  'datasets.recordingsOfRows': true,
  'recordings.hear': true,
  'pictures.preview': true,
  'datasets.list': true,
  'datasets.get': true,
  'datasets.rename': true,
  'datasets.setKinds': true,
  'datasets.rows': true,
  'datasets.series': true,
  'datasets.delete': true,
  'datasets.restore': true,
  'advice.suggest': true,
  'pretrained.list': true,
  'pretrained.import': true,
  'advice.recommend': true,
  'advice.recommendGeneration': true,
  'advice.generationCost': true,
  'advice.cost': true,
  'advice.split': true,
  'advice.health': true,
  'advice.augmentation': true,
  'advice.recipe': true,
  'advice.learningRates': true,
  'runs.list': true,
  'runs.get': true,
  'runs.start': true,
  'runs.startFolds': true,
  'runs.pause': true,
  'runs.resume': true,
  'runs.stop': true,
  'runs.extend': true,
  'runs.history': true,
  'runs.change': true,
  'runs.delete': true,
  'runs.restore': true,
  'runs.purge': true,
  'runs.report': true,
  'runs.testRows': true,
  'runs.form': true,
  'runs.layers': true,
  'runs.layersAtWork': true,
  'runs.generationReport': true,
  'runs.sampleSheet': true,
  'runs.draw': true,
  'runs.walk': true,
  'runs.reconstructions': true,
  'runs.saveDrawn': true,
  'runs.predict': true,
  'runs.forecast': true,
  'runs.exportWeights': true,
  'runs.exportProgram': true,
  'runs.export': true,
} as const satisfies Record<Channel, true>

export const eventNames = {
  'job.progress': true,
  'run.preparing': true,
  'run.progress': true,
  'run.epochs': true,
  'run.changed': true,
  'dataset.changed': true,
  'project.changed': true,
  'settings.changed': true,
  'menu.command': true,
  'file.opened': true,
} as const satisfies Record<EventName, true>

/** The name under which a request of a channel crosses the process boundary. */
export function requestName(channel: Channel): string {
  return `request:${channel}`
}

/** The name under which an event crosses the process boundary. */
export function eventMessageName(event: EventName): string {
  return `event:${event}`
}
