/** Electron's side of the requests: one listener a channel, which hears our own window and nobody else. */
import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { StudioError } from '../../compute/spec/errors.ts'
import type { Answering } from './answer.ts'
import { answer, refuse } from './answer.ts'
import type { Channel, Reply } from './contract/channels.ts'
import { channelNames, requestName } from './contract/names.ts'

/** Whether a request comes from a frame that may ask. */
export type SenderCheck = (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>) => boolean

/** Listens on every channel of the contract. */
export function registerChannels(answering: Answering, mayAsk: SenderCheck): void {
  for (const channel of Object.keys(channelNames) as Channel[]) {
    ipcMain.handle(requestName(channel), (event, payload: unknown): Reply<Channel> | Promise<Reply<Channel>> => {
      if (mayAsk(event)) return answer(answering, channel, payload)
      return refuse(
        answering,
        channel,
        new StudioError('bad-request', { channel }, { cause: new Error('unknown sender') }),
      )
    })
  }
}
