/** A handler for every channel of the contract. */
import type { Channel } from '../contract/channels.ts'
import type { HandlerMap } from '../handler-map.ts'
import type { Studio } from '../../studio.ts'
import { datasetHandlers } from './dataset-handlers.ts'
import { projectHandlers } from './project-handlers.ts'
import { runHandlers } from './run-handlers.ts'

/** The handlers over a studio. A channel without one does not compile. */
export function allHandlers(studio: Studio): HandlerMap<Channel> {
  return { ...projectHandlers(studio), ...datasetHandlers(studio), ...runHandlers(studio) }
}
