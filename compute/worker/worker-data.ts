/** What an engine thread is started with. */
export interface EngineWorkerData {
  /** Where compiled programs are kept. */
  readonly programsFolder: string
}
