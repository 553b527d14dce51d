/** What the database thread is started with. */
export interface DatabaseWorkerData {
  readonly migrationsFolder: string
}
