/** Sends an answer: complete, half of it, byte by byte, or none at all. */
import { STATUS_CODES } from 'node:http';

/** @typedef {import('./answer.js').Answer} Answer */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/**
 * @param {ServerResponse} response
 * @param {Answer} answer
 */
export const send = (response, answer) => {
  response.sendDate = false;
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
};

/**
 * Sends the first half of the bytes, then resets the connection. If the answer has no body, it ends within the headers.
 * @param {ServerResponse} response
 * @param {Answer} answer
 */
export const sendHalf = (response, answer) => {
  const bytes = toBytes(answer);
  response.socket?.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => reset(response));
};

/**
 * @param {ServerResponse} response
 * @param {Answer} answer
 * @param {number} dripMs time between two bytes
 */
export const drip = (response, answer, dripMs) => {
  const { socket } = response;
  if (socket === null) return;
  const bytes = toBytes(answer);
  let at = 0;
  const timer = setInterval(() => {
    socket.write(bytes.subarray(at, at + 1));
    at += 1;
    if (at === bytes.length) {
      clearInterval(timer);
      socket.end();
    }
  }, dripMs);
  socket.once('close', () => clearInterval(timer));
};

/** @param {ServerResponse} response */
export const reset = (response) => void response.socket?.resetAndDestroy();

/** @param {Answer} answer */
const toBytes = ({ status, headers, body }) => {
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
};
