/** The interface's ground colours (its token --ground), shown until the page has painted: no white flash. */
export const groundColors = { light: '#f2f5f3', dark: '#101413' } as const
