/** A small FTP server over TLS (explicit), for one folder of files: enough of RFC 959 and 4217 for a client that lists and fetches. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext, TLSSocket } from 'node:tls'
import { login } from './archive.js'

export const openssl = 'openssl'

export interface SecureArchive {
  url: string
  /** Certificate file to trust. */
  certificate: string
  /** What came before the connection was safe. */
  readable: string[]
  close(): void
}

export async function serveSecurely(root: string, { offersTls = true } = {}): Promise<SecureArchive> {
  const folder = mkdtempSync(join(tmpdir(), 'phd-ftps-'))
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name))
  const request = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ]
  execFileSync(openssl, [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const secureContext = createSecureContext({ key: readFileSync(key), cert: readFileSync(cert) })
  const readable: string[] = []
  const secured = (socket: Socket) => new TLSSocket(socket, { isServer: true, secureContext })
  const server = createServer((plain) => {
    let control: Socket = plain
    let data: Promise<Socket> | undefined
    let start = 0
    const say = (line: string) => control.write(`${line}\r\n`)
    const send = (content: Buffer | string) => {
      say('150 here it comes')
      void data!.then((raw) => {
        const socket = secured(raw)
        socket.on('error', () => {})
        socket.end(content, () => say('226 done'))
      })
    }
    const answer = (line: string) => {
      const [command, ...rest] = line.split(' ')
      const path = join(root, rest.join(' '))
      if (control === plain) readable.push(line)
      if (command === 'AUTH' && offersTls) {
        say('234 go on safely')
        plain.removeAllListeners('data')
        control = secured(plain)
        listen()
      } else if (command === 'AUTH') say('502 TLS is not offered')
      else if (command === 'USER') say('331 and the password')
      else if (command === 'PASS') say(rest[0] === login.password ? '230 come in' : '530 no')
      else if (command === 'FEAT') say('211-so\r\n MLST size*;type*;\r\n211 much')
      else if (command === 'EPSV') {
        const passive = createServer().listen(0, '127.0.0.1', () => say(`229 passive (|||${(passive.address() as AddressInfo).port}|)`))
        data = new Promise((resolve) => passive.once('connection', resolve))
        data.then(() => passive.close())
      } else if (command === 'MLSD')
        send(
          readdirSync(path)
            .map((name) => `type=file;size=${statSync(join(path, name)).size}; ${name}\r\n`)
            .join(''),
        )
      else if (command === 'REST') {
        start = Number(rest[0])
        say('350 from there')
      } else if (command === 'RETR') {
        send(readFileSync(path).subarray(start))
        start = 0
      } else say('200 as you like')
    }
    const listen = () => control.on('data', (text) => String(text).trim().split('\r\n').forEach(answer)).on('error', () => {})
    listen()
    say('220 test archive')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `ftp://127.0.0.1:${(server.address() as AddressInfo).port}/uk-1km`, certificate: cert, readable, close: () => void server.close() }
}
