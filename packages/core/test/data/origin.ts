/** A real HTTP server on loopback that misbehaves as it is told, one answer after the other. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DatasetFile } from '../../lib/index.js'

export type Answer = (request: IncomingMessage, response: ServerResponse, content: Buffer) => void

export interface Origin {
  url: string
  /** Of each request: path and range. */
  requests: string[]
  /** The largest number of requests answered at a time. */
  most(): number
  close(): Promise<void>
}

/** Files by path; `answers` of a path are used up in order, then it is served well. */
export async function origin(files: Record<string, Buffer>, answers: Record<string, Answer[]> = {}): Promise<Origin> {
  const requests: string[] = []
  let open = 0
  let most = 0
  const server = createServer((request, response) => {
    open++
    most = Math.max(most, open)
    response.on('close', () => open--)
    const path = request.url!.slice(1)
    requests.push([path, request.headers.range].filter(Boolean).join(' '))
    const content = files[path]
    if (!content) response.writeHead(404).end('no such file')
    else (answers[path]?.shift() ?? well)(request, response, content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    most: () => most,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const well: Answer = (request, response, content) => {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? -1)
  if (start < 0) response.writeHead(200, { 'content-length': content.length }).end(content)
  else if (start >= content.length) response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
  else
    response
      .writeHead(206, { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}`, 'content-length': content.length - start })
      .end(content.subarray(start))
}

export const withoutRanges: Answer = (_, response, content) => {
  response.writeHead(200, { 'content-length': content.length }).end(content)
}

/** Sends `bytes` more and cuts the connection; honours a range. */
export const cutAfter =
  (bytes: number): Answer =>
  (request, response, content) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const head = { 'content-length': content.length - start, 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` }
    response.writeHead(request.headers.range ? 206 : 200, head)
    response.write(content.subarray(start, start + bytes), () => setTimeout(() => response.destroy(), 20))
  }

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end()
  }

export const silent: Answer = (_, response, content) => {
  response.writeHead(200, { 'content-length': content.length })
  response.write(content.subarray(0, 10))
}

export const sends =
  (text: string): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-length': text.length }).end(text)
  }

export const redirects =
  (to: string): Answer =>
  (_, response) => {
    response.writeHead(302, { location: to }).end()
  }

export function described(url: string, content: Buffer): DatasetFile {
  return { url, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}
