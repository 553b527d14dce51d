/** The name of a project's database in its folder. */
export const databaseFileName = 'project.sqlite'
