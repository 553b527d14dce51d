/** What the studio needs of the desktop it runs on. Electron gives it in the app; a test gives its own answers. */
import type { ResponseOf } from '../ipc/contract/channels.ts'

export interface Desktop {
  /** What the app knows of itself and its machine now. */
  info(): ResponseOf<'app.info'>
  /** Asks for a project's folder; null when that was dismissed. */
  chooseProject(): Promise<string | null>
  /** Asks for a table's file or files; none when that was dismissed. */
  chooseTables(): Promise<string[]>
  /** Asks for a folder of pictures or recordings; null when that was dismissed. */
  chooseFolder(): Promise<string | null>
  /** Asks for a single picture; null when that was dismissed. */
  choosePicture(): Promise<string | null>
  /** Asks for a single recording; null when that was dismissed. */
  chooseRecording(): Promise<string | null>
  /** Asks where a model is to be saved; null when that was dismissed. */
  chooseModelFile(suggestion: string): Promise<string | null>
  /** Asks where weights are to be saved; null when that was dismissed. */
  chooseWeightsFile(suggestion: string): Promise<string | null>
  /** Asks where a picture is to be saved; null when that was dismissed. */
  choosePictureFile(suggestion: string): Promise<string | null>
  /** Asks where a folder of that name is to be made; null when that was dismissed. */
  chooseNewFolder(suggestion: string): Promise<string | null>
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): void
}
