/** Electron's side of the requests: one listener a channel, which hears our own window and nobody else. */
import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { StudioError, errorToData } from '../../compute/spec/errors.ts'
import type { FailureListener } from './answer.ts'
import { answer } from './answer.ts'
import type { Channel, Reply } from './contract/channels.ts'
import { channelNames, requestName } from './contract/names.ts'
import type { HandlerMap } from './handler-map.ts'

/** Whether a request comes from a frame that may ask. */
export type SenderCheck = (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>) => boolean

/** Listens on every channel of the contract. */
export function registerChannels(handlers: HandlerMap<Channel>, mayAsk: SenderCheck, onFailure: FailureListener): void {
  for (const channel of Object.keys(channelNames) as Channel[]) {
    ipcMain.handle(requestName(channel), (event, payload: unknown): Reply<Channel> | Promise<Reply<Channel>> => {
      if (mayAsk(event)) return answer(handlers, channel, payload, onFailure)
      const error = errorToData(new StudioError('bad-request', { channel }, { cause: new Error('unknown sender') }))
      onFailure(channel, error)
      return { ok: false, error }
    })
  }
}
