// Ask over POST and read the server-sent events of the answer.
import { base } from "./dom.js";

/** A failure as the service words it. */
export class ServiceError extends Error {
  constructor({ message, hint = "", code = "error", request_id: requestId = "" }) {
    super(message);
    this.hint = hint;
    this.code = code;
    this.requestId = requestId;
  }
}

const OFFLINE = { code: "offline", message: "Không kết nối được với máy chủ.", hint: "Kiểm tra mạng rồi thử lại." };
const BROKEN = { code: "broken", message: "Câu trả lời bị ngắt giữa chừng.", hint: "Vui lòng thử lại." };

/** fetch whose failures are all ServiceErrors. */
export async function request(url, options = {}) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError(OFFLINE);
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw new ServiceError(body?.error ?? { message: "Máy chủ không trả lời được.", hint: "Vui lòng thử lại." });
}

/** Ask; call `on(name, data)` for every event; resolve with the whole answer. `asked`: as the API takes it. */
export async function ask(asked, on, signal) {
  const response = await request(`${base}/v1/chat`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(asked),
    signal,
  });
  try {
    for await (const { name, data } of events(response.body)) {
      if (name === "error") throw new ServiceError(data.error);
      on(name, data);
      if (name === "done") return data;
    }
  } catch (error) {
    if (error instanceof ServiceError || error.name === "AbortError") throw error;
  }
  throw new ServiceError(BROKEN);
}

/** Split a byte stream into events: blocks of `field: value` lines, ended by an empty line. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    rest += (value ?? "").replaceAll("\r\n", "\n");
    const blocks = rest.split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
    if (done) return;
  }
}

function parse(block) {
  let name = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  return data.length ? { name, data: JSON.parse(data.join("\n")) } : null;
}
