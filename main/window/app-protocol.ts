/**
 * Serves the interface's own files under app://studio/, and nothing else.
 *
 * A scheme of our own instead of file:// gives the page an origin, so that 'self' in its content security
 * policy means these files and no others.
 */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Protocol } from 'electron'

export const appScheme = 'app'
export const appOrigin = `${appScheme}://studio`
export const startPage = `${appOrigin}/index.html`

/** What pages of this app may load and do: their own files. */
export const contentSecurityPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data: blob:`,
  `media-src blob:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
  `object-src 'none'`,
].join('; ')

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** The file in `folder` that a URL of ours names, or null: another origin, an ending not served, a way out of the folder. */
export function fileOfUrl(url: string, folder: string): string | null {
  const path = pathOfUrl(url)
  // A backslash separates folders on Windows alone, a NUL ends a name in C: neither is in a file of ours.
  if (path === null || /[\\\0]/.test(path) || !(extname(path) in mediaTypes)) return null
  const file = normalize(join(folder, path))
  return file.startsWith(folder + sep) ? file : null
}

function pathOfUrl(url: string): string | null {
  try {
    const { protocol, host, pathname } = new URL(url)
    return `${protocol}//${host}` === appOrigin ? decodeURIComponent(pathname) : null
  } catch {
    return null
  }
}

/** The answer to a request for a page's file. */
export async function serveFile(url: string, folder: string): Promise<Response> {
  const file = fileOfUrl(url, folder)
  const content = file === null ? null : await readFile(file).catch(() => null)
  const headers = { 'Content-Security-Policy': contentSecurityPolicy, 'X-Content-Type-Options': 'nosniff' }
  if (file === null || content === null) return new Response('Not found', { status: 404, headers })
  const mediaType = mediaTypes[extname(file)] ?? 'application/octet-stream'
  return new Response(new Uint8Array(content), { headers: { ...headers, 'Content-Type': mediaType } })
}

/** What has to be said of the scheme before Electron is ready. */
export const schemePrivileges = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const

/** Serves `folder`. */
export function serveInterface(protocol: Protocol, folder: string): void {
  protocol.handle(appScheme, (request) => serveFile(request.url, folder))
}
