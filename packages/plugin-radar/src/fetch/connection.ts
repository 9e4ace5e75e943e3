/** One FTP connection that is opened when it is needed, and anew after it broke. */
import { isPhdError, PhdError } from '@phd/core'
import { Client } from 'basic-ftp'
import { type Server, serverUrl } from './server.js'

export interface Login {
  user: string
  password: string
}

export interface ConnectionOptions {
  server: Server
  login: Login
  secure?: boolean
  /** Without an answer or a byte for this long, the connection counts as dead. */
  timeoutMs: number
  signal?: AbortSignal
}

/** The server takes no further connection now. */
export class TooManyConnections extends Error {}

const tooMany = /too many|maximum|limit|busy|later/i

export class Connection {
  private readonly client: Client
  private readonly options: ConnectionOptions
  private readonly abort = () => this.client.close()

  constructor(options: ConnectionOptions) {
    this.options = options
    this.client = new Client(options.timeoutMs)
    options.signal?.addEventListener('abort', this.abort)
  }

  /** Runs `work` on an open connection; closes it when that fails, so that the next call begins with a new one. */
  async use<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const { server, login, secure } = this.options
    let opening = this.client.closed
    try {
      if (opening) await this.client.access({ host: server.host, port: server.port, secure, ...login })
      opening = false
      return await work(this.client)
    } catch (error) {
      this.client.close()
      throw this.named(error, opening)
    }
  }

  close(): void {
    this.options.signal?.removeEventListener('abort', this.abort)
    this.client.close()
  }

  /** What no other try can mend, as the error a user reads; anything else with its secrets blotted out. */
  private named(error: unknown, opening: boolean): unknown {
    const { server, login } = this.options
    const { name, code, message } = error as Error & { code?: number | string }
    if (isPhdError(error)) return new PhdError(error.code, error.message, { ...error, received: blotted(error.received ?? '', login) || undefined })
    const ofServer = name === 'FTPError' || /FTPError/.test(message)
    const received = ofServer ? blotted(message, login) : message
    const where = serverUrl(server)
    if (name === 'FTPError' && typeof code === 'number') {
      if (opening && (code === 421 || (code === 530 && tooMany.test(received)))) return new TooManyConnections(received, { cause: error })
      if (code === 530) {
        return new PhdError('RADAR_FETCH_LOGIN', `${server.host} refused the user or the password.`, {
          received,
          remedy: 'check PHD_CEDA_USER and PHD_CEDA_PASSWORD; CEDA wants an account of its own for FTP: https://help.ceda.ac.uk/article/39-ceda-account',
        })
      }
      if (code >= 500 && code <= 504 && this.options.secure && /AUTH|SSL|TLS/i.test(received)) return tls(where, received)
    } else if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(String(code))) return tls(where, received)
    if (error instanceof Error && received !== message) return Object.assign(new Error(received), { name, code })
    return error
  }
}

function tls(where: string, received: string): PhdError {
  return new PhdError('RADAR_FETCH_TLS', `No safe connection to ${where}.`, {
    expected: 'FTP over TLS, with a certificate that this machine trusts',
    received,
    remedy: 'where the certificate is your own, NODE_EXTRA_CA_CERTS=FILE; without --secure the password crosses the network readable',
  })
}

/** Servers repeat what they were told; user and password go no further. */
export function blotted(text: string, { user, password }: Login): string {
  return [password, user].filter(Boolean).reduce((blotted, secret) => blotted.replaceAll(secret, '***'), text)
}
