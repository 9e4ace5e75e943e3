/** Where the archive is. */
import { PhdError } from '@phd/core'

/** The UK 1 km composite, one folder a year. */
export const cedaServer = 'ftp://ftp.ceda.ac.uk:21/badc/ukmo-nimrod/data/composite/uk-1km'

export interface Server {
  host: string
  port: number
  /** Folder that holds the folders of the years, without a slash at its end. */
  path: string
}

/** RADAR_FETCH_SERVER where it is no address of an FTP folder; one with a password in it is refused and not repeated. */
export function serverOf(text: string): Server {
  const wrong = (received: string, remedy?: string) =>
    new PhdError('RADAR_FETCH_SERVER', 'The server is not the address of an FTP folder.', { expected: 'ftp://HOST:PORT/FOLDER', received, remedy, usage: true })
  if (/^[^/]*\/\/[^/]*@/.test(text)) throw wrong('an address with user or password', 'give them as PHD_CEDA_USER and PHD_CEDA_PASSWORD in the environment')
  if (!URL.canParse(text)) throw wrong(text)
  const url = new URL(text)
  if (url.protocol === 'ftps:') throw wrong(text, `--server ${text.replace('ftps:', 'ftp:')} --secure`)
  const path = decoded(url.pathname).replace(/\/+$/, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would be a second FTP command
  if (url.protocol !== 'ftp:' || !url.hostname || /[\x00-\x1f]/.test(path)) throw wrong(text)
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 21), path }
}

/** As it may be printed and stored. */
export function serverUrl({ host, port, path }: Server): string {
  return `ftp://${host.includes(':') ? `[${host}]` : host}:${port}${path}`
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
