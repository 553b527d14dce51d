/** Runs in the sandboxed window before the interface: puts the typed bridge on `window.modelwright`, and nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { ErrorData } from '../../compute/spec/errors.ts'
import type { Bridge } from '../ipc/contract/bridge.ts'
import type { EventPayload } from '../ipc/contract/events.ts'
import { channelNames, eventMessageName, eventNames, requestName } from '../ipc/contract/names.ts'

/** A failure in the form of a reply. */
function refuse(error: ErrorData): { ok: false; error: ErrorData } {
  return { ok: false, error }
}

// The system may ask to open a file before the interface listens; such files are held until it does.
const fileOpened = eventMessageName('file.opened')
const held: EventPayload<'file.opened'>[] = []
const hold = (_event: IpcRendererEvent, payload: EventPayload<'file.opened'>): void => void held.push(payload)
ipcRenderer.on(fileOpened, hold)

const bridge: Bridge = {
  async invoke(channel, request) {
    if (!Object.hasOwn(channelNames, channel)) return refuse({ code: 'bad-request', params: { channel } })
    try {
      // What the other side answers is a reply of this channel: its handler's type makes sure.
      return (await ipcRenderer.invoke(requestName(channel), request)) as Awaited<
        ReturnType<typeof bridge.invoke<typeof channel>>
      >
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return refuse({ code: 'internal', params: { message } })
    }
  },
  on(event, listener) {
    if (!Object.hasOwn(eventNames, event)) return () => undefined
    const receive = (_event: IpcRendererEvent, payload: Parameters<typeof listener>[0]): void => listener(payload)
    ipcRenderer.on(eventMessageName(event), receive)
    if (event === 'file.opened') {
      ipcRenderer.off(fileOpened, hold)
      for (const payload of held.splice(0)) listener(payload as Parameters<typeof listener>[0])
    }
    return () => void ipcRenderer.off(eventMessageName(event), receive)
  },
  pathForFile: (file) => webUtils.getPathForFile(file),
}

contextBridge.exposeInMainWorld('modelwright', bridge)
